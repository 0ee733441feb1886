import type { MarkdownDocument } from '../markdown/document';
import type { Criterion, PhaseId } from '../types';

/** A phase as a master plan describes it. */
export interface DescribedPhase {
  phase: PhaseId;
  name: string;
  /** Where it is described, 0-based: its heading, table row, paragraph or list item. */
  line: number;
  /** What its heading, its `**Status:**` line or its table says, as written: `COMPLETE`, `✅`. */
  status: string | null;
  objective: string | null;
  /** The raw text of its `**Dependencies:**` line or table cell; `parseDependencies` reads it. */
  dependencies: string | null;
  /** Its plan file as written, perhaps a bare file name; `resolveReference` says where that is. */
  plan: string | null;
}

export interface PlanStep {
  /** Cleaned of markup: the text of the to-do made from it. */
  text: string;
  /** The same with its inline markup, where it has some that another file can hold. */
  raw?: string;
  /** The sub-heading that it stands under, where its section has some. */
  group?: string;
  line: number;
  /** The character in its box, which its to-do begins with. Left out: it has no box, or an empty one. */
  marker?: string;
}

/** A plan file, read leniently. */
export interface PlanFile {
  doc: MarkdownDocument;
  /**
   * What the file itself looks like. A `simple` one may list phases too: whether it is phased is for the state block or
   * sibling phase files to say.
   */
  kind: 'master' | 'phase' | 'simple';
  /** The first heading without `Master Plan:`, `Plan:` or `Phase N:`. */
  title: string | null;
  titleLine: number | null;
  /** From the title. */
  phase: PhaseId | null;
  /** `YYYY-MM-DD` from the `**Date:**` or `**Created:**` line. */
  date: string | null;
  status: { text: string; line: number } | null;
  /** The master plan's path as written. */
  parent: string | null;
  /** The raw text of the dependencies line of a phase plan. */
  dependencies: string | null;
  objective: string | null;
  phases: DescribedPhase[];
  steps: PlanStep[];
  criteria: Criterion[];
}
