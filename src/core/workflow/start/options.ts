import type { ExecuteOptions, ExecuteResult } from '../../types';

/** What a person may choose besides what programs may. */
export interface StartOptions extends ExecuteOptions {
  /** Of what runs, but whose branch is nowhere: makes the branch again, and keeps to-dos and notes as they are. */
  recreate?: boolean;
  /** Has the plan say that it is approved, in the same first commit. */
  approve?: boolean;
}

/** What a start came to, besides what programs are told. */
export interface StartResult extends ExecuteResult {
  /** The last commit it made; left out where it made none. */
  commit?: string;
  /**
   * Changed files of the method that the first commit takes along though they aren't this plan's: the archive and the
   * plan of the one before. Left out where there are none.
   */
  along?: string[];
}
