import type { PhaseId, PhaseStatus } from '../types';

/** One element of `phased_execution.phases`. */
export interface PhaseEntry {
  phase: PhaseId;
  status: PhaseStatus;
  /** Whether nobody is to do it any more; it reads as pending. */
  dropped: boolean;
  /** Null when the entry names none (`"TBD"` included): resolve it by the naming rule. */
  plan: string | null;
  name: string | null;
  dependsOn: PhaseId[] | null;
  branch: string | null;
  worktree: string | null;
  /** Whether the entry itself says that its pull request was merged. */
  merged: boolean;
  /** What the entry says of its pull request: a number or an address. */
  pr: number | string | null;
}

/** The state block, read leniently. */
export interface ContextState {
  activeContext: string[];
  completedSummaries: string[];
  executionBranch: string | null;
  executionStarted: string | null;
  /** The worktree that a simple plan runs in. */
  worktree: string | null;
  phased: { masterPlan: string | null; phases: PhaseEntry[]; currentPhase: PhaseId | null } | null;
  lastUpdated: string | null;
  /** What other tools of the method keep there: who has reviewed the plan, and how far a run of theirs is. */
  staffReview: string | null;
  workflow: string | null;
  /** The names of other repositories, if any: a path that begins with one lies there. */
  repos?: string[];
}

/** Something wrong with the context file, between two offsets of its text. */
export interface ContextIssue {
  kind: 'conflict' | 'missing' | 'syntax' | 'schema';
  message: string;
  line: number;
  start: number;
  end: number;
}

export interface ContextTodo {
  /** Cleaned of inline markup. */
  text: string;
  /** With its inline markup. */
  raw: string;
  done: boolean;
  marker: string;
  line: number;
  depth: number;
  /** The `### Phase N` group it stands under, or null. */
  group: PhaseId | null;
}

/** The context file, read leniently; nothing here throws on any text. */
export interface ContextFile {
  text: string;
  /** The one-line summary (the first paragraph line after the title), or null. */
  summaryLine: { text: string; line: number } | null;
  /** What the `**Branch:**` line names, without code marks and trailing prose, or null. */
  branch: string | null;
  /** What the `**Plan:**`, `**Master Plan:**` and `**Phase Plan:**` lines name. */
  plan: string | null;
  masterPlan: string | null;
  phasePlan: string | null;
  /** Every box outside fences, in file order. */
  todos: ContextTodo[];
  /** The body of `## Progress Notes`, trimmed; null when there is none or only the placeholder. */
  progressNotes: string | null;
  /** Null when there is no state block or it can't be used; then `issues` says why. */
  state: ContextState | null;
  issues: ContextIssue[];
}

/** A change to one value of the state block. `undefined` removes the key. */
export interface StateEdit {
  path: (string | number)[];
  value: unknown;
}

/** An item of a to-do list that is to be written. */
export interface NewTodo {
  text: string;
  /** What is written instead, with inline markup. */
  raw?: string;
  /** The heading that it is to stand under. */
  group?: string;
  /** The character in its box. Left out: an empty one. */
  marker?: string;
}

/** A change to the context file; what isn't named stays as it is, to the byte. */
export interface ContextEdit {
  summaryLine?: string;
  /** Replaces the branch and plan lines as a block, in this order. */
  metadata?: { label: 'Branch' | 'Plan' | 'Master Plan' | 'Phase Plan'; value: string }[];
  /** Replaces the to-do list. */
  todos?: readonly (string | NewTodo)[];
  /** Puts a phase's to-dos under a heading of their own, and keeps those of the phases that run beside it. */
  phaseTodos?: { phase: PhaseId; todos: readonly (string | NewTodo)[]; keep: PhaseId[] };
  /** Puts the placeholder back in place of the progress notes. */
  freshNotes?: boolean;
  /** Puts the lines of a replaced to-do list under the progress notes. `date`: `YYYY-MM-DD`. */
  replaced?: { date: string; lines: readonly string[] };
  /** Added to the progress notes: under its phase's heading where these are by phases, or that isn't current. */
  note?: { phase: PhaseId; isCurrent: boolean; text: string };
  state?: StateEdit[];
}
