import type { PlanError } from '../errors';
import type { StartOptions, StartResult } from './start/options';
import type { Library } from '../folder/library';
import type {
  AdoptOptions,
  ArchiveOptions,
  CreatePlanOptions,
  ImportOptions,
  PhaseId,
  PlanStatus,
  PullRequestOptions,
  SetCriterionOptions,
  SetStatusOptions,
  SetTodoOptions,
  SummarizeOptions,
} from '../types';
import type { FileStart, PathKind } from '../ports';
import type { ForeseenFile, RecoveryWay, TakenBack } from '../runnerPort';
import type { ContextMemory } from '../reading/inSight';
import type { Reading } from '../reading/status';
import type { PhaseRange } from './phaseRange';
import type { ForeseenPullRequest, MadePullRequest } from './pullRequest';
import type { ForeignPlan } from '../import/model';
import type { Adoption } from './adopt';
import type { ForeignOffer } from './foreignOffers';
import type { ForeseenImport, Imported } from './importPlan';
import type { ImportChoices } from './importContent';
import type { ImportSource } from './importSource';
import type { ForeseenStatus } from './setStatus';
import type { PlanChoice } from './rebuild/plan';
import type { Meant } from './meant';
import type { Chosen, Ticked, TickedKind } from './tick';
import type { ForeseenTodoCommit } from './todoCommit';
import type { Proposal } from './rebuild/state';
import type { WorktreeInfo } from '../repository/worktrees';
import type { Survey } from '../survey/model';
import type { SkillFile } from './writeSkill';

export type { WorktreeInfo };

/** An operation that was cut short, and what each way out of it does, step by step. */
export interface Interrupted {
  title: string;
  restore: string[];
  /** Null when it can't be finished any more: taking it back has begun. */
  finish: string[] | null;
  /** Where it ran. */
  folder: string;
  /**
   * Whether that folder is gone: then the only way out is to let it go, and `finish` is what it would still have done.
   */
  gone: boolean;
  /** Why it can't be restored any more, and what helps: somebody has gone on since. Null when it can. */
  stuck: string | null;
}

/** An operation that can be undone, and what that does, step by step. */
export interface Undoable {
  title: string;
  /** When it was begun: tells it from every other. */
  started: string;
  steps: string[];
}

/**
 * The method in one workspace folder: every step of the life cycle, without prompts and without an editor.
 * Methods reject with a `PlanError`.
 */
export interface Engine {
  /**
   * Reads everything that is shown of the folder. `overlay`: texts that stand in for files, by path, as open editors
   * with unsaved changes hold them. `memory`: by what the plan stays in sight while its state can't be read.
   */
  read(overlay?: ReadonlyMap<string, string>, memory?: ContextMemory): Promise<Reading>;
  /** The public part of `read`. */
  status(): Promise<PlanStatus>;
  /** The files of the context folder, newest first. */
  library(): Promise<Library>;
  /** As the port of files. */
  kindOf(path: string): Promise<PathKind>;
  /** As the port of files. */
  readStart(path: string, bytes: number, stamp?: string): Promise<FileStart | null>;
  init(): Promise<{ created: string[] }>;
  createPlan(options: CreatePlanOptions): Promise<{ files: string[] }>;
  /**
   * Judges whether a plan can be created here, and changes nothing. Throws `UNTRUSTED`, `NOT_INITIALIZED`,
   * `CONTEXT_INVALID` and `UNFINISHED`, as `createPlan` does.
   */
  judgeCreatePlan(): Promise<void>;
  /** A plan from what another method has written. */
  importPlan(options: ImportOptions): Promise<Imported>;
  /** The plans of other methods that files tell of, with work left to do; those that git ignores are none. */
  foreignOffers(paths: readonly string[]): Promise<ForeignOffer[]>;
  /** What a source holds: several plans have tags. Changes nothing, and throws as `importPlan` does. */
  readPlans(from: ImportSource): Promise<ForeignPlan[]>;
  /** What importing a plan that was read would write. Changes nothing, and throws as `importRead` does. */
  foreseeImport(plan: ForeignPlan, choices: ImportChoices): Promise<ForeseenImport>;
  /** Writes it; a context folder that isn't there is made in the same step. */
  importRead(plan: ForeignPlan, choices: ImportChoices): Promise<Imported>;
  adoptPlan(options: AdoptOptions): Promise<{ files: string[] }>;
  /** What `adoptPlan` would write. Changes nothing, and throws as that does. */
  foreseeAdoption(options: AdoptOptions): Promise<Adoption>;
  /** The plans that are neither completed nor archived, newest first. */
  openPlans(): Promise<PlanChoice[]>;
  approvePlan(options?: { commit?: boolean }): Promise<void>;
  executePhase(options?: StartOptions): Promise<StartResult>;
  /** Applies the stash entry that `executePhase` has named; the entry stays. Throws as `applyStash` of the runner. */
  applyStash(name: string): Promise<void>;
  /** Writes steps into a plan file that names none; one that has some stays as it is. */
  writeSteps(options: { phase?: PhaseId; steps: readonly string[] }): Promise<void>;
  /** `git fetch` of the remote that the base branch follows, if any. */
  fetch(): Promise<void>;
  /**
   * Commits the changed files of the method on the branch that is checked out: what stands in the way of a start with
   * `CONTEXT_DIRTY`. Resolves to the commit, or null when there was nothing to commit.
   */
  commitContext(): Promise<{ commit: string | null }>;
  /** The files that `commitContext` would commit; none where git can't be asked. */
  uncommittedContext(): Promise<string[]>;
  setTodo(options: Meant<SetTodoOptions>): Promise<Omit<Ticked, 'text' | 'left'>>;
  /** What `setTodo` with a commit would commit. Changes nothing. */
  foreseeTodoCommit(options: SetTodoOptions): Promise<ForeseenTodoCommit>;
  setCriterion(options: Meant<SetCriterionOptions>): Promise<void>;
  /**
   * Either of them, of the item that `choose` finds among those that are there when it is written. Throws as they do,
   * and as `choose`.
   */
  tick(what: TickedKind, options: Chosen): Promise<Ticked>;
  setStatus(options: SetStatusOptions): Promise<void>;
  /** What `setStatus` would change. Changes nothing, and throws as that does. */
  foreseeStatus(options: Omit<SetStatusOptions, 'reason'>): Promise<ForeseenStatus>;
  summarizePhase(options?: SummarizeOptions): Promise<{ summary: string; warnings: string[] }>;
  /** The refusal (`UNFINISHED`) that `summarizePhase` would throw; null when nothing is open. Changes nothing. */
  findUnfinished(options?: SummarizeOptions): Promise<PlanError | null>;
  createPullRequest(options?: PullRequestOptions): Promise<MadePullRequest>;
  /** The refusal (`UNFINISHED`) that `archive` would throw; null when the plan is finished. Changes nothing. */
  findUnfinishedPlan(): Promise<PlanError | null>;
  /** Whether `createPullRequest` can be done, and what would be missing in the pull request. Changes nothing. */
  foreseePullRequest(options?: PullRequestOptions): Promise<ForeseenPullRequest>;
  /** The changed files that aren't committed, and so would be missing in the pull request. Changes nothing. */
  missingInPullRequest(options?: PullRequestOptions): Promise<string[]>;
  archive(options?: ArchiveOptions): Promise<{ archive: string }>;
  /** Where the commits of a phase (the running one when none is named), or of a simple plan, begin and end. */
  phaseRange(options?: { phase?: PhaseId }): Promise<PhaseRange>;
  /** A context file with its state rebuilt from everything else that is there, or the plans that may be meant. */
  proposeState(options?: { plan?: string }): Promise<Proposal | { plans: PlanChoice[] }>;
  /** Writes proposals byte for byte, unless a file was changed since. */
  writeProposals(title: string, proposals: readonly Proposal[]): Promise<void>;
  /** The phases' worktrees, with what is wrong with them. */
  worktrees(): Promise<WorktreeInfo[]>;
  /** What would be lost with a worktree besides: files that git ignores. */
  ignoredInWorktree(path: string): Promise<string[]>;
  /** Removes a worktree in which there is nothing that is nowhere else; its branch stays. */
  removeWorktree(options: { path: string; ignored?: 'stop' | 'remove' }): Promise<{ branch: string }>;
  /** Judges whether it can be removed, and changes nothing. Throws as `removeWorktree` does. */
  judgeRemoveWorktree(options: { path: string; ignored?: 'stop' | 'remove' }): Promise<void>;
  /** Mends worktrees that were moved, and forgets those that are gone. */
  repairWorktrees(): Promise<{ repaired: string[]; forgotten: string[] }>;
  /** A map of the repository for whoever drafts a plan; always the same for the same files and commits. */
  survey(): Promise<Survey>;
  /** What a skill's file holds; null for none. Throws `CONTEXT_INVALID` for what can't be read as text. */
  readSkill(path: string): Promise<string | null>;
  /** Writes a skill where an agent looks for it, as a step that can be undone. */
  writeSkill(skill: SkillFile): Promise<void>;
  interrupted(): Promise<Interrupted | null>;
  /** What restoring and finishing it would make of the files; null when nothing was interrupted. Changes nothing. */
  previewInterrupted(): Promise<{ restore: ForeseenFile[]; finish: ForeseenFile[] | null } | null>;
  /** Throws as restoring, finishing or discarding it would. Changes nothing. */
  judgeInterrupted(way: RecoveryWay): Promise<void>;
  /** A file's text at a commit; null for what can't be shown as one. */
  textAt(commit: string, path: string): Promise<string | null>;
  /**
   * Takes it back. Resolves to what isn't as it was before, since somebody else has changed it. Throws `GIT_FAILED`,
   * and changes nothing, when somebody has gone on since so that it can't be taken back whole.
   */
  restoreInterrupted(): Promise<TakenBack>;
  /** Does the rest of it. Throws `GIT_FAILED` when it can't be finished any more. */
  finishInterrupted(): Promise<void>;
  /** Lets one go that can't be restored, and changes nothing else. Throws `GIT_FAILED` for any other. */
  discardInterrupted(): Promise<void>;
  /** The last operation that changed more than one file, with what undoing it does; null when there is none. */
  undoable(): Promise<Undoable | null>;
  /** Judges whether it can be undone, and changes nothing. Throws as `undoLast` does. */
  judgeUndo(): Promise<void>;
  /** Undoes it. Throws `GIT_FAILED`, `CONTEXT_CHANGED` or `DIRTY_TREE` when something was built on it since. */
  undoLast(): Promise<TakenBack>;
}
