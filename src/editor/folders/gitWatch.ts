import * as vscode from 'vscode';
import type { Disk, GitDirs, Watching } from '../../core/diskPort';
import { WORKTREES } from '../../core/plan/names';

/**
 * Watches what moves HEAD or a branch, and the linked work trees of the repository: their HEADs, and which there are.
 * `onChange` is called at every such change.
 */
export class GitWatch implements vscode.Disposable {
  #repository: Watching[] = [];
  #worktrees: Watching[] = [];
  #asked = 0;

  constructor(
    private readonly disk: Disk,
    private readonly folder: vscode.Uri,
    private readonly onChange: () => void,
  ) {
    void this.restart();
  }

  /** Looks again where the repository is. */
  async restart(): Promise<void> {
    const turn = ++this.#asked;
    const dirs = await this.disk.findGitDirs(this.folder.fsPath);
    if (turn !== this.#asked) return;
    this.#end();
    if (!dirs) return;
    const { common, main } = dirs;
    // Folders that come and go: what is in them is watched as long as they are there.
    const follow = () => {
      this.#followWorktrees(dirs);
      this.onChange();
    };
    this.#repository = [
      ...watchPattern(uriWithin(common, 'refs'), '**', () => this.onChange()),
      this.disk.watchFolder(common, { HEAD: this.onChange, 'packed-refs': this.onChange, worktrees: follow }),
      ...(main === null ? [] : [this.disk.watchFolder(main, { [WORKTREES]: follow })]),
    ];
    this.#followWorktrees(dirs);
  }

  dispose(): void {
    this.#asked++;
    this.#end();
  }

  /** A new work tree is followed before anything is read of it, so that no switch there goes by. */
  #followWorktrees(dirs: GitDirs): void {
    dispose(this.#worktrees);
    const again = () => {
      this.#followWorktrees(dirs);
      this.onChange();
    };
    const { common, main } = dirs;
    const admins = uriWithin(common, 'worktrees').fsPath;
    this.#worktrees = [
      this.disk.watchFolder(admins, again),
      ...this.disk.watchFolders(admins, { HEAD: this.onChange, gitdir: this.onChange }),
      // A worktree's folder can go without git being told.
      ...(main === null ? [] : [this.disk.watchFolder(uriWithin(main, WORKTREES).fsPath, this.onChange)]),
    ];
  }

  #end(): void {
    dispose(this.#repository);
    dispose(this.#worktrees);
    this.#repository = this.#worktrees = [];
  }
}

function dispose(all: readonly Watching[]): void {
  for (const each of all) each.dispose();
}

const uriWithin = (folder: string, name: string) => vscode.Uri.joinPath(vscode.Uri.file(folder), name);

/** Calls `changed` when what fits the pattern is made, changed or deleted. */
export function watchPattern(base: vscode.Uri, pattern: string, changed: () => void): vscode.Disposable[] {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(base, pattern));
  return [watcher, watcher.onDidCreate(changed), watcher.onDidChange(changed), watcher.onDidDelete(changed)];
}
