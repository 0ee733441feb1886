/**
 * The vocabulary of the method, as data. Everything here is part of the public API (see `src/api.ts`).
 * Paths are relative to the workspace folder, with `/`. Lines are 0-based.
 */

/** A number or a string (`1`, `"1a"`, `"7A"`), kept exactly as written. */
export type PhaseId = number | string;

export type PhaseStatus = 'pending' | 'in_progress' | 'completed';

/** A box to tick in a Markdown file. */
export interface Criterion {
  text: string;
  done: boolean;
  line: number;
  /** Whether it needs no more work: done, or dropped (`[-]`). Left out: when it is done. */
  settled?: boolean;
}

export interface Todo extends Criterion {
  settled: boolean;
  /** The character between the brackets: ` `, `x`, `X`, `~` … */
  marker: string;
  /** 0 for a top-level item. */
  depth: number;
  /** The phase it belongs to; null for a simple plan's. */
  phase: PhaseId | null;
}

export interface PhaseInfo {
  phase: PhaseId;
  name: string;
  status: PhaseStatus;
  /**
   * Nobody is to do it any more: it is neither next nor waited for, and the plan is complete without it. While it is
   * `in_progress`: the context file says so, and a commit that it runs, which counts until that is committed.
   */
  dropped?: true;
  /** Its plan file; null when there is none on disk. */
  plan: string | null;
  branch: string | null;
  worktree: string | null;
  dependsOn: PhaseId[];
  /** The phases it waits for: those not completed, and those completed but not merged. */
  blockedBy: PhaseId[];
  /** Whether a completed phase reached the base branch; null when that can't be told or doesn't apply. */
  merged: boolean | null;
  /** How many implementation steps its plan file has. */
  steps: number;
  criteria: Criterion[];
  /** Its summary file, or null. */
  summary: string | null;
  /** Its pull request, as far as one is known here and the branch isn't merged; else null. */
  pr: PullRequestInfo | null;
}

/** A pull request that was made, or begun, from here, or that the phase's entry names. */
export interface PullRequestInfo {
  /** Where it is; where it is made by hand, when it is `begun`. Null where that isn't known. */
  url: string | null;
  /** As the forge counts it; null where the address doesn’t say. */
  number: number | null;
  /** `begun`: the branch was pushed, and whether somebody made one on the page isn't known. */
  state: 'open' | 'begun';
  /** The branch that it was made to go into, where that is another phase’s. */
  into?: string;
  /** Whether that branch is merged, and is still on the remote, as last fetched: the base is to be changed. */
  isIntoMerged?: true;
}

export interface Problem {
  code: string;
  severity: 'error' | 'warning' | 'info';
  message: string;
  file: string;
  line: number;
}

/**
 * The severity of problem rules by their ids, as the user set them; `off` switches a rule off. Left out: the rule's
 * own.
 */
export type RuleSeverities = Readonly<Record<string, Problem['severity'] | 'off'>>;

export interface NextAction {
  title: string;
  command: string;
  arguments?: unknown[];
}

export type PlanState = 'uninitialized' | 'invalid' | 'idle' | 'planned' | 'executing' | 'ready' | 'complete';

export interface PlanInfo {
  kind: 'phased' | 'simple';
  path: string;
  title: string;
  /** The slug in file and branch names. */
  task: string;
  /** What its `**Status:**` line says, or null. */
  status: string | null;
  /** Of a simple plan, as `PhaseInfo` has them; null for a phased one, whose phases have their own. */
  branch: string | null;
  worktree: string | null;
  merged: boolean | null;
  pr: PullRequestInfo | null;
}

/** Everything the user interface shows, from disk and refs. */
export interface PlanStatus {
  /** `ready`: no phase runs, some are left, some done; `complete`: all completed, not archived yet. */
  state: PlanState;
  /**
   * Whether the state block can be read. Where it can’t, `state` is `invalid`, plan, phases and to-dos are those of the
   * last one that could be (else what can still be read of the broken one), nothing is written (`CONTEXT_INVALID`), and
   * `next` repairs it.
   */
  readable: boolean;
  /** The one next action, or null. */
  next: NextAction | null;
  plan: PlanInfo | null;
  currentPhase: PhaseId | null;
  phases: PhaseInfo[];
  todos: Todo[];
  /** `expected`: only while a phase runs in this tree. */
  branch: { expected: string | null; actual: string | null };
  summaries: string[];
  problems: Problem[];
}

export interface PhaseDraft {
  name: string;
  objective?: string;
  deliverables?: string[];
  dependsOn?: PhaseId[];
  steps?: string[];
  criteria?: string[];
}

export interface CreatePlanOptions {
  task: string;
  title?: string;
  objective?: string;
  whyPhased?: string;
  /** `YYYY-MM-DD`; today when left out. */
  date?: string;
  commit?: boolean;
  /** Left out or empty: a simple plan. */
  phases?: PhaseDraft[];
}

export interface ImportOptions {
  /** A file or folder, as a path from the workspace folder, or a text. */
  from: string | { text: string };
  /** Left out: with phases where the source has some. */
  as?: 'phased' | 'simple';
  /** Which plan of a file that holds several. */
  tag?: string;
  /** What files and branches are named after; the title when left out. */
  task?: string;
  title?: string;
  /** `YYYY-MM-DD`; today when left out. */
  date?: string;
  commit?: boolean;
  /** Nothing is written. */
  dryRun?: boolean;
  /**
   * Phases by their numbers in the draft as it was read, from 1. With `as: 'phased'` every step of a flat list is one.
   * What waits for a dropped phase waits for what that waited for.
   */
  drop?: number[];
  rename?: Record<number, string>;
  /** Each list becomes one phase, at the place of its first. */
  merge?: number[][];
}

export interface ExecuteOptions {
  phase?: PhaseId;
  dirty?: 'stop' | 'carry' | 'stash';
  /** `resume` never starts anything where the branch is nowhere: `PHASE_NOT_STARTED`. */
  existingBranch?: 'stop' | 'resume' | 'suffix';
  /** The name of the branch that is made, instead of the one by rule. */
  branch?: string;
  offline?: 'stop' | 'continue';
  unmerged?: 'stop' | 'continue';
  /**
   * What becomes of a to-do list with ticks, or items added by hand, that no summary holds: `stop` refuses the start
   * (`UNFINISHED`), `replace` keeps it under the progress notes.
   */
  todoList?: 'stop' | 'replace';
  /** Used instead of the steps of the plan file. */
  todos?: string[];
  dryRun?: boolean;
}

export interface ExecuteResult {
  branch: string;
  todos: string[];
  /** The plan of steps, in words. */
  steps: string[];
  worktree?: string;
  /** Where uncommitted changes were stashed, when they were. */
  stash?: string;
}

export interface SetTodoOptions {
  /** Index into `PlanStatus.todos` (of that phase, when `phase` is given). */
  index: number;
  done: boolean;
  phase?: PhaseId;
  /** The message of the commit to make. */
  commit?: string | false;
}

export interface AdoptOptions {
  /** The file of the master plan, or of a plan without phases: a path from the workspace folder. */
  plan: string;
}

export interface SetStatusOptions {
  phase?: PhaseId;
  /** `dropped`: nobody is to do it any more. */
  status: PhaseStatus | 'dropped';
  /** Kept in the progress notes. */
  reason: string;
}

export interface SetCriterionOptions {
  phase?: PhaseId;
  index: number;
  done: boolean;
}

export interface SummarizeOptions {
  phase?: PhaseId;
  learnings?: string[];
  nextSteps?: string[];
  commit?: boolean;
  /**
   * What to do about open to-dos, open success criteria and a branch without commits; `carry` lists them in the
   * summary.
   */
  open?: 'stop' | 'carry';
}

export interface PullRequestOptions {
  phase?: PhaseId;
  title?: string;
  body?: string;
  /** As a draft, which nobody merges yet. */
  draft?: boolean;
  /** Whether the text is put into the repository's own template, where it has one; left out: it is. */
  template?: boolean;
  /**
   * Whether it goes into the branch of the earlier phase that this one is built upon, where that is pushed and not
   * merged; left out: it does.
   */
  stacked?: boolean;
}

export interface ArchiveOptions {
  mode?: 'seed' | 'fresh';
  unfinished?: 'stop' | 'archive';
  commit?: boolean;
}

/** Phase ids are the same when they read the same: `1` and `"1"` name one phase. */
export function samePhase(a: PhaseId | null | undefined, b: PhaseId | null | undefined): boolean {
  return a !== null && a !== undefined && b !== null && b !== undefined && phaseKey(a) === phaseKey(b);
}

/** A phase as a key: those that are the same have the same one. A simple plan, which has no phases, is null. */
export type PhaseKey = (string & { readonly isPhaseKey: true }) | null;

/** The one way to a phase's key. */
export function phaseKey(id: PhaseId | null): PhaseKey {
  return id === null ? null : (String(id) as PhaseKey);
}

/** Which of two phase ids comes first, as a comparison: 2 before 10. */
export function comparePhaseIds(a: PhaseId, b: PhaseId): number {
  return byNumber.compare(String(a), String(b)) || (String(a) < String(b) ? -1 : Number(String(a) > String(b)));
}

const byNumber = new Intl.Collator('en', { numeric: true });
