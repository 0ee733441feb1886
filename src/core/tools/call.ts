import { PlanError } from '../errors';
import { WouldRun } from '../foreseenRun';
import type { Engine } from '../workflow/engine';
import { describeSteps } from '../steps';
import { stepsOfPullRequest } from '../workflow/pullRequestSteps';
import type { AgentTool } from './agentTools';

/** Options as they came, without `dryRun`. Throws `INVALID_ARGUMENT` for a name that the tool doesn’t know. */
export function optionsFor(tool: AgentTool, given: unknown): { options: object; dryRun: boolean } {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw invalid('Arguments must be an object');
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(tool.takes.properties, name));
  if (unknown !== undefined) throw invalid(`${tool.name} takes no “${unknown}”`);
  const { dryRun = false, ...options } = given as { dryRun?: unknown };
  if (typeof dryRun !== 'boolean') throw invalid('“dryRun” must be true or false');
  return { options, dryRun };
}

const invalid = (what: string): PlanError =>
  new PlanError('INVALID_ARGUMENT', `${what}. Correct that, then try again.`);

/** What a tool gives. With `dryRun` the engine is one that runs nothing, and what it would have run is told. */
export async function callTool(
  tool: AgentTool,
  engine: Engine,
  o: { options: object; dryRun: boolean },
): Promise<object> {
  if (o.dryRun && OTHERWISE_FORESEEN[tool.name]) return OTHERWISE_FORESEEN[tool.name]?.(engine, o.options) ?? {};
  try {
    return await tool.run(engine, {
      ...o.options,
      ...(o.dryRun && DRY_RUN_OF_ITS_OWN.has(tool.name) ? { dryRun: true } : {}),
    } as never);
  } catch (error) {
    if (!(error instanceof WouldRun)) throw error;
    return { dryRun: true, title: error.plan.title, steps: describeSteps(error.plan) };
  }
}

/** Those whose method has a dry run, which says more. */
const DRY_RUN_OF_ITS_OWN = new Set(['para_execute_phase', 'para_import_plan']);

/** Those that come to no plan of steps. */
const OTHERWISE_FORESEEN: Readonly<Record<string, (engine: Engine, options: object) => Promise<object>>> = {
  async para_create_pull_request(engine, options) {
    const steps = stepsOfPullRequest(await engine.foreseePullRequest(options), options);
    return { dryRun: true, title: 'Create a pull request', steps };
  },
  async para_undo(engine) {
    await engine.judgeUndo();
    const last = await engine.undoable();
    return { dryRun: true, title: `Undo “${last?.title ?? ''}”`, steps: last?.steps ?? [] };
  },
};
