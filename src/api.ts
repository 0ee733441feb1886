import type { Event, Uri } from 'vscode';
import type { LeftOut, PlanDraft } from './core/import/model';
import type { Survey } from './core/survey/model';
import type {
  AdoptOptions,
  ArchiveOptions,
  CreatePlanOptions,
  ExecuteOptions,
  ExecuteResult,
  ImportOptions,
  PlanStatus,
  PullRequestOptions,
  SetCriterionOptions,
  SetStatusOptions,
  SetTodoOptions,
  SummarizeOptions,
} from './core/types';

export type { ErrorCode } from './core/errors';
export type * from './core/import/model';
export type * from './core/survey/model';
export type * from './core/types';

interface InFolder {
  /** The workspace folder; may be left out in a single-folder workspace. */
  folder?: Uri;
}

/**
 * What other extensions get from `extensions.getExtension('phased-plans.phased-plans').exports.getAPI(1)`.
 * Methods reject with an `Error` that has `code` (an `ErrorCode`) and a message fit to show a person;
 * when several codes apply, the first in the order of the preconditions. Nothing here prompts.
 */
export interface PhasedPlansApi {
  /**
   * Read from disk and refs when called, a repository made a moment ago included. `readable` is false, too, while an
   * editor with unsaved changes holds a context file whose state block can't be read.
   */
  status(folder?: Uri): Promise<PlanStatus>;
  readonly onDidChangeStatus: Event<{ folder: Uri; status: PlanStatus }>;
  init(options?: InFolder): Promise<{ created: string[] }>;
  /** Resolves to the plan files written. */
  createPlan(options: CreatePlanOptions & InFolder): Promise<{ files: string[] }>;
  /**
   * Writes a plan, as `createPlan` does, from what another method has written (docs/import.md): a file or folder in the
   * workspace folder, or a text. With `dryRun` it only says what would be written. `draft` is what was read, with what
   * the options ask of it; `left` is what of the source is in no file, and why.
   * Rejects as `createPlan` does, with `PLAN_MISSING` where the source isn't there, `OUTSIDE_WORKSPACE`, and
   * `INVALID_ARGUMENT` for what can't be read, is too large, or holds no plan, or several.
   */
  importPlan(
    options: Omit<ImportOptions, 'from'> & { from: Uri | ImportOptions['from'] } & InFolder,
  ): Promise<{ draft: PlanDraft; files: string[]; left: LeftOut[] }>;
  /** Has the context file name a plan that is there as the one under way. Resolves to the files written. */
  adoptPlan(options: AdoptOptions & InFolder): Promise<{ files: string[] }>;
  approvePlan(options?: { commit?: boolean } & InFolder): Promise<void>;
  executePhase(options?: ExecuteOptions & InFolder): Promise<ExecuteResult>;
  setTodo(options: SetTodoOptions & InFolder): Promise<{ commit?: string }>;
  setCriterion(options: SetCriterionOptions & InFolder): Promise<void>;
  /** Records the status of a phase by hand. No branch, to-do or summary changes. */
  setStatus(options: SetStatusOptions & InFolder): Promise<void>;
  summarizePhase(options?: SummarizeOptions & InFolder): Promise<{ summary: string }>;
  /**
   * `url` is null where no page is known to make it on: `kind` is `pushed` then, and the branch is there. `draft`,
   * where one was asked for: whether it is made as one, here or on the page. `into`: the branch that it goes into,
   * where that isn’t the base branch; `changeTo`: what that is to be changed to.
   */
  createPullRequest(options?: PullRequestOptions & InFolder): Promise<{
    url: string | null;
    created: boolean;
    kind: 'created' | 'existing' | 'page' | 'pushed';
    draft?: boolean;
    into?: string;
    changeTo?: string;
  }>;
  archive(options?: ArchiveOptions & InFolder): Promise<{ archive: string }>;
  /**
   * Takes back the last step that was recorded, as long as nothing was built on it. `left`: what isn't as it was
   * before, since somebody else has changed it too; `hooked`, where there is any: what was taken back though somebody
   * else may have written it while git's hooks ran. Rejects with `INVALID_ARGUMENT` where no step is recorded.
   */
  undoLast(options?: InFolder): Promise<{ left: string[]; hooked?: string[] }>;
  /** A map of the repository for whoever drafts a plan; the same files and commits give the same one. */
  survey(folder?: Uri): Promise<Survey>;
}

/** What `activate()` returns, versioned as the built-in Git extension's exports are. */
export interface PhasedPlansExtension {
  getAPI(version: 1): PhasedPlansApi;
}
