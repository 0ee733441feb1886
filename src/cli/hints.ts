import { InterruptedEarlier, type ErrorCode, type PlanError } from '../core/errors';

/** What helps here, by code; the message says it in general. */
const NEXT: Partial<Record<ErrorCode, string>> = {
  NO_FOLDER: 'Name a folder that is there: --folder PATH.',
  NOT_INITIALIZED: 'phased-plans init',
  CONTEXT_INVALID: 'phased-plans check; then phased-plans rebuild --dry-run',
  CONTEXT_DIRTY: 'Commit the files that are named, then try again.',
  NO_PLAN: 'phased-plans plan TASK PHASE…',
  PLAN_MISSING: 'phased-plans status',
  UNKNOWN_PHASE: 'phased-plans status',
  PHASE_COMPLETED: 'phased-plans status',
  PHASE_NOT_STARTED: 'phased-plans execute',
  PHASE_BLOCKED: 'phased-plans status',
  GIT_MISSING: 'Install git, and have it on the PATH.',
  NOT_A_REPOSITORY: 'git init',
};

/** The same where a command has a flag for it, or another way. */
const OF_COMMAND: Readonly<Record<string, Partial<Record<ErrorCode, string>>>> = {
  plan: { UNFINISHED: 'phased-plans archive' },
  import: { UNFINISHED: 'phased-plans archive' },
  execute: {
    DIRTY_TREE: 'Commit them; or --dirty=carry takes them along, --dirty=stash puts them away.',
    BRANCH_EXISTS: '--existing-branch=resume goes on with it, --existing-branch=suffix makes another one.',
    PULL_FAILED: '--offline=continue starts from what is known.',
    NOT_MERGED: 'Merge it; or --unmerged=continue starts all the same.',
    UNFINISHED: '--todo-list=replace keeps the old list under the progress notes.',
    NO_STEPS: 'Write steps into the plan; or name to-dos: --todo TEXT.',
  },
  summarize: { UNFINISHED: '--open=carry lists them in the summary.' },
  archive: { UNFINISHED: '--unfinished=archive archives all the same.' },
  done: { INVALID_ARGUMENT: 'phased-plans status' },
  undone: { INVALID_ARGUMENT: 'phased-plans status' },
  worktrees: { UNFINISHED: '--ignored=remove removes them, too.', INVALID_ARGUMENT: 'phased-plans worktrees' },
};

/** What to type next, after a refusal; null where the message has all there is to say. */
export function nextStep(error: PlanError, command: string): string | null {
  if (error instanceof InterruptedEarlier) return 'phased-plans recover';
  return OF_COMMAND[command]?.[error.code] ?? NEXT[error.code] ?? null;
}
