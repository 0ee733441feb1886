import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import { PlanFolder, type PlanFolderDeps } from './planFolder';

/**
 * The latest reading of every workspace folder, shared by all features: they show what it holds and follow its events.
 * Folders that aren't on disk (virtual workspaces) have no place in it.
 */
export class PlanStore implements vscode.Disposable {
  readonly #folders = new Map<string, PlanFolder>();
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #didChange = new vscode.EventEmitter<PlanFolder | undefined>();
  readonly #didRead = new vscode.EventEmitter<PlanFolder>();
  #chosenKey: string | undefined;
  #editedKey: string | undefined;

  /** Fires with the folder whose reading changed, or with nothing when the folders or the active one did. */
  readonly onDidChange = this.#didChange.event;
  /** Fires with a folder after every reading of it, changed or not. */
  readonly onDidRead = this.#didRead.event;

  constructor(private readonly deps: PlanFolderDeps) {
    this.#syncFolders();
    this.#followEditor(vscode.window.activeTextEditor);
    this.#subscriptions.push(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#syncFolders();
        this.#didChange.fire(undefined);
        void this.refresh();
      }),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#followEditor(editor)),
    );
  }

  get folders(): PlanFolder[] {
    this.#syncFolders();
    return [...this.#folders.values()];
  }

  /**
   * The folder that the window shows where there is room for one: the one a person chose last, by its name or by what
   * they opened of its plan; before that, one whose plan runs; else the one whose files they edit, or the first with a
   * plan.
   */
  get active(): PlanFolder | undefined {
    const { folders } = this;
    const [chosen, edited] = [this.#chosenKey, this.#editedKey].map((key) => this.#folders.get(key ?? ''));
    const running = folders.filter(runs);
    return (
      chosen ??
      running.find((folder) => folder === edited) ??
      running[0] ??
      edited ??
      folders.find((folder) => folder.status?.plan) ??
      folders[0]
    );
  }

  /** The folder of the active editor. */
  get edited(): PlanFolder | undefined {
    return this.#folderOf(vscode.window.activeTextEditor);
  }

  /** A person has said which folder they mean: from now on it is shown. */
  choose(folder: PlanFolder): void {
    this.#follow(() => (this.#chosenKey = folder.uri.toString()));
  }

  /** The folder that a file or folder is in. */
  find(uri: vscode.Uri): PlanFolder | undefined {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const found = folder && this.folders.find((each) => each.uri.toString() === folder.uri.toString());
    // A worktree's plan is kept in the main one, which this window may not have open.
    return found ?? this.folders.find((each) => isPlanFile(each, uri));
  }

  /** The folder an API call means: the one named, else the only one. Throws `NO_FOLDER`. */
  resolve(uri?: vscode.Uri): PlanFolder {
    const { folders } = this;
    const found = uri ? this.find(uri) : folders.length === 1 ? folders[0] : undefined;
    if (found) return found;
    if (uri) throw new PlanError('NO_FOLDER', `“${uri.fsPath}” is in no workspace folder. Open its folder first.`);
    throw new PlanError(
      'NO_FOLDER',
      folders.length === 0 ? 'No folder is open. Open one first.' : 'Several folders are open: say which one is meant.',
    );
  }

  /** Reads one folder again, or all of them. */
  async refresh(folder?: PlanFolder): Promise<void> {
    await Promise.all((folder ? [folder] : this.folders).map((each) => each.refresh()));
  }

  /** Takes up changed settings in every folder. */
  async reset(): Promise<void> {
    await Promise.all(this.folders.map((each) => each.reset()));
  }

  dispose(): void {
    for (const disposable of [...this.#subscriptions, ...this.#folders.values()]) disposable.dispose();
    this.#folders.clear();
    this.#didChange.dispose();
    this.#didRead.dispose();
  }

  #syncFolders(): void {
    const wanted = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
    const keys = new Set(wanted.map((folder) => folder.uri.toString()));
    for (const [key, folder] of this.#folders) {
      if (keys.has(key)) continue;
      this.#folders.delete(key);
      folder.dispose();
    }
    for (const folder of wanted) {
      if (!this.#folders.has(folder.uri.toString())) this.#add(folder);
    }
  }

  #add(workspaceFolder: vscode.WorkspaceFolder): void {
    const folder = new PlanFolder(workspaceFolder, this.deps);
    folder.onDidChange(() => this.#didChange.fire(folder));
    folder.onDidRead(() => this.#didRead.fire(folder));
    this.#folders.set(workspaceFolder.uri.toString(), folder);
  }

  /** Who opens a file of a plan, or works where one runs, has chosen that folder. */
  #followEditor(editor: vscode.TextEditor | undefined): void {
    const folder = this.#folderOf(editor);
    if (!editor || !folder) return;
    this.#follow(() => {
      this.#editedKey = folder.uri.toString();
      if (runs(folder) || isPlanFile(folder, editor.document.uri)) this.#chosenKey = this.#editedKey;
    });
  }

  #follow(change: () => void): void {
    const before = this.active;
    change();
    if (this.active !== before) this.#didChange.fire(undefined);
  }

  #folderOf(editor: vscode.TextEditor | undefined): PlanFolder | undefined {
    return editor && this.find(editor.document.uri);
  }
}

const runs = ({ shown }: PlanFolder): boolean => shown?.state === 'executing';

function isPlanFile(folder: PlanFolder, uri: vscode.Uri): boolean {
  return folder.contextPathOf(uri) !== null;
}
