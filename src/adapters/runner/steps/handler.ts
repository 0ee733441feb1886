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
  /** The files that it makes or changes by itself, rather than by what git checks out. */
  ownFiles(step: S): string[];
  /**
   * Keeps what it takes to undo the step besides the index and HEAD, before it is begun. `copyAt`: the place of a copy
   * in the journal's folder. May refuse the step.
   */
  keep?(place: RunPlace, step: S, copyAt: (what: string) => string): Promise<Partial<StepRecord>>;
  /** Does it. Throws the coded error that fits; whatever was done half is taken back by `undo`. */
  act(place: RunPlace, step: S): Promise<Done<S>>;
  /** Looks at what was done, and notes it in the record. Throws when it isn't what was meant. */
  note?(place: RunPlace, step: S, record: StepRecord, printed: string | null): Promise<void>;
  /** Whether the step, begun before a crash, had come to its end: looks at what is there. */
  isDone(place: RunPlace, step: S, record: StepRecord): Promise<boolean>;
  /** Whether what it did is still there; more may have been done to it since. */
  isStillDone(place: RunPlace, step: S, record: StepRecord): Promise<boolean>;
  /** Whether a step that was killed has nothing left to do, since somebody else has done it. */
  hasNothingLeft?(place: RunPlace, step: S, record: StepRecord): Promise<boolean>;
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

/** For a step that changes no file of the work tree that it runs in. */
export const changesNoFiles = {
  ownFiles: (): string[] => [],
  foresee: async (): Promise<void> => undefined,
  foreseeUndo: async (): Promise<void> => undefined,
};
