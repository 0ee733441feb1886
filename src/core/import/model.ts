/** What is made of another method's plan: a draft that a plan of ours can be written from. */

/** The methods that are read; `markdown` is any text with headings, lists and boxes. */
export type MethodId =
  | 'spec-kit'
  | 'openspec'
  | 'kiro'
  | 'backlog'
  | 'taskmaster'
  | 'planning-with-files'
  | 'conductor'
  | 'superpowers'
  | 'claude'
  | 'copilot'
  | 'codex'
  | 'markdown';

export type DraftState = 'open' | 'started' | 'done' | 'dropped';

/** Texts are one line of Markdown: code spans and links stay, emphasis doesn't. */
export interface DraftStep {
  text: string;
  state: DraftState;
}

export interface DraftCriterion {
  text: string;
  done: boolean;
}

export interface ForeignPhase {
  name: string;
  objective?: string;
  steps: DraftStep[];
  criteria: DraftCriterion[];
  /** Names of phases of the same draft, in their order. */
  dependsOn: string[];
}

export interface PlanDraft {
  title: string;
  objective: string | null;
  /** Empty for a flat list, which has `steps`. */
  phases: ForeignPhase[];
  steps?: DraftStep[];
  /** Of the whole plan. */
  criteria?: DraftCriterion[];
}

/** A file as it is read. `path` has `/` between its parts; a text without a file has an empty one. */
export interface ForeignFile {
  path: string;
  text: string;
}

export interface LeftOut {
  /** `“Edge Cases” in spec.md` */
  what: string;
  why: string;
}

/** What a reader makes of the files of one plan. */
export interface ReadDraft extends PlanDraft {
  /** What of it no phase could be given, besides the texts that aren’t in it. */
  left?: LeftOut[];
}

export interface ForeignPlan {
  method: MethodId;
  /** The file or folder that the plan comes from. */
  source: string;
  /** Of a file that holds several plans (Task Master): which one. */
  tag?: string;
  draft: PlanDraft;
  left: LeftOut[];
}

/** What seems to be one plan, judged by paths alone. */
export interface ForeignFind {
  method: MethodId;
  /** As in `ForeignPlan`. */
  source: string;
  /** All files that it is read from. */
  files: string[];
}

/** A draft of a file that may hold several. */
export interface TaggedDraft {
  tag: string | null;
  draft: ReadDraft;
}
