import { editContext } from '../context/edit';
import type { StateEdit } from '../context/model';
import { PlanError } from '../errors';
import { parseContext } from '../context/parse';
import { freshContextFile } from '../folder/templates';
import { LARGEST_FILE } from '../limits';
import { workTitle } from '../phaseTexts';
import { stateTime } from '../plan/names';
import { subjects } from '../plan/subjects';
import type { Ports } from '../ports';
import { commitSteps, runSteps } from '../repository/commit';
import { mustBeSaved, openToWrite } from '../repository/repo';
import type { Step } from '../steps';
import { contextPath, readWorld, worldOf } from '../folder/world';
import type { World } from '../folder/model';
import { isOver } from '../plan/status';
import { folderSteps, FIRST_LINE } from './init';
import { namePlan, renderPlan, type NewPlan, type PlanContent } from './newPlan';

/**
 * Writes a master plan and its phase plans, or one simple plan, and names them in the context file.
 * Resolves to the plan files written. Throws `UNTRUSTED`, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `INVALID_ARGUMENT`,
 * `PLAN_EXISTS`, `UNFINISHED`, `CONTEXT_DIRTY`, `WRITE_FAILED`, and with `commit` those of git.
 *
 * @param at `initialize`: a context folder that isn't there is made, in the same step.
 */
export async function createPlan(
  ports: Ports,
  content: PlanContent,
  at: { initialize?: boolean } = {},
): Promise<{ files: string[] }> {
  await openToWrite(ports, content);
  const found = at.initialize ? await worldOrFresh(ports) : { world: await readWorld(ports), isFresh: false };
  const { world, isFresh } = found;
  const { plan, files } = await foreseePlan(ports, world, content);
  mustBeSaved(ports, [world.path]);
  const text = plannedContext(world, plan, ports.clock.now());
  const steps: Step[] = [
    ...(isFresh ? await folderSteps(ports) : []),
    ...files.map((file): Step => ({ kind: 'write', path: file.path, was: null, text: file.text })),
    { kind: 'write', path: world.path, was: isFresh ? null : world.text, text },
  ];
  const commit = content.commit ? await commitSteps(ports, subjects.plan(plan.title), steps) : [];
  await runSteps(ports, `Create the plan “${plan.title}”`, [...steps, ...commit]);
  return { files: files.map(({ path }) => path) };
}

/** The world as it is, or where there is no context file, as it would be right after `init`. */
export async function worldOrFresh(ports: Ports): Promise<{ world: World; isFresh: boolean }> {
  if (await ports.files.exists(contextPath(ports))) return { world: await readWorld(ports), isFresh: false };
  const context = parseContext(await freshContextFile(ports, FIRST_LINE, []));
  if (!context.state) return { world: await readWorld(ports), isFresh: false };
  return { world: await worldOf(ports, context, context.state), isFresh: true };
}

/** Throws what `createPlan` would throw whatever the plan; changes nothing. */
export async function judgeCreatePlan(ports: Ports): Promise<void> {
  await openToWrite(ports, {});
  mustBeFinished(await readWorld(ports));
}

/**
 * The files that `createPlan` would write besides the context file. Changes nothing, and throws `INVALID_ARGUMENT`,
 * `PLAN_EXISTS` and `UNFINISHED` as that does.
 */
export async function foreseePlan(
  ports: Ports,
  world: World,
  content: PlanContent,
): Promise<{ plan: NewPlan; files: { path: string; text: string }[] }> {
  const plan = namePlan(ports, content);
  for (const path of [plan.path, ...plan.phases.map((each) => each.path)]) {
    if (await ports.files.exists(path)) {
      throw new PlanError('PLAN_EXISTS', `${path} exists already. Choose another task name, or open that plan.`);
    }
  }
  mustBeFinished(world);
  const files = await renderPlan(ports, plan);
  const tooLarge = files.find(({ text }) => text.length > LARGEST_FILE);
  if (!tooLarge) return { plan, files };
  const message = `${tooLarge.path} would be larger than any plan that is read. Leave some of it out.`;
  throw new PlanError('INVALID_ARGUMENT', message);
}

function mustBeFinished(world: World): void {
  const { plan, state } = world;
  const open = plan?.phases.filter(({ entry }) => !isOver(entry)).length ?? 0;
  const simpleOpen = plan?.kind === 'simple' && state.activeContext.includes(plan.path);
  if (!plan || (open === 0 && !simpleOpen)) return;
  throw new PlanError('UNFINISHED', `“${plan.title}” is not finished. Finish or archive it first.`);
}

function plannedContext(world: World, plan: NewPlan, now: Date): string {
  const { state } = world;
  const done = plan.phases.filter(({ content }) => content.isCompleted);
  const isGone = ({ content }: NewPlan['phases'][number]): boolean =>
    content.isCompleted === true || content.isDropped === true;
  const phased = {
    master_plan: plan.path,
    phases: plan.phases.map((each) => ({
      phase: each.id,
      plan: each.path,
      status: each.content.isCompleted ? 'completed' : each.content.isDropped ? 'dropped' : 'pending',
    })),
    current_phase: null,
  };
  const paths = [plan.path, ...plan.phases.filter((each) => !isGone(each)).map((each) => each.path)];
  // What an earlier, finished plan left behind says nothing of this one.
  const finished = world.plan ? [world.plan.path, ...world.plan.phases.map((each) => each.plan?.path)] : [];
  const kept = state.activeContext.filter((path) => !paths.includes(path) && !finished.includes(path));
  const edits: StateEdit[] = [
    { path: ['active_context'], value: [...kept, ...paths] },
    ...(state.executionBranch === null ? [] : [{ path: ['execution_branch'], value: undefined }]),
    ...(state.executionStarted === null ? [] : [{ path: ['execution_started'], value: undefined }]),
    ...(plan.phases.length > 0 || state.phased
      ? [{ path: ['phased_execution'], value: plan.phases.length > 0 ? phased : undefined }]
      : []),
    { path: ['last_updated'], value: stateTime(now) },
  ];
  const stale = world.context.branch !== null || world.context.masterPlan !== null || world.context.plan !== null;
  return editContext(world.text, {
    summaryLine: summaryLine(plan, done.at(-1)),
    ...(stale ? { metadata: [] } : {}),
    state: edits,
  });
}

/** As the steps of the method leave it. */
function summaryLine({ title, phases }: NewPlan, last: NewPlan['phases'][number] | undefined): string {
  if (!last) return `Planned: ${title}`;
  const isOver = phases.every(({ content }) => content.isCompleted);
  return `Completed: ${workTitle(title, isOver ? null : { id: last.id, name: last.content.name })}`;
}
