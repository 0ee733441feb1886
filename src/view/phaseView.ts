import { countDone, type Countable } from '../core/markdown/settled';
import { branchElsewhere } from '../core/reading/next';
import { summaryAmong } from '../core/plan/names';
import { isNotApproved, isOver } from '../core/plan/status';
import type { Reading } from '../core/reading/status';
import { phaseText } from '../core/phaseTexts';
import { samePhase, type PhaseInfo, type PlanStatus, type Todo } from '../core/types';

/** What a user sees of a phase, finer than its status. */
export type PhaseState = 'ready' | 'waiting' | 'running' | 'unmerged' | 'merged' | 'completed' | 'dropped';

/** Theme icons of the states, the same on every surface. */
export const phaseIcons: Record<PhaseState, { icon: string; color?: string }> = {
  ready: { icon: 'circle-large-outline', color: 'charts.blue' },
  waiting: { icon: 'circle-large-outline', color: 'disabledForeground' },
  running: { icon: 'play-circle', color: 'charts.yellow' },
  unmerged: { icon: 'git-pull-request', color: 'charts.purple' },
  merged: { icon: 'pass-filled', color: 'testing.iconPassed' },
  completed: { icon: 'pass', color: 'testing.iconPassed' },
  dropped: { icon: 'circle-slash', color: 'disabledForeground' },
};

export interface PhaseView {
  state: PhaseState;
  /** Why it can't be started, fit for a label: `Waiting for phase 1`. Null when it can, or has been. */
  reason: string | null;
  canStart: boolean;
  /** It waits for nothing but merges: starting it asks first. */
  canStartUnmerged: boolean;
  /** It runs, but its branch isn't checked out here. */
  canResume: boolean;
  canSummarize: boolean;
  canCreatePullRequest: boolean;
}

/** What a phase's state is and what can be done with it: every surface offers the same. */
export function viewPhase(status: PlanStatus, phase: PhaseInfo): PhaseView {
  const state = phaseStateOf(status, phase);
  const { readable } = status;
  return {
    state,
    reason: state === 'waiting' ? waitingReason(status, phase) : null,
    canStart: readable && state === 'ready',
    canStartUnmerged:
      readable && state === 'waiting' && waitsForMerges(status, phase) && otherRuns(status, phase) === undefined,
    canResume: readable && state === 'running' && phase.worktree === null && runsElsewhere(status, phase),
    // One that only its branch knows to run is summarized there.
    canSummarize: readable && state === 'running' && (phase.worktree !== null || status.branch.expected !== null),
    canCreatePullRequest: readable && (state === 'unmerged' || state === 'completed') && phase.branch !== null,
  };
}

function phaseStateOf(status: PlanStatus, phase: PhaseInfo): PhaseState {
  if (phase.status === 'in_progress') return 'running';
  if (phase.dropped) return 'dropped';
  if (phase.status === 'pending') return waitingReason(status, phase) === null ? 'ready' : 'waiting';
  if (phase.merged === null) return 'completed';
  return phase.merged ? 'merged' : 'unmerged';
}

function waitingReason(status: PlanStatus, phase: PhaseInfo): string | null {
  if (phase.blockedBy.length > 0) {
    const names = joinWords(phase.blockedBy.map(String));
    const merge = waitsForMerges(status, phase) ? ' to be merged' : '';
    return `Waiting for ${phase.blockedBy.length > 1 ? 'phases' : 'phase'} ${names}${merge}`;
  }
  const running = otherRuns(status, phase);
  if (running) return `${phaseText(running.phase)} is running`;
  return phase.plan === null ? 'Its plan file is missing' : null;
}

function waitsForMerges(status: PlanStatus, phase: PhaseInfo): boolean {
  return phase.blockedBy.length > 0 && phase.blockedBy.every((id) => findPhase(status, id)?.status === 'completed');
}

/** The phase that has the tree for itself. */
function otherRuns(status: PlanStatus, phase: PhaseInfo): PhaseInfo | undefined {
  if (phase.worktree !== null) return undefined;
  return status.phases.find((each) => each.status === 'in_progress' && each.worktree === null);
}

/** A phase found running on its branch alone has no expected branch in this tree's context file. */
function runsElsewhere(status: PlanStatus, phase: PhaseInfo): boolean {
  return branchDiffers(status) || (phase.branch !== null && phase.branch !== status.branch.actual);
}

/** Whether a phase runs in this tree while another branch is checked out. */
function branchDiffers(status: PlanStatus): boolean {
  return status.branch.expected !== null && status.branch.expected !== status.branch.actual;
}

/**
 * The branch of what runs, when HEAD has been moved away from it; null where all is well, and for what somebody else
 * runs on a branch that this clone hasn't.
 */
export function leftBranch(status: PlanStatus, branches: Reading['branches']): string | null {
  const branch = branchElsewhere(status);
  const isTheirs = Boolean(branches.get(status.currentPhase)?.remote);
  return status.branch.expected === null && isTheirs ? null : branch;
}

/** `main is checked out, not para/login-phase-1`, or null where nothing is to be warned of. */
export function branchWarning(status: PlanStatus, branches: Reading['branches']): string | null {
  const left = leftBranch(status, branches);
  if (left === null) return null;
  const { actual } = status.branch;
  return `${actual === null ? 'No branch is checked out' : `${actual} is checked out`}, not ${left}`;
}

/** The plan, where it says that nobody has approved it, and is yet to be completed: starting anything of it asks. */
export function unapprovedPlan({ state, plan }: PlanStatus): PlanStatus['plan'] {
  const starts = state === 'planned' || state === 'executing' || state === 'ready';
  return starts && plan !== null && isNotApproved(plan.status) ? plan : null;
}

/** Whether that is to be said beside it: before anything is started, its status says so itself where it has one. */
export function isUnapproved(status: PlanStatus): boolean {
  const plan = unapprovedPlan(status);
  return plan !== null && (status.state !== 'planned' || plan.status === null);
}

/** Whether a simple plan runs, but its branch isn't checked out here. */
export function canResumePlan(status: PlanStatus): boolean {
  return status.plan?.kind === 'simple' && branchElsewhere(status) !== null;
}

export function findPhase(status: PlanStatus, id: PhaseInfo['phase'] | null): PhaseInfo | undefined {
  return status.phases.find((each) => samePhase(each.phase, id));
}

/**
 * What a phase is called: `Phase 2: API Layer`, or `Phase 2` when it has no name. In a `row` of a narrow list, where
 * phases stand below each other, it begins with what differs: `2 · API Layer`.
 */
export function phaseLabel({ phase, name }: PhaseInfo, surface: 'words' | 'row' = 'words'): string {
  const number = phaseText(phase);
  // A phase that nobody has named is called by its number.
  if (name === '' || name === number) return number;
  return surface === 'row' ? `${phase} · ${name}` : `${number}: ${name}`;
}

/** How many phases are completed, of all that aren't dropped: the one count on every surface. */
export function countPhases({ phases }: PlanStatus): { done: number; total: number } {
  return countDone(phases.map((phase) => ({ done: phase.status === 'completed', settled: isOver(phase) })));
}

/** `1 of 3 phases completed, 1 dropped`; null where none is listed. */
export function phasesCompleted(status: PlanStatus): string | null {
  if (status.phases.length === 0) return null;
  const { done, total } = countPhases(status);
  const dropped = status.phases.length - total;
  return `${done} of ${total} phases completed${dropped === 0 ? '' : `, ${dropped} dropped`}`;
}

/** The summary of a simple plan that is completed; null for any other plan. */
export function planSummary({ plan, state, summaries }: PlanStatus): string | null {
  return plan?.kind === 'simple' && state === 'complete' ? summaryAmong(summaries, plan.task, null) : null;
}

/** A to-do with its place in `PlanStatus.todos`. */
export interface IndexedTodo extends Todo {
  index: number;
}

/** The to-dos of a phase, or of a simple plan (`null`). */
export function indexedTodos(status: PlanStatus, phase: PhaseInfo | null): IndexedTodo[] {
  const indexed = status.todos.map((todo, index) => ({ ...todo, index }));
  if (phase === null) return indexed;
  return indexed.filter((todo) => samePhase(todo.phase, phase.phase));
}

/** `2/5`, or null when there is nothing to count. */
export function progressOf(items: readonly Countable[]): string | null {
  const { done, total } = countDone(items);
  return total === 0 ? null : `${done}/${total}`;
}

/**
 * The progress of what runs; null when the to-dos are those of the phase before: between phases, and where the context
 * file that is checked out hasn't heard of what runs.
 */
export function progressNow(status: PlanStatus): string | null {
  return progressOf(todosNow(status));
}

/** The to-dos of what runs; none between phases, and where the context file that is checked out hasn't heard of it. */
export function todosNow(status: PlanStatus): IndexedTodo[] {
  const isUnknownHere = status.branch.expected === null && branchElsewhere(status) !== null;
  if (status.state !== 'executing' || isUnknownHere) return [];
  const { currentPhase } = status;
  return indexedTodos(status, null).filter(
    ({ phase }) => phase === null || currentPhase === null || samePhase(phase, currentPhase),
  );
}

/** `1`, `1 and 2`, `1, 2 and 3`. */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `waiting for phase 1`: fit to stand behind a label, where the words beside it begin small. */
export function beginSmall(reason: string): string {
  return reason.charAt(0).toLowerCase() + reason.slice(1);
}

/** `1 file`, `2 files`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
