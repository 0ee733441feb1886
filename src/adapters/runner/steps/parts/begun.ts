import type { Head } from '../../../../core/gitData';
import type { UndoReport } from '../../ground/undoReport';
import type { KeptWorktree, StepRecord } from '../../journal/journalState';

/** What is known of a step that was begun, to take it back. */
export interface Begun {
  record: StepRecord;
  /** Where the index is, and the copy of it that was made before the step; null when the step leaves it alone. */
  index: { file: string; copy: string } | null;
  /** The worktree as git kept it before the step, with the place of the copy; null when the step leaves it alone. */
  kept: KeptWorktree | null;
  /** Where the files that a step stashes are kept, as they were; left out where there are none. */
  files?: string | null;
  /** HEAD before the whole plan. */
  head: Head;
  /** Whether the plan was cut off: some of it may be taken back already. */
  cutOff?: boolean;
  /** Where what can't be taken back is told. */
  told: UndoReport;
}
