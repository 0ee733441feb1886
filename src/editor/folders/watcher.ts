import * as vscode from 'vscode';
import { GitWatch, watchPattern } from './gitWatch';
import type { PlanFolder } from './planFolder';
import { onDidChangeMethodSettings } from '../settings';
import { followStateInEditors } from './stateInEditors';
import type { PlanStore } from './store';

/** Long enough for one `git switch` or one agent's burst of writes, short enough to feel immediate. */
const quietMs = 100;

/**
 * Makes the store follow the files: edits by anyone under the context folder, and whatever moves HEAD or a branch.
 */
export function watchPlans(store: PlanStore): vscode.Disposable {
  const watches = new Map<PlanFolder, FolderWatch>();
  const sync = () => {
    const folders = new Set(store.folders);
    for (const [folder, watch] of watches) {
      if (folders.has(folder) && watch.watches(folder.planUri)) continue;
      watch.dispose();
      watches.delete(folder);
    }
    for (const folder of folders) {
      if (!watches.has(folder)) watches.set(folder, new FolderWatch(folder));
    }
  };
  const restart = () => {
    for (const watch of watches.values()) watch.dispose();
    watches.clear();
    sync();
    void store.reset();
  };
  sync();
  return vscode.Disposable.from(
    store.onDidChange(sync),
    onDidChangeMethodSettings(restart),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void store.reset()),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      const folder = store.find(uri);
      if (folder) watches.get(folder)?.saved(uri);
    }),
    followStateInEditors(store),
    // What a watcher can't see (a network disk, an excluded folder) shows when the user comes back at the latest.
    vscode.window.onDidChangeWindowState((state) => {
      if (state.focused) void store.refresh();
    }),
    new vscode.Disposable(() => watches.forEach((watch) => watch.dispose())),
  );
}

class FolderWatch implements vscode.Disposable {
  readonly #disposables: vscode.Disposable[];
  readonly #planUri: vscode.Uri;
  readonly #git: GitWatch;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly folder: PlanFolder) {
    const { contextFolder } = folder;
    this.#planUri = folder.planUri;
    const soon = () => this.#soon();
    this.#git = new GitWatch(folder.disk, folder.uri, soon);
    this.#disposables = [
      ...watchPattern(folder.planUri, `${contextFolder}/**`, soon),
      // Deleting the folder as a whole is one event, for the folder itself.
      ...watchPattern(folder.planUri, contextFolder, soon),
      // A repository made or removed later.
      ...watchPattern(folder.uri, '.git', () => {
        void this.#git.restart();
        this.#soon();
      }),
    ];
  }

  /** Whether the plan's files are still where they were. */
  watches(planUri: vscode.Uri): boolean {
    return planUri.toString() === this.#planUri.toString();
  }

  saved(file: vscode.Uri): void {
    if (this.folder.contextPathOf(file) !== null) this.#soon();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#git.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** The first event begins the wait and later ones don't prolong it, so a steady stream of edits still shows. */
  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.folder.refresh();
    }, quietMs);
  }
}
