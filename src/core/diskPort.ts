/** Where git keeps what a work tree is made of. Absolute paths; some differ in a linked worktree. */
export interface GitDirs {
  /** The top of the work tree, without links. */
  top: string;
  /** The way from there to the folder; empty at the top. */
  inside: string;
  /** Holds `HEAD`. */
  own: string;
  /** Holds the branches. */
  common: string;
  /** The top of the main work tree; null where there is none that can be told. */
  main: string | null;
}

/** Where the plan of a folder is kept. */
export interface Home {
  /** The folder with the context file. */
  root: string;
  /** The phase's worktree that the folder is, from the top of the main one; left out for every other folder. */
  worktree?: string;
}

/** What is done when an entry of a folder changes: any of them, or one with a name. */
export type OnEntryChange = (() => void) | Readonly<Record<string, () => void>>;

/** What goes on until it is disposed of. */
export interface Watching {
  dispose(): void;
}

/**
 * What an editor asks of the disk around its folders, by absolute paths. No program is run and nothing is written, so
 * it works in restricted mode too.
 */
export interface Disk {
  /** The repository that a folder is in, as git finds it; null for none. */
  findGitDirs(folder: string): Promise<GitDirs | null>;
  /** What `HEAD` holds: a branch's name or a commit. */
  readHead(dirs: GitDirs): Promise<string>;
  /**
   * The folder itself, except for a linked worktree that the context file of its own repository's main work tree
   * records: then the same folder of the main one.
   */
  findHome(folder: string, contextFolder: string): Promise<Home>;
  /** As `read` of the port of files, in any folder; null for what can't be read, too. */
  readIn(folder: string, path: string): Promise<string | null>;
  /** Whether there is a file or folder. */
  exists(path: string): Promise<boolean>;
  /** Watches the entries of one folder. One that isn't there is not watched, and one that goes no longer. */
  watchFolder(folder: string, onChange: OnEntryChange): Watching;
  /** Watches the entries of every folder in a folder. */
  watchFolders(parent: string, onChange: OnEntryChange): Watching[];
}

/** Makes folders for what nobody has to keep. */
export interface Scratch {
  /** The folder that they are made in. */
  readonly place: string;
  /** Makes an empty folder whose name begins so. Resolves to its real path. */
  make(prefix: string): Promise<string>;
  /** Writes files of a folder, by their paths; the folders around them are made. */
  write(folder: string, files: Readonly<Record<string, string>>): Promise<void>;
  /** Writes at the end of a file. */
  append(folder: string, path: string, text: string): Promise<void>;
  /** Removes a folder that was made, with all that is in it. */
  remove(folder: string): Promise<void>;
}
