import * as vscode from 'vscode';
import { basename, dirname, join } from 'node:path';
import { WORKTREES } from '../../core/plan/names';
import { watchFolder, watchFolders } from './folderWatch';
import { findGitDirs } from './gitDir';

/**
 * Watches what moves HEAD or a branch, and the linked work trees of the repository: their HEADs, and which there are.
 * `onChange` is called at every such change.
 */
export class GitWatch implements vscode.Disposable {
  #repository: vscode.Disposable[] = [];
  #worktrees: vscode.Disposable[] = [];
  #asked = 0;

  constructor(
    private readonly folder: vscode.Uri,
    private readonly onChange: () => void,
  ) {
    void this.restart();
  }

  /** Looks again where the repository is. */
  async restart(): Promise<void> {
    const turn = ++this.#asked;
    const dirs = await findGitDirs(this.folder.fsPath);
    if (turn !== this.#asked) return;
    this.#end();
    if (!dirs) return;
    const { common } = dirs;
    const main = basename(common) === '.git' ? dirname(common) : null;
    // Folders that come and go: what is in them is watched as long as they are there.
    const follow = () => {
      this.#followWorktrees(common, main);
      this.onChange();
    };
    this.#repository = [
      ...watchPattern(join(common, 'refs'), '**', () => this.onChange()),
      watchFolder(common, { HEAD: this.onChange, 'packed-refs': this.onChange, worktrees: follow }),
      ...(main === null ? [] : [watchFolder(main, { [WORKTREES]: follow })]),
    ];
    this.#followWorktrees(common, main);
  }

  dispose(): void {
    this.#asked++;
    this.#end();
  }

  /** A new work tree is followed before anything is read of it, so that no switch there goes by. */
  #followWorktrees(common: string, main: string | null): void {
    dispose(this.#worktrees);
    const again = () => {
      this.#followWorktrees(common, main);
      this.onChange();
    };
    const admins = join(common, 'worktrees');
    this.#worktrees = [
      watchFolder(admins, again),
      ...watchFolders(admins, { HEAD: this.onChange, gitdir: this.onChange }),
      // A worktree's folder can go without git being told.
      ...(main === null ? [] : [watchFolder(join(main, WORKTREES), this.onChange)]),
    ];
  }

  #end(): void {
    dispose(this.#repository);
    dispose(this.#worktrees);
    this.#repository = this.#worktrees = [];
  }
}

function dispose(all: readonly vscode.Disposable[]): void {
  for (const each of all) each.dispose();
}

/** Calls `changed` when what fits the pattern is made, changed or deleted. */
export function watchPattern(base: string | vscode.Uri, pattern: string, changed: () => void): vscode.Disposable[] {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(base, pattern));
  return [watcher, watcher.onDidCreate(changed), watcher.onDidChange(changed), watcher.onDidDelete(changed)];
}
