export interface Ref {
  /** Without its prefix: `main`, `origin/main`. */
  name: string;
  /** The remote's name for a remote-tracking branch, else null. */
  remote: string | null;
  commit: string;
  /** The remote-tracking branch that a local branch follows (`origin/main`), or null. */
  upstream: string | null;
  /** The branch that a symbolic ref stands for (`origin/HEAD` → `origin/main`), or null. */
  target: string | null;
}

export interface Head {
  /** Null when detached. */
  branch: string | null;
  /** Null on a branch that has no commit yet. */
  commit: string | null;
  /** The branch that HEAD names, where that only stands for the other one (a symbolic ref). */
  by?: string;
}

export interface ChangedPath {
  path: string;
  /** Not known to git yet. */
  untracked: boolean;
  /** Has a change in the index. */
  staged: boolean;
  deleted: boolean;
  /** Of a submodule: nothing is changed but what isn't committed inside it, so that there is nothing to commit here. */
  insideOnly?: true;
}

export interface DiffEntry {
  kind: 'created' | 'modified' | 'deleted' | 'renamed';
  path: string;
  /** The former path of a renamed file. */
  from?: string;
  /** Null for a binary file. */
  added: number | null;
  removed: number | null;
}

export interface LogEntry {
  commit: string;
  parent: string | null;
  /** All of them: a merge has more than one. */
  parents: string[];
  subject: string;
  /** The files it touched; none for a merge. */
  paths: string[];
}

/** A work tree of the repository, or a folder among those of the phases that is none. */
export interface Worktree {
  /** From the top of the main work tree, with `/`; empty for that one itself. */
  path: string;
  /** Null when detached, and for what git doesn't know. */
  branch: string | null;
  /** Whether its folder is there, as a worktree. */
  exists: boolean;
  /** Whether git knows it. */
  known: boolean;
  locked: boolean;
}
