import type { Ref, Head, ChangedPath, DiffEntry, LogEntry, Worktree } from './gitData';
import type { RuleSeverities } from './types';
import type { Forge, PullRequests } from './forgePort';
import type { Runner } from './runnerPort';

/**
 * What the core needs from the outside. Every path is relative to the workspace folder, with `/`; adapters refuse
 * one that leaves it (`OUTSIDE_WORKSPACE`).
 */
export interface Files {
  /** What the workspace folder is called. */
  name: string;
  /**
   * The text of a file, a BOM and its line endings included; null when there is no such file.
   * `isWhole`: whether a text can be all of the file; one that can't, and was written a moment ago, is read again for
   * a moment, since somebody may be in the middle of writing it. Left out: whether there is any text. Throws
   * `CONTEXT_INVALID` for what can't be read as text (a folder, invalid UTF-8, no permission).
   */
  read(path: string, isWhole?: (text: string) => boolean): Promise<string | null>;
  exists(path: string): Promise<boolean>;
  /** An absolute path from the workspace folder on, as the others are; one that isn't in it stays as it is. */
  pathOf(path: string): Promise<string>;
  /** What a path leads to when links are followed. */
  kindOf(path: string): Promise<PathKind>;
  /**
   * The names of a folder's files (not of its sub-folders), sorted; empty when there is no such folder. Without links
   * that lead out of the workspace folder or to what is no file.
   */
  list(folder: string): Promise<string[]>;
  /**
   * The paths of the files below a folder (empty: the workspace folder), sorted; null when there are more than `most`.
   * Links to files are among them, wherever these lead; those to folders aren't followed, and git's own folders and
   * installed packages (`node_modules`) are left out. Throws `OUTSIDE_WORKSPACE` for a folder behind such a link.
   */
  listBelow(folder: string, most: number): Promise<string[] | null>;
  /**
   * The first `bytes` of a file; null when there is none. `stamp`: that of an earlier answer, whose text isn't read
   * again while the file is the same. Throws `OUTSIDE_WORKSPACE`, and `CONTEXT_INVALID` for what is no file or can't be
   * read.
   */
  readStart(path: string, bytes: number, stamp?: string): Promise<FileStart | null>;
  /** The same, noting what is asked for: until any of it changes. Left out: nothing is known of that. */
  noting?(): { files: Files; isUnchanged: IsUnchanged };
}

/** Whether all that was read is surely as it was then; false where that can't be told. Runs no program. */
export type IsUnchanged = () => Promise<boolean>;

/**
 * `outside`: a link leads out of the workspace folder. `special`: it is never opened: a pipe, a device, a link to
 * nothing.
 */
export type PathKind = 'file' | 'folder' | 'special' | 'missing' | 'outside';

/** The beginning of a file, for a list or a tooltip. */
export interface FileStart {
  /** Changes with the file. */
  stamp: string;
  /** Null where the file is as it was at the stamp given. */
  text: string | null;
}

/** Documents open in the editor: one with unsaved changes is never overwritten. */
export interface Documents {
  hasUnsavedChanges(path: string): boolean;
  /** What such a document holds; null for any other. Left out where there are no editors. */
  unsavedText?(path: string): string | null;
}

interface Clock {
  now(): Date;
}

export interface Logger {
  /** What was done, for somebody who looks for a fault. */
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: unknown): void;
}

/** The user's settings that the method reads. */
export interface MethodSettings {
  contextFolder: string;
  /** Empty: found out (`findBase`). */
  baseBranch: string;
  /** `para/` unless set. */
  branchPrefix: string;
  /** Whether to `git fetch` before a phase is started. */
  fetchBeforeStart: boolean;
  /** Where a phase runs: on its branch in this work tree, or in a worktree of its own. */
  isolation: 'branch' | 'worktree';
  /** The kinds of forges by their hosts: `{ 'git.acme.com': 'gitlab' }`. */
  forges?: Readonly<Record<string, string>>;
  /** The severity of problems, by the ids of their rules; those left out keep the rule's own. */
  problems: RuleSeverities;
}

/** Reading a repository. Nothing here changes a local branch, the index, the work tree or the stash. */
export interface Git {
  /** Throws `GIT_MISSING`, `NOT_A_REPOSITORY` or `RepositoryRefused`; after it, every other call may be made. */
  open(): Promise<void>;
  /**
   * Notes, before they are asked for, where HEAD, branches, remotes and what commits hold are told from. Left out:
   * nothing is known of that.
   */
  noting?(): Promise<IsUnchanged>;
  head(): Promise<Head>;
  /** The merge, rebase, cherry-pick, revert or bisect under way, or null. */
  operationUnderWay(): Promise<string | null>;
  /** The names of the remotes, every local branch and every remote-tracking branch. */
  branches(): Promise<{ remotes: string[]; refs: Ref[] }>;
  /** Tells whether a ref was changed by it. Throws `PULL_FAILED` when the remote can't be reached. */
  fetch(remote: string): Promise<boolean>;
  /**
   * Fetches one branch, also one that this clone leaves out of what it fetches; false when the remote has none of
   * that name. Throws `PULL_FAILED` when the remote can't be reached.
   */
  fetchBranch(remote: string, branch: string): Promise<boolean>;
  mergeBase(a: string, b: string): Promise<string | null>;
  /** The commits whose parents a shallow clone lacks; none in a whole one. */
  shallow(): Promise<string[]>;
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  /**
   * The texts of a file at several commits, in one go; null where it doesn't exist or is larger than `LARGEST_FILE`.
   * With `here` nothing is fetched in a partial clone, text by text: null for all when one of them isn't here.
   */
  readAt(commits: readonly string[], path: string, o?: { here: boolean }): Promise<(string | null)[]>;
  /** The text of a file as it stands in the index; null where it doesn't or is larger than `LARGEST_FILE`. */
  readStaged(path: string): Promise<string | null>;
  /** The blob ids of paths at a commit; a path missing there is missing in the map. */
  blobsAt(commit: string, paths: readonly string[]): Promise<Map<string, string>>;
  /** What a commit has, as a file, a link or a submodule, in the place of a folder above one of these paths. */
  notFolders(commit: string, paths: readonly string[]): Promise<string[]>;
  /** The paths that differ between two commits, for the whole repository, relative to the workspace folder. */
  changedBetween(from: string, to: string): Promise<string[]>;
  /** Who wrote each of these commits, by its id. */
  authors(commits: readonly string[]): Promise<Map<string, string>>;
  /** Uncommitted changes of the whole repository, untracked files included, ignored ones left out. */
  status(): Promise<ChangedPath[]>;
  /** Changed files that no status tells, since git was told not to look at them (skip-worktree, assume-unchanged). */
  hiddenChanges(): Promise<string[]>;
  /**
   * Why git would commit nothing of a file: it stands behind this link, to that folder of the workspace, or a sparse
   * checkout leaves it out. Null where it would, and where it has other reasons.
   */
  outOfReach(path: string): Promise<{ link: string; linkTo: string } | 'sparse' | null>;
  /** As `outOfReach`, of links alone, for several paths of which there may be nothing yet. */
  behindLink(paths: readonly string[]): Promise<{ link: string; linkTo: string } | null>;
  /** Those of the paths that git ignores and doesn't track. */
  ignored(paths: readonly string[]): Promise<string[]>;
  /**
   * Every work tree and every folder where the phases' are. `linked`: whether this one is not the main one; `ignored`:
   * whether git leaves the phases' worktrees out of its status.
   */
  worktrees(): Promise<{ linked: boolean; ignored: boolean; all: Worktree[] }>;
  /** This folder as another work tree has it. `path`: from the top of the main one, as git knows it. */
  inWorktree(path: string): Promise<Git>;
  /** The untracked files that git ignores; a folder of nothing else as one, with a slash. */
  ignoredFiles(): Promise<string[]>;
  /** Every file that git tracks in the workspace folder, by the index. */
  trackedFiles(): Promise<string[]>;
  /** What each of the last commits of HEAD changed in the workspace folder, newest first; merges are left out. */
  lastChanges(most: number): Promise<string[][]>;
  /** Whether a commit has submodules. */
  hasSubmodules(commit: string): Promise<boolean>;
  /** The submodules whose files, or commits, are in this work tree. */
  filledSubmodules(): Promise<string[]>;
  /** Which of these branches was checked out in this work tree last, or left for another; null when git can't tell. */
  lastCheckedOut(branches: readonly string[]): Promise<string | null>;
  /** The branches checked out in any work tree. */
  checkedOut(): Promise<string[]>;
  /** Whether git takes this as a branch name. */
  isBranchName(name: string): Promise<boolean>;
  /** The newest commit reachable from `tip` with exactly this subject, or null. */
  findCommit(tip: string, subject: string): Promise<LogEntry | null>;
  /** Commits reachable from `to` and not from `from`, oldest first. */
  log(from: string | null, to: string): Promise<LogEntry[]>;
  /** Commits reachable from `tip` that no branch and no tag has, here or as last fetched, oldest first. */
  onNoBranch(tip: string): Promise<LogEntry[]>;
  diff(from: string, to: string): Promise<DiffEntry[]>;
  /** What each of these commits changed, in their order; nothing for a merge. A rename is a deletion and a creation. */
  changesOf(commits: readonly string[]): Promise<DiffEntry[][]>;
  /** The commits reachable from any of the tips and not from `from`; with `firstParents`, along first parents alone. */
  reachable(from: string, tips: readonly string[], o?: { firstParents?: boolean }): Promise<Set<string>>;
  /**
   * The paths that would change in `into` by merging `commit`, conflicting ones included; null when git can't tell.
   */
  mergeWouldChange(into: string, commit: string): Promise<string[] | null>;
  /** Whether one commit of `from..to` has the same patch as the whole of `base..tip`, the folder `leftOut` aside. */
  patchIsIn(o: { base: string; tip: string; from: string; to: string; leftOut: string }): Promise<boolean>;
}

/** The merge by meaning as a driver of the user's own git, in one repository. */
export interface MergeDriver {
  /**
   * Makes git merge the context file (given from the workspace folder) by meaning, all or nothing. Nothing tracked is
   * changed. Throws `GIT_MISSING`, `NOT_A_REPOSITORY`, `GIT_BUSY` and `WRITE_FAILED`.
   */
  install(contextFile: string): Promise<void>;
  /**
   * Takes back what `install` did, to the byte; false when there was nothing to take back. Throws as `install` does.
   */
  remove(contextFile: string): Promise<boolean>;
  /**
   * Brings an installed driver up to date with this version; does nothing where there is none. Tells whether there is
   * one for the context file. Throws as `install` does.
   */
  refresh(contextFile: string): Promise<boolean>;
}

export interface Ports {
  files: Files;
  documents: Documents;
  git: Git;
  forge: Forge;
  /** Left out: none is remembered. */
  pullRequests?: PullRequests;
  runner: Runner;
  clock: Clock;
  log: Logger;
  settings(): MethodSettings;
  /** Whether the workspace is trusted; when it isn't, no program is run and nothing is written. */
  trusted(): boolean;
  /**
   * The phase's worktree that is open, from the top of the main one: all else here is the main one's. Left out: none.
   */
  worktree?: string;
}
