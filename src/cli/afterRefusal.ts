import {
  Cancelled,
  Diverged,
  InterruptedEarlier,
  MaybeRenamed,
  NoRepository,
  PutAway,
  type ErrorCode,
  type PlanError,
} from '../core/errors';

/** What helps by code, where the command has nothing better; `COMMAND` is the command’s name. */
const NEXT: Readonly<Record<ErrorCode, string>> = {
  UNTRUSTED: 'Trust the folder in VS Code, then try again.',
  NO_FOLDER: 'Name a folder that is there: --folder PATH.',
  NOT_INITIALIZED: 'phased-plans init',
  CONTEXT_INVALID: 'phased-plans check; then phased-plans rebuild --dry-run',
  CONTEXT_CHANGED: 'phased-plans status; then try again',
  CONTEXT_DIRTY: 'Commit the files that are named, then try again.',
  NO_PLAN: 'phased-plans plan TASK PHASE…',
  PLAN_EXISTS: 'Choose another name, then try again.',
  PLAN_MISSING: 'phased-plans status',
  UNKNOWN_PHASE: 'phased-plans status',
  PHASE_COMPLETED: 'phased-plans status',
  PHASE_NOT_STARTED: 'phased-plans execute',
  PHASE_BLOCKED: 'phased-plans status',
  NOT_MERGED: 'phased-plans pr',
  NO_STEPS: 'Write steps into the plan, then try again.',
  DIRTY_TREE: 'Commit or stash the changes that are named, then try again.',
  BRANCH_EXISTS: 'Choose another name, then try again.',
  SUMMARY_EXISTS: 'Read the summary that is named; move it away, then try again.',
  UNFINISHED: 'phased-plans status',
  INVALID_ARGUMENT: 'phased-plans help COMMAND',
  GIT_MISSING: 'Install git, and have it on the PATH.',
  NOT_A_REPOSITORY: 'Name a clone or a worktree of it: --folder PATH.',
  GIT_BUSY: 'Wait until what is under way has ended, then try again.',
  PULL_FAILED: 'Try again when the remote can be reached.',
  COMMIT_FAILED: 'Fix what git or its hook says, then try again.',
  GIT_FAILED: 'Fix what is said, then try again; with --verbose it tells what git was asked.',
  WRITE_FAILED: 'Fix what keeps it from being written, then try again.',
  OUTSIDE_WORKSPACE: 'Name a file of this folder.',
};

/** The codes that a refusal may have. */
export const REFUSAL_CODES = Object.keys(NEXT) as ErrorCode[];

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
  undo: { INVALID_ARGUMENT: 'phased-plans status' },
  recover: { INVALID_ARGUMENT: 'phased-plans status' },
  rebuild: { INVALID_ARGUMENT: 'phased-plans rebuild --dry-run --plan PATH' },
  worktrees: { UNFINISHED: '--ignored=remove removes them, too.', INVALID_ARGUMENT: 'phased-plans worktrees' },
};

/** What to type or do next, after a refusal. */
export function nextStep(error: PlanError, command: string): string {
  if (error instanceof InterruptedEarlier) return 'phased-plans recover';
  if (error instanceof Cancelled) return 'phased-plans status';
  if (error instanceof MaybeRenamed) return error.command;
  if (error instanceof NoRepository) return 'git init';
  if (error instanceof PutAway) return 'git pull, on the base branch';
  if (error instanceof Diverged) return 'git pull --rebase, or a merge, on the base branch';
  return OF_COMMAND[command]?.[error.code] ?? NEXT[error.code].replace('COMMAND', command);
}
