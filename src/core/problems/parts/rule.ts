import type { ContextFile } from '../../context/model';
import type { PathKind } from '../../ports';
import type { Worktree } from '../../gitData';
import type { ExecuteOptions, PhaseInfo, PlanStatus, Problem } from '../../types';
import type { World } from '../../folder/model';

export type Severity = Problem['severity'];

/** What the rules look at: files and refs as they were read at one moment. */
export interface Subject {
  /** The context file's path. */
  path: string;
  context: ContextFile;
  /** Null where the state block can't be used. */
  world: World | null;
  /** The phases as they are shown: by this folder's files and by all branches. */
  phases: PhaseInfo[];
  branch: PlanStatus['branch'];
  /** What is at each path that the state block and the plans name. */
  paths: ReadonlyMap<string, PathKind>;
  /** The Markdown files of the plan, summary and archive folders, sorted. */
  files: readonly string[];
  /** The user's own templates. */
  templates: Templates;
  /** Every work tree of the repository; null where the plan uses none. */
  worktrees: readonly Worktree[] | null;
  /** The plan that the last commit's context file has, and this one has lost. */
  lost: LostPlan | null;
}

/** A plan whose phases a context file has lost. */
export interface LostPlan {
  /** The master plan. */
  path: string;
  phases: number;
}

export type Templates = Partial<Record<'master' | 'phase' | 'plan', string>>;

/** Half-open, in UTF-16 code units of the text that was read. */
export interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** What a file held and is to hold. */
export interface FileChange {
  file: string;
  /** Null: there was no such file. */
  before: string | null;
  after: string;
}

/** What the command of a fix is called with, as in the API. */
export type FixOptions = Pick<ExecuteOptions, 'phase' | 'existingBranch'>;

/**
 * A way to repair a finding: changes to files (computed when asked for), or a command that asks and explains itself.
 */
export type Fix =
  | {
      title: string;
      /** Whether it can be made without a person looking at it: nothing is lost and nothing is guessed. */
      safe: boolean;
      changes(): FileChange[];
    }
  | { title: string; command: string; arguments: [options?: FixOptions] };

/** What a rule found. */
export interface Found {
  /** A whole sentence, as a person would say it: “2 success criteria are still open.” */
  message: string;
  file: string;
  range: Range;
  fixes?: Fix[];
  /** Where it differs from the rule's own. */
  severity?: Severity;
}

export interface Rule {
  /** Kebab-case: the problem's code, the setting's key and the name in disabling comments. */
  id: string;
  severity: Severity;
  /** One sentence for the documentation and the setting. */
  description: string;
  /** What its fixes do, for the documentation, with ` · ` between them; empty without any. */
  fixes: string;
  /** Pure: the same subject gives the same findings. */
  check(subject: Subject): Found[];
}

/** A problem with its exact place and what can be done about it. */
export interface Finding extends Problem {
  range: Range;
  fixes: Fix[];
}

/** More of one kind tells nothing new about a file, and finding their fixes would take time. */
export const MOST_FINDINGS = 100;
