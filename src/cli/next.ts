import { firstOpenTodo, gitCommands, isMergedHere } from '../core/reading/next';
import { shellQuoted } from '../core/plan/shell';
import { phaseText } from '../core/phaseTexts';
import { samePhase, type NextAction, type PhaseId, type PlanStatus } from '../core/types';
import type { Engine } from '../core/workflow/engine';
import { commands, nodeCommands } from '../ids';
import { phaseOfAction } from '../view/nextAction';
import { styled, type Line } from './terminal';

/** What a line of the table is made from. */
export interface NextOf {
  status: PlanStatus;
  next: NextAction;
  /** The phase that it is about; null for none. */
  phase: PhaseId | null;
  /** The folder of the context file. */
  contextFolder: string;
}

/** What is typed for each next action, whatever its button is called; a text after it says when, or why. */
const LINES: Readonly<Record<string, (of: NextOf) => [line: string, more?: string]>> = {
  [commands.init]: () => ['phased-plans init'],
  [commands.createPlan]: () => ['phased-plans plan TASK PHASE…'],
  [commands.approvePlan]: () => ['phased-plans approve', 'once the plan was reviewed'],
  [commands.executePhase]: ({ next, phase }) => [
    ofPhase('execute', phase) + (isResuming(next) ? ' --existing-branch=resume' : ''),
  ],
  [commands.openContext]: ({ status }) => [`phased-plans done ${firstOpenNumber(status)}`],
  [commands.summarizePhase]: ({ phase }) => [ofPhase('summarize', phase)],
  [commands.createPullRequest]: ({ phase }) => [ofPhase('pr', phase)],
  [nodeCommands.openPullRequest]: ({ status, phase }) => ['git fetch', `once ${merged(status, phase)}`],
  [nodeCommands.commitPlan]: ({ contextFolder }) => [
    `git commit --message "docs: Set the status of a phase" -- ${shellQuoted(contextFolder)}`,
  ],
  [commands.archive]: () => ['phased-plans archive'],
  [commands.rebuildState]: () => ['phased-plans rebuild --dry-run'],
  [commands.repairState]: () => ['phased-plans rebuild --dry-run'],
  [gitCommands.pull]: () => ['git pull'],
  [gitCommands.checkout]: ({ next }) => [`git switch ${shellQuoted(String(next.arguments?.[1]))}`],
};

/** The commands that a next action may be: each has its line. */
export const NEXT_COMMANDS = Object.keys(LINES);

const ofPhase = (command: string, phase: PhaseId | null): string =>
  `phased-plans ${command}${phase === null ? '' : ` ${shellQuoted(String(phase))}`}`;

const isResuming = ({ arguments: given }: NextAction): boolean =>
  (given?.[0] as { existingBranch?: string } | undefined)?.existingBranch === 'resume';

function firstOpenNumber(status: PlanStatus): number {
  const open = firstOpenTodo(status);
  return open ? status.todos.indexOf(open) + 1 : 1;
}

function merged({ phases, plan }: PlanStatus, phase: PhaseId | null): string {
  const { pr = null } = phases.find((each) => samePhase(each.phase, phase)) ?? plan ?? {};
  const what = `${phase === null ? 'the plan' : phaseText(phase).toLowerCase()} is merged`;
  const first = pr?.isIntoMerged ? `the base of its pull request is changed, and ` : '';
  return `${first}${what}${pr?.url ? ` (${pr.url})` : ''}`;
}

/** The line to be typed next, as `status` ends with it; none where there is nothing to do. */
export async function nextLines(engine: Engine, status: PlanStatus, contextFolder: string): Promise<Line[]> {
  const { next } = status;
  const made = next && LINES[next.command];
  if (!made) return [];
  const phase = phaseOfAction(next).phase ?? null;
  const merge = isMergedHere(next) ? await mergeLine(engine, phase) : null;
  const [line, more] = merge === null ? made({ status, next, phase, contextFolder }) : [merge];
  return [[styled('bold', 'Next'), `: ${line}${more === undefined ? '' : `, ${more}`}`]];
}

/** What merges it here; null where that can't be told. Without a remote nothing is asked but the repository. */
function mergeLine(engine: Engine, phase: PhaseId | null): Promise<string | null> {
  return engine.foreseePullRequest(phase === null ? {} : { phase }).then(
    ({ merge }) => merge,
    () => null,
  );
}
