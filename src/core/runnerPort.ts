import type { StepPlan } from './steps';
import type { BegunPlan } from './steps';

/** What running a plan of steps left behind. */
export interface RunResult {
  /** The id of the last commit made, or null. */
  commit: string | null;
  /** The name of the stash entry made, or null. */
  stash: string | null;
}

/** A plan that was cut short. */
export interface InterruptedPlan extends BegunPlan {
  /** The workspace folder it ran in. */
  folder: string;
  /** Whether that folder is gone: then it can be neither restored nor finished, and only be let go. */
  gone: boolean;
  /** Whether it can be finished: not once taking it back has begun. */
  finishable: boolean;
  /**
   * Why it can't be restored, and what helps: somebody has gone on since in a way that it would take back too, or that
   * would stop it half-way. Null when it can.
   */
  stuck: string | null;
}

/** What can be done about an interrupted plan. */
export type RecoveryWay = 'restore' | 'finish' | 'discard';

/** What taking a plan back came to. */
export interface TakenBack {
  /** What isn't as it was before, since somebody else has changed it: files, and branches and commits in words. */
  left: string[];
  /**
   * What was taken back though somebody else may have written it while git's hooks ran: files, each with how to see
   * what it held. Left out where there is none.
   */
  hooked?: string[];
}

/** What a file would become. */
export interface ForeseenFile {
  path: string;
  /** Whether there is such a file now. */
  there: boolean;
  /** The text it would hold, or the commit it would be as at; null: it would be gone. */
  to: { text: string } | { at: string } | null;
}

/** Changes things: the one place that does. */
export interface Runner {
  /**
   * Runs a plan of steps, all or nothing: on a failure everything is taken back, and the error says why, and what isn't
   * as it was before since a hook or somebody else has changed it too (`WRITE_FAILED`, `COMMIT_FAILED`,
   * `CONTEXT_CHANGED`, `GIT_BUSY`, `GIT_FAILED`).
   */
  run(plan: StepPlan): Promise<RunResult>;
  /** The plan that an earlier session left unfinished here, or in a folder of the repository that is gone; or null. */
  interrupted(): Promise<InterruptedPlan | null>;
  /**
   * What restoring and finishing the interrupted plan would make of the files; null when there is none. `finish` is
   * null when it can't be finished. Changes nothing; only the links of worktrees that were moved with the repository
   * are repaired, or git can't look.
   */
  preview(): Promise<{ restore: ForeseenFile[]; finish: ForeseenFile[] | null } | null>;
  /** Throws as `restore`, `finish` or `discard` would; changes no more than `preview`. */
  judgeInterrupted(way: RecoveryWay): Promise<void>;
  /**
   * Takes back what the interrupted plan did. Throws `GIT_BUSY` for one whose folder is gone, and `GIT_FAILED`, before
   * anything is changed, when somebody has gone on since so that it can't be taken back whole.
   */
  restore(): Promise<TakenBack>;
  /** Runs what is left of the interrupted plan. Throws `GIT_FAILED` when it can't be finished any more. */
  finish(): Promise<RunResult>;
  /**
   * Lets an interrupted plan go that can't be restored, and changes nothing else. Throws `GIT_FAILED` for any other.
   */
  discard(): Promise<void>;
  /** The last plan that came to its end; null when none is known. */
  last(): Promise<BegunPlan | null>;
  /** Throws as `undoLast` does, and changes nothing in any case. */
  judgeUndo(): Promise<void>;
  /**
   * Takes back the last plan. Throws `INVALID_ARGUMENT` where none is known, and `GIT_FAILED`, `CONTEXT_CHANGED` or
   * `DIRTY_TREE`, changing nothing, when something was built on it since.
   */
  undoLast(): Promise<TakenBack>;
  /**
   * Applies an entry of the stash, by the name that a run gave it, as git does; what was staged is staged again where
   * it can be. The entry stays. Throws `GIT_FAILED` when there is none, and `DIRTY_TREE`, before anything is changed,
   * when something is in the way.
   */
  applyStash(name: string): Promise<void>;
}
