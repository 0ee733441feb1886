import type { ContextFile } from '../context/model';
import type { World } from '../folder/model';
import type { Worktree } from '../gitData';
import type { PhaseMap } from '../phaseMap';
import type { PathKind } from '../ports';
import type { LostPlan, Templates } from '../problems/parts/rule';
import type { MergeFinding } from '../repository/merged';
import type { KnownPullRequest } from '../repository/notedPullRequests';
import type { Records } from '../repository/records';
import type { PhaseId, RuleSeverities } from '../types';
import type { PhaseLists } from './phaseLists';

/** A context file that can't be used. */
export interface Broken {
  why: string;
  /** Whether what an editor holds in its place can be used: it has only to be saved. */
  isRepaired: boolean;
}

/** Everything a status is made from, read at one moment. */
export interface Snapshot {
  /** The context file's path. */
  path: string;
  /** Null when there is no context file, or none that is text. */
  context: ContextFile | null;
  /** Where the context file can't be used, that of what stands in for it; null where there is none. */
  world: World | null;
  /** Why the context file that is there can't be used; null when it can. */
  broken: Broken | null;
  /** Null without git: outside a repository, in restricted mode. */
  repository: {
    branch: string | null;
    hasRemote: boolean;
    /** The base branch's name; null where there is none. */
    base: string | null;
    branchPrefix: string;
    /** See `findPlanElsewhere`. */
    elsewhere: string | null;
    /** Whether the base branch is checked out and its upstream is ahead; told where a plan is, here or elsewhere. */
    isBaseBehind: boolean;
    records: Records | null;
    /** Of completed phases, or the completed simple plan. */
    merged: PhaseMap<MergeFinding>;
    pullRequests: PhaseMap<KnownPullRequest>;
    /** Every work tree; null where the plan uses none. */
    worktrees: readonly Worktree[] | null;
  } | null;
  /** See `findLostPlan`. */
  lost: LostPlan | null;
  /** The phase that the open worktree is of, else the one started last. */
  currentPhase: PhaseId | null;
  /** The branch that the running phase (or simple plan) of this tree belongs to, or null. */
  expectedBranch: string | null;
  /** Who wrote the tips of the phases' branches, by commit. */
  authors: ReadonlyMap<string, string>;
  /** What is at each path that the state block names. */
  paths: ReadonlyMap<string, PathKind>;
  /** See `Reading`. */
  closed: ReadonlySet<string>;
  /** The to-dos of completed phases that stand in their summaries alone. */
  summaryLists: PhaseLists;
  /** The Markdown files of the plan, summary and archive folders, sorted. */
  files: readonly string[];
  templates: Templates;
  severities: RuleSeverities;
}
