import { revealed } from './revealed';
import { withoutSecrets } from './secrets';

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

/** A failure in parts, for a dialog: the message has all of it in one. */
export interface InParts {
  /** What is wrong, in one short sentence. */
  title: string;
  /** What it is about: files. */
  names?: readonly string[];
  /** Why, or what a program has said. */
  more?: string;
}

/**
 * An expected failure. The message is fit to show a person: it says what is wrong and names the next step, hides
 * nothing, and gives no secret away. `cause` keeps the underlying error for the log; it never reaches a pop-up.
 */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  readonly parts: InParts | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { cause?: unknown; parts?: InParts },
  ) {
    super(safeToShow(message), options);
    const { title, names, more } = options?.parts ?? {};
    this.parts =
      title === undefined
        ? undefined
        : {
            title: safeToShow(title),
            ...(names ? { names: names.map(safeToShow) } : {}),
            ...(more ? { more: safeToShow(more) } : {}),
          };
  }
}

const safeToShow = (text: string): string => revealed(withoutSecrets(text));

/** What was under way was cancelled. `outcome`: what came of it, where that isn't plain. */
export class Cancelled extends PlanError {
  readonly outcome: string | undefined;

  constructor(outcome?: string) {
    super('GIT_FAILED', outcome ?? 'It was cancelled before it had changed anything. Start it again when you like.');
    this.outcome = outcome === undefined ? undefined : this.message;
  }
}

/** The plan that the files here still have under way was archived on the base's remote, or gave way to another. */
export class PutAway extends PlanError {
  constructor(title: string, ref: string, base: string) {
    const why = 'it was archived there, or another plan was begun';
    const next = `Switch to ${base} and pull, then go on.`;
    super('PHASE_COMPLETED', `“${title}” isn’t under way any more on ${ref}: ${why}. ${next}`);
  }
}

/** The base branch and its upstream have each what the other lacks: only a person can put them together. */
export class Diverged extends PlanError {
  constructor(message: string) {
    super('PULL_FAILED', message);
  }
}

/** In restricted mode nothing is written, no program is run, and no git is asked. */
export class Untrusted extends PlanError {
  constructor() {
    super('UNTRUSTED', 'This workspace is in restricted mode. Trust it first (“Workspaces: Manage Workspace Trust”).');
  }
}

/** There is no repository where one is needed, and making one helps. */
export class NoRepository extends PlanError {
  constructor() {
    super('NOT_A_REPOSITORY', 'This folder is not in a git repository. Run “git init” first.');
  }
}

/**
 * There is a repository, and git won't work in it as it is: it belongs to somebody else, or is broken. `what` are git's
 * words, `next` is what helps. It is no lack of one: `git init` would not help, and files alone are read and written as
 * without it.
 */
export class RepositoryRefused extends PlanError {
  constructor(what: string, next = 'Repair that') {
    super('GIT_FAILED', `${sentence(what)} ${next}, then try again.`);
  }
}

/** Whether git can't be asked about a folder: there is no git, no repository, or none that git works in. */
export function isWithoutGit(error: unknown): error is PlanError {
  return (
    isPlanError(error, 'NOT_A_REPOSITORY') || isPlanError(error, 'GIT_MISSING') || error instanceof RepositoryRefused
  );
}

/** Another folder of the repository than the one that asks. */
export interface Elsewhere {
  folder: string;
  /** Whether it is there no more. */
  gone: boolean;
}

/** A branch that is wanted is nowhere, and the one checked out may be it by another name: `command` gives it back. */
export class MaybeRenamed extends PlanError {
  constructor(
    message: string,
    readonly command: string,
  ) {
    super('PHASE_NOT_STARTED', `${message} give it its own back first: ${command}`);
  }
}

/** No step is recorded that could be taken back. */
export class NothingToUndo extends PlanError {
  constructor() {
    const unrecorded = 'A change to one file alone, as a tick, is not recorded: change it back there by hand.';
    const pushed = 'A push or a pull request is taken back on the remote.';
    super('INVALID_ARGUMENT', `There is no step to undo in this repository. ${unrecorded} ${pushed}`);
  }
}

/** An operation that was interrupted earlier has to be restored or finished before another one. */
export class InterruptedEarlier extends PlanError {
  constructor(
    title: string,
    /** Where, when that isn't here. */
    readonly elsewhere?: Elsewhere,
    halfTakenBack = false,
  ) {
    const where = elsewhere ? ` in ${elsewhere.folder}` : '';
    const what = halfTakenBack ? 'Restore' : 'Restore or finish';
    const next = elsewhere?.gone
      ? 'That folder is gone, so it can be neither restored nor finished. Look at it and discard it first (“Restore or Finish Interrupted Step”).'
      : elsewhere
        ? `Open that folder, and ${what.toLowerCase()} it there first.`
        : `${what} it first.`;
    super('GIT_BUSY', `“${title}” was interrupted earlier${where}. ${next}`);
  }
}

/** An operation failed, and what it did is taken back in part: the rest waits to be restored. */
export class HalfTakenBack extends PlanError {}

/** Whether `error` is an expected failure, with this code when one is given. */
export function isPlanError(error: unknown, code?: ErrorCode): error is PlanError {
  return error instanceof PlanError && (code === undefined || error.code === code);
}

/** A list cut short: the first of these, and how many more there are (`a, b and 3 more`). */
export function inShort(names: readonly string[], most = 5): string {
  const more = names.length - most;
  return names.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** What an error says. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A text that others have written, as a sentence before another one. */
export function sentence(text: string): string {
  return text.replace(/([^.!?])$/, '$1.');
}
