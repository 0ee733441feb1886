import { commands } from '../ids';
import { isOpen } from './settled';
import { samePhase, type PhaseId, type NextAction, type PhaseInfo, type PlanStatus, type Todo } from './types';

/**
 * The one next action (DESIGN §3), or null when the user is to repair something by hand. `repository`: null where git
 * can't be asked, in restricted mode above all.
 */
export function nextAction(
  status: Omit<PlanStatus, 'next'>,
  repository: { hasRemote: boolean } | null,
): NextAction | null {
  const hasRemote = repository?.hasRemote ?? false;
  switch (status.state) {
    case 'uninitialized':
      return { title: 'Initialize', command: commands.init };
    case 'invalid':
      return { title: 'Open the Context File', command: commands.openContext };
    case 'idle':
      return { title: 'Create a Plan', command: commands.createPlan };
    case 'planned':
      return /^(approved|completed|in progress)/i.test(status.plan?.status ?? 'Approved')
        ? startNext(status, hasRemote)
        : { title: 'Approve the Plan', command: commands.approvePlan };
    case 'executing':
      return executing(status, repository !== null);
    case 'ready':
      return startNext(status, hasRemote);
    case 'complete': {
      const unmerged = status.phases.find((each) => each.merged === false);
      return (
        (unmerged && hasRemote ? pullRequest(unmerged) : null) ?? {
          title: 'Archive the Plan',
          command: commands.archive,
        }
      );
    }
  }
}

/** The first to-do of what runs that isn't settled: where its list is opened. */
export function firstOpenTodo(status: Pick<PlanStatus, 'phases' | 'currentPhase' | 'todos'>): Todo | undefined {
  const running = status.phases.find((each) => samePhase(each.phase, status.currentPhase));
  // In the tree that it has for itself, those that are of no other phase are its own.
  const isOwn = (phase: PhaseId | null): boolean =>
    !running || samePhase(phase, running.phase) || (phase === null && running.worktree === null);
  return status.todos.find((each) => isOwn(each.phase) && isOpen(each));
}

function executing(status: Omit<PlanStatus, 'next'>, isKnown: boolean): NextAction {
  const running = status.phases.find((each) => samePhase(each.phase, status.currentPhase));
  const { expected, actual } = status.branch;
  // It runs on a branch that isn't checked out here; a worktree has its branch wherever this window is.
  const elsewhere =
    running && running.worktree !== null && expected === null
      ? null
      : expected === null
        ? (running?.branch ?? null)
        : expected !== actual
          ? expected
          : null;
  const phase = running ? { phase: running.phase } : {};
  if (isKnown && elsewhere !== null && elsewhere !== actual) {
    return {
      title: `Switch to ${elsewhere}`,
      command: commands.executePhase,
      arguments: [{ ...phase, existingBranch: 'resume' }],
    };
  }
  if (firstOpenTodo(status)) return { title: 'Open the To-Do List', command: commands.openContext };
  const title = running ? `Summarize Phase ${String(running.phase)}` : 'Summarize the Plan';
  return { title, command: commands.summarizePhase, arguments: running ? [phase] : [] };
}

function startNext(status: Omit<PlanStatus, 'next'>, hasRemote: boolean): NextAction | null {
  const pending = status.phases.filter((each) => each.status === 'pending');
  const next = pending.find((each) => each.blockedBy.length === 0) ?? pending[0];
  if (!next) return { title: 'Start the Plan', command: commands.executePhase };
  const unmerged = status.phases.find(
    (each) => each.merged === false && next.blockedBy.some((id) => samePhase(id, each.phase)),
  );
  if (unmerged && hasRemote) return pullRequest(unmerged);
  return {
    title: `Start Phase ${String(next.phase)}`,
    command: commands.executePhase,
    arguments: [{ phase: next.phase }],
  };
}

function pullRequest(phase: PhaseInfo): NextAction {
  return {
    title: `Create a Pull Request for Phase ${String(phase.phase)}`,
    command: commands.createPullRequest,
    arguments: [{ phase: phase.phase }],
  };
}
