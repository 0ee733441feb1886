import { commands, nodeCommands } from '../../ids';
import { isOpen } from '../markdown/settled';
import { phaseText } from '../phaseTexts';
import {
  phaseKey,
  samePhase,
  type NextAction,
  type PhaseId,
  type PhaseInfo,
  type PhaseKey,
  type PlanStatus,
  type Todo,
} from '../types';
import { isOver } from '../plan/status';

/** What the next action depends on beside the status. */
export interface NextContext {
  /** False where the plan says that nobody has approved it: nothing of it is started before. */
  approved: boolean;
  /** Whether the plan was completed elsewhere, and the context file that is checked out hasn’t heard of it. */
  behind: boolean;
  /** What repairs the state, where it can’t be read; else null. */
  repair: NextAction | null;
  /** Null where git can’t be asked, in restricted mode above all. */
  repository: Repository | null;
}

interface Repository {
  hasRemote: boolean;
  /** The base branch’s name, where there is one. */
  base: string | null;
  /** The branch that a plan is on which nothing here has heard of. */
  elsewhere: string | null;
  /** Whether the base branch is checked out and its upstream is ahead; told where a plan is, here or elsewhere. */
  isBaseBehind: boolean;
  /** See `Records`. */
  isPutAway: boolean;
  /** The phase that was set back by hand, and counts so once that is committed; null when there is none. */
  setBack: PhaseId | null;
  /** What has commits that its pull request lacks. */
  unpushed: ReadonlySet<PhaseKey>;
}

/** Commands of VS Code’s built-in Git extension: they take the repository first, or nothing where there is one. */
export const gitCommands = { pull: 'git.pull', checkout: 'git.checkout' };

/** The one next action. */
export function nextAction(
  status: Omit<PlanStatus, 'next'>,
  { approved, behind, repository, repair }: NextContext,
): NextAction | null {
  const setBack = repository?.setBack ?? null;
  if (setBack !== null && status.readable)
    return { title: `Commit the Status of ${phaseText(setBack)}`, command: nodeCommands.commitPlan };
  const putAway = status.state === 'executing' || !repository?.isPutAway ? null : leavingToBase(status, repository);
  if (putAway) return putAway;
  switch (status.state) {
    case 'uninitialized':
      return findingPlan(repository) ?? { title: 'Initialize', command: commands.init };
    case 'invalid':
      return repair;
    case 'idle':
      return findingPlan(repository) ?? { title: 'Create a Plan', command: commands.createPlan };
    case 'executing':
      return executing(status, repository);
    case 'planned':
    case 'ready':
      return startNext(status, approved, repository);
    case 'complete': {
      const unmerged = status.phases.find((each) => each.merged === false) ?? null;
      if (repository && (unmerged || status.plan?.merged === false)) return merging(status, unmerged, repository);
      return archiving(status, behind, repository);
    }
  }
}

/** Merged, a plan comes with the base branch; its own branch would send back to that. */
function findingPlan(repository: Repository | null): NextAction | null {
  if (repository?.elsewhere == null) return null;
  return repository.isBaseBehind && repository.base !== null
    ? pullAction(repository.base)
    : switchAction(repository.elsewhere);
}

const pullAction = (base: string): NextAction => ({ title: `Pull ${base}`, command: gitCommands.pull });

/** What the remote says of the plan comes with the base branch. */
function leavingToBase({ branch }: Omit<PlanStatus, 'next'>, { base }: Repository): NextAction | null {
  if (base === null) return null;
  return branch.actual === base ? pullAction(base) : switchAction(base);
}

function switchAction(branch: string | null | undefined): NextAction | null {
  if (branch == null) return null;
  return { title: `Switch to ${branch}`, command: gitCommands.checkout, arguments: [null, branch] };
}

/** On the base branch: archived on a branch that was merged already, the plan would be there again. */
function archiving({ branch }: Omit<PlanStatus, 'next'>, behind: boolean, repository: Repository | null): NextAction {
  const base = repository?.base ?? null;
  const away = branch.actual === base ? null : switchAction(base);
  if (away) return away;
  return base !== null && behind && repository?.hasRemote
    ? pullAction(base)
    : { title: 'Archive the Plan', command: commands.archive };
}

/** The first to-do of what runs that isn't settled: where its list is opened. */
export function firstOpenTodo(status: Pick<PlanStatus, 'phases' | 'currentPhase' | 'todos'>): Todo | undefined {
  const running = status.phases.find((each) => samePhase(each.phase, status.currentPhase));
  // In the tree that it has for itself, those that are of no other phase are its own.
  const isOwn = (phase: PhaseId | null): boolean =>
    !running || samePhase(phase, running.phase) || (phase === null && running.worktree === null);
  return status.todos.find((each) => isOwn(each.phase) && isOpen(each));
}

function executing(status: Omit<PlanStatus, 'next'>, repository: Repository | null): NextAction {
  const running = status.phases.find((each) => samePhase(each.phase, status.currentPhase));
  const elsewhere = repository ? branchElsewhere(status) : null;
  // Only the upstream has heard of it: its to-dos come with that.
  const isUnheard = elsewhere === null && status.branch.expected === null && (running ?? status.plan)?.branch === null;
  if (isUnheard && repository?.isBaseBehind && repository.base !== null) return pullAction(repository.base);
  const phase = running ? { phase: running.phase } : {};
  if (elsewhere !== null) {
    return {
      title: `Switch to ${elsewhere}`,
      command: commands.executePhase,
      arguments: [{ ...phase, existingBranch: 'resume' }],
    };
  }
  if (firstOpenTodo(status)) return { title: 'Open the To-Do List', command: commands.openContext };
  const title = running ? `Summarize ${phaseText(running.phase)}` : 'Summarize the Plan';
  return { title, command: commands.summarizePhase, arguments: running ? [phase] : [] };
}

/**
 * The branch of what runs, when another one is checked out where it runs; null for what runs in a worktree elsewhere.
 */
export function branchElsewhere(status: Omit<PlanStatus, 'next'>): string | null {
  const { expected, actual } = status.branch;
  if (status.state !== 'executing') return null;
  const running = status.phases.find((each) => samePhase(each.phase, status.currentPhase)) ?? status.plan;
  // What runs is known from its own branch alone where the context file that is checked out hasn’t heard of it.
  const branch = expected ?? (running?.worktree === null ? running.branch : null);
  return branch === actual ? null : branch;
}

function startNext(status: Omit<PlanStatus, 'next'>, approved: boolean, repository: Repository | null): NextAction {
  const pending = status.phases.filter((each) => each.status === 'pending' && !isOver(each));
  const next = pending.find((each) => each.blockedBy.length === 0) ?? pending[0];
  const unmerged = status.phases.find(
    (each) => each.merged === false && next?.blockedBy.some((id) => samePhase(id, each.phase)),
  );
  if (unmerged && repository) return merging(status, unmerged, repository);
  if (!approved) return { title: 'Approve the Plan', command: commands.approvePlan };
  if (!next) return { title: 'Start the Plan', command: commands.executePhase };
  return {
    title: `Start ${phaseText(next.phase)}`,
    command: commands.executePhase,
    arguments: [{ phase: next.phase }],
  };
}

/** How the title begins of what is merged here, since there is no remote. */
const MERGE = 'Merge ';

/** Whether there is no remote to make a pull request on, so that it is merged here. */
export const isMergedHere = ({ title }: NextAction): boolean => title.startsWith(MERGE);

/** How a completed phase, or (null) the simple plan, gets into the base branch. */
function merging(
  { plan }: Omit<PlanStatus, 'next'>,
  phase: PhaseInfo | null,
  { hasRemote, base, unpushed }: Repository,
): NextAction {
  const what = phase ? phaseText(phase.phase) : 'the Plan';
  const of = phase ? ` for ${what}` : '';
  const options = phase ? { arguments: [{ phase: phase.phase }] } : {};
  if (!hasRemote) {
    return {
      title: `${MERGE}${what} into ${base ?? 'the Base Branch'}`,
      command: commands.createPullRequest,
      ...options,
    };
  }
  const pr = (phase ?? plan)?.pr ?? null;
  if (pr === null) {
    return { title: `Create a Pull Request${of}`, command: commands.createPullRequest, ...options };
  }
  if (unpushed.has(phaseKey(phase?.phase ?? null)))
    return { title: `Update the Pull Request${of}`, command: commands.createPullRequest, ...options };
  const title = pr.isIntoMerged
    ? `Change the Base of the Pull Request${of}${base === null ? '' : ` to ${base}`}`
    : `Waiting for the Merge of ${what}`;
  return { title, command: nodeCommands.openPullRequest, ...options };
}
