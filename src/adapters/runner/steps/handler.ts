import type { Step } from '../../../core/steps';
import type { RunPlace } from '../ground/runPlace';
import type { StepRecord } from '../journal/journalState';
import type { Begun } from './parts/begun';
import type { Future } from './parts/future';

export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** What came of doing a step; nothing, where all is as planned. */
export interface Done<S extends Step = Step> {
  /** The step as it was done: a file that somebody else wrote at the same moment holds theirs too. */
  step?: S;
  /** What git printed as the id of the commit it made. */
  printed?: string | null;
}

type Noting = (known: Partial<StepRecord>) => Promise<void>;

/** Where a step leads HEAD. */
export interface Checkout {
  /** The worktree whose HEAD that is; undefined: where the plan runs. */
  worktree: string | undefined;
  branch: string;
  /** Undefined where only git knows the commit: the branch is there already. */
  commit: string | undefined;
}

/** That commit, as git takes it. */
export function revisionOf({ branch, commit }: Omit<Checkout, 'worktree'>): string {
  return commit ?? `refs/heads/${branch}`;
}

/** All that there is to know of one kind of step. `place` is where the step acts: perhaps in a worktree. */
export interface StepHandler<S extends Step> {
  /** Whether it changes an index that is there before and after it: a copy of that is kept, and where HEAD stood. */
  readonly touchesIndex: boolean;
  /** Whether git runs hooks of the repository in it. */
  readonly runsHooks: boolean;
  /** False for what can be done outside a repository too. */
  readonly needsGit: boolean;
  /** Whether there is anything in it to be taken back: a plan without such steps leaves the last one to be undone. */
  readonly isUndoable: boolean;
  /** Whether it makes a commit. */
  readonly commits: boolean;
  /** What it checks out; null where HEAD stays, or is moved by a commit alone. */
  checksOut(step: S): Checkout | null;
  /** The files that it makes or changes by itself, rather than by what git checks out. */
  ownFiles(step: S): string[];
  /**
   * Whether undoing it makes a file of its own as it was at a commit that it was begun upon. `hooked`: what a hook has
   * made of that file; undefined: nothing.
   */
  givesBack(place: RunPlace, step: S, o: { at: string; hooked: string | null | undefined }): Promise<boolean>;
  /**
   * Keeps what it takes to undo the step besides the index and HEAD, before it is begun. `copyAt`: the place of a copy
   * in the journal's folder. May refuse the step.
   */
  keep?(place: RunPlace, step: S, copyAt: (what: string) => string): Promise<Partial<StepRecord>>;
  /**
   * Does it. `noting` keeps in the journal what is known of it half-way. Throws the coded error that fits; whatever was
   * done half is taken back by `undo`.
   */
  act(place: RunPlace, step: S, noting: Noting): Promise<Done<S>>;
  /** Looks at what was done, and notes it in the record. Throws when it isn't what was meant. */
  note?(place: RunPlace, step: S, record: StepRecord, printed: string | null): Promise<void>;
  /** Whether the step, begun before a crash, had come to its end: looks at what is there. */
  isDone(place: RunPlace, step: S, record: StepRecord): Promise<boolean>;
  /** Whether what it did is still there; more may have been done to it since. */
  isStillDone(place: RunPlace, step: S, record: StepRecord): Promise<boolean>;
  /** Whether a step that was killed has nothing left to do, since somebody else has done it. */
  hasNothingLeft?(place: RunPlace, step: S, record: StepRecord): Promise<boolean>;
  /** Further commits, or trees, whose files the index held while it was done. */
  commitsInIndex?(place: RunPlace, step: S, record: StepRecord): Promise<string[]>;
  /** Whether it stages every change before it commits, and nothing is left to be staged. */
  hasStagedAll?(place: RunPlace, step: S): Promise<boolean>;
  /**
   * Takes it back, whether it was done, done by half or not at all: looks at what is there. What somebody else changed
   * in between is left alone. Hooks don't run.
   */
  undo(place: RunPlace, step: S, begun: Begun): Promise<void>;
  /** What doing it would make of the files. */
  foresee(future: Future, step: S): Promise<void>;
  /** What undoing it would make of the files. */
  foreseeUndo(future: Future, step: S, record: StepRecord): Promise<void>;
}

/** For a step that changes files by what git checks out alone. */
export const hasNoFiles = {
  ownFiles: (): string[] => [],
  givesBack: async (): Promise<boolean> => false,
};

/** For a step that changes no file of the work tree that it runs in. */
export const changesNoFiles = {
  ...hasNoFiles,
  foresee: async (): Promise<void> => undefined,
  foreseeUndo: async (): Promise<void> => undefined,
};
