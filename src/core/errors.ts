import { revealed } from './revealed';

/** The coded failures of the public API (fixed names: other extensions and agents match on them). */
export type ErrorCode =
  | 'UNTRUSTED'
  | 'NO_FOLDER'
  | 'NOT_INITIALIZED'
  | 'CONTEXT_INVALID'
  | 'CONTEXT_CHANGED'
  | 'CONTEXT_DIRTY'
  | 'NO_PLAN'
  | 'PLAN_EXISTS'
  | 'PLAN_MISSING'
  | 'UNKNOWN_PHASE'
  | 'PHASE_COMPLETED'
  | 'PHASE_NOT_STARTED'
  | 'PHASE_BLOCKED'
  | 'NOT_MERGED'
  | 'NO_STEPS'
  | 'DIRTY_TREE'
  | 'BRANCH_EXISTS'
  | 'SUMMARY_EXISTS'
  | 'UNFINISHED'
  | 'INVALID_ARGUMENT'
  | 'GIT_MISSING'
  | 'NOT_A_REPOSITORY'
  | 'GIT_BUSY'
  | 'PULL_FAILED'
  | 'COMMIT_FAILED'
  | 'GIT_FAILED'
  | 'WRITE_FAILED'
  | 'OUTSIDE_WORKSPACE';

/**
 * An expected failure. The message is fit to show a person: it says what is wrong and names the next step, and hides nothing.
 * `cause` keeps the underlying error for the log; it never reaches a pop-up.
 */
export class PlanError extends Error {
  override readonly name = 'PlanError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(revealed(message), options);
  }
}

/** What was under way was cancelled. `outcome`: what came of it, where that isn't plain. */
export class Cancelled extends PlanError {
  constructor(readonly outcome?: string) {
    super('GIT_FAILED', outcome ?? 'It was cancelled before it had changed anything. Start it again when you like.');
  }
}

/** An operation that was interrupted earlier has to be restored or finished before another one. */
export class InterruptedEarlier extends PlanError {
  constructor(title: string) {
    super('GIT_BUSY', `“${title}” was interrupted earlier. Restore or finish it first.`);
  }
}

/** Whether `error` is an expected failure, with this code when one is given. */
export function isPlanError(error: unknown, code?: ErrorCode): error is PlanError {
  return error instanceof PlanError && (code === undefined || error.code === code);
}
