import * as vscode from 'vscode';
import { errorMessage } from '../../core/errors';
import type { LibraryFile } from '../../core/folder/library';
import { staysInside } from '../../core/folder/paths';
import { plural } from '../../view/phaseView';
import { openCommand } from '../../editor/folders/open';
import type { PlanFolder } from '../../editor/folders/planFolder';
import type { PlanStore } from '../../editor/folders/store';
import { targetOf, tryAgain, type CommandTarget } from '../../view/target';
import { Heads, readArchive } from '../../editor/folders/heads';
import {
  archivedLooks,
  failedLook,
  fileLooks,
  libraryGroups,
  plansBehind,
  type ArchivedLook,
  type FileLook,
  type LibraryGroup,
  type SortOrder,
} from './model';

export type LibraryRow =
  | { kind: 'folder'; folder: PlanFolder }
  | { kind: 'failure'; folder: PlanFolder }
  | { kind: 'group'; folder: PlanFolder; group: LibraryGroup }
  | { kind: 'file'; folder: PlanFolder; group: LibraryGroup; look: FileLook; target: CommandTarget }
  | { kind: 'archived'; folder: PlanFolder; id: string; look: ArchivedLook; target: CommandTarget };

/** How long a list may wait for the titles in its files before it shows their names. */
const patienceMs = 150;

/** Maps the library to tree items. Files are listed by their names; one is read when its group is opened. */
export class LibraryProvider implements vscode.TreeDataProvider<LibraryRow>, vscode.Disposable {
  readonly #didChange = new vscode.EventEmitter<void>();
  readonly #heads = new Heads();
  /** The groups whose files were asked for. */
  readonly #opened = new Set<string>();
  readonly #subscription: vscode.Disposable;
  #order: SortOrder = 'date';
  readonly onDidChangeTreeData = this.#didChange.event;

  constructor(private readonly store: PlanStore) {
    this.#subscription = store.onDidChange(() => this.refresh());
  }

  sortBy(order: SortOrder): void {
    this.#order = order;
    this.refresh();
  }

  refresh(): void {
    this.#didChange.fire();
  }

  /** Shows titles and dates that have changed in the groups that were opened. */
  async refreshTitles(folder: PlanFolder): Promise<void> {
    const opened = (folder.snapshot ? libraryGroups(folder.snapshot.library) : []).filter((group) =>
      this.#opened.has(groupKey(folder, group)),
    );
    const changed = await Promise.all(opened.map((group) => this.#load(folder, group)));
    if (changed.some(Boolean)) this.refresh();
  }

  async #load(folder: PlanFolder, group: LibraryGroup): Promise<boolean> {
    const changed = await Promise.all([
      this.#heads.load(folder, group.id, group.files),
      this.#heads.load(folder, 'plans', plansBehind(group, plansOf(folder))),
    ]);
    return changed.some(Boolean);
  }

  async getChildren(row?: LibraryRow): Promise<LibraryRow[]> {
    switch (row?.kind) {
      case 'file':
        return row.group.id === 'archives' ? this.#archivedRows(row.folder, row.look) : [];
      case 'group':
        return this.#fileRows(row.folder, row.group);
      case 'folder':
        return groupRows(row.folder);
      case undefined:
        return this.#roots();
      default:
        return [];
    }
  }

  getTreeItem(row: LibraryRow): vscode.TreeItem {
    switch (row.kind) {
      case 'folder':
        return folderItem(row.folder);
      case 'failure':
        return failureItem(row.folder);
      case 'group':
        return groupItem(row.folder, row.group);
      case 'file':
        return fileItem(row);
      case 'archived':
        return archivedItem(row);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#didChange.dispose();
  }

  async #roots(): Promise<LibraryRow[]> {
    const { folders } = this.store;
    await Promise.all(folders.filter((each) => !each.isRead).map((each) => each.refresh()));
    const filled = folders.filter((folder) => groupRows(folder).length > 0);
    const [only] = filled;
    if (only && filled.length === 1) return groupRows(only);
    return filled.map((folder) => ({ kind: 'folder', folder }));
  }

  async #fileRows(folder: PlanFolder, group: LibraryGroup): Promise<LibraryRow[]> {
    this.#opened.add(groupKey(folder, group));
    const loading = this.#load(folder, group);
    if ((await Promise.race([loading, afterPatience()])) === 'late') {
      void loading.then((changed) => {
        if (changed) this.refresh();
      });
    }
    const headOf = (file: LibraryFile) => this.#heads.get(folder, file.path);
    return fileLooks(group, headOf, this.#order, plansOf(folder)).map((look) => ({
      kind: 'file',
      folder,
      group,
      look,
      target: targetOf(folder.uri, { path: look.file.path }),
    }));
  }

  async #archivedRows(folder: PlanFolder, { file }: FileLook): Promise<LibraryRow[]> {
    return (await this.#archivedLooks(folder, file.path)).map((look, index) => ({
      kind: 'archived',
      folder,
      id: `${file.path}#${index}`,
      look,
      target: targetOf(folder.uri, { path: look.open?.path ?? file.path }),
    }));
  }

  async #archivedLooks(folder: PlanFolder, path: string): Promise<ArchivedLook[]> {
    try {
      const { readArchived } = await import('../../core/folder/archived');
      const plan = readArchived(await readArchive(folder, path));
      const summaries = [...plan.summaries, ...plan.phases.map(({ summary }) => summary)];
      const plans = [plan.plan, ...plan.phases.map((phase) => phase.plan)];
      await Promise.all([
        this.#heads.load(folder, 'plans', filesAt(plans)),
        this.#heads.load(folder, 'summaries', filesAt(summaries)),
      ]);
      return archivedLooks(path, plan, (each) => this.#heads.get(folder, each));
    } catch (error) {
      return [failedLook(errorMessage(error), { path })];
    }
  }
}

const plansOf = (folder: PlanFolder) => folder.snapshot?.library.plans ?? [];
const groupKey = (folder: PlanFolder, group: LibraryGroup) => `${folder.uri.toString()}#${group.id}`;
const filesAt = (paths: readonly (string | null)[]) => paths.flatMap((path) => (path === null ? [] : { path }));

function afterPatience(): Promise<'late'> {
  return new Promise((resolve) => setTimeout(() => resolve('late'), patienceMs));
}

function groupRows(folder: PlanFolder): LibraryRow[] {
  if (folder.error !== null) return [{ kind: 'failure', folder }];
  const library = folder.snapshot?.library;
  return library ? libraryGroups(library).map((group) => ({ kind: 'group', folder, group })) : [];
}

function folderItem(folder: PlanFolder): vscode.TreeItem {
  const item = new vscode.TreeItem(folder.folder.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = folder.uri.toString();
  item.iconPath = vscode.ThemeIcon.Folder;
  item.contextValue = 'folder';
  return item;
}

function failureItem(folder: PlanFolder): vscode.TreeItem {
  const item = new vscode.TreeItem('The files can’t be listed');
  item.id = `${folder.uri.toString()}#failure`;
  item.description = 'Click to try again';
  item.tooltip = folder.error instanceof Error ? folder.error.message : String(folder.error);
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.contextValue = 'failure';
  item.accessibilityInformation = {
    label: `error: ${item.label as string}. ${item.tooltip} Press Enter to try again.`,
  };
  item.command = tryAgain;
  return item;
}

function groupItem(folder: PlanFolder, group: LibraryGroup): vscode.TreeItem {
  const item = new vscode.TreeItem(group.label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = groupKey(folder, group);
  item.description = String(group.files.length);
  item.iconPath = new vscode.ThemeIcon(group.icon);
  item.contextValue = 'group';
  item.accessibilityInformation = { label: `${group.label}, ${plural(group.files.length, 'file')}` };
  return item;
}

function fileItem({ folder, group, look }: LibraryRow & { kind: 'file' }): vscode.TreeItem {
  const archive = group.id === 'archives';
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(look.label, archive ? Collapsed : None);
  item.id = vscode.Uri.joinPath(folder.planUri, look.file.path).toString();
  item.description = look.description;
  item.tooltip = `${look.label}\n${look.file.path}`;
  item.accessibilityInformation = spoken(look);
  item.iconPath = new vscode.ThemeIcon(archive ? 'archive' : 'markdown');
  const isUsable = folder.snapshot?.openPlans.some(({ path }) => path === look.file.path) ?? false;
  item.contextValue = isUsable ? 'libraryPlan' : 'libraryFile';
  item.command = openCommand(folder, look.file);
  return item;
}

function archivedItem({ folder, id, look }: LibraryRow & { kind: 'archived' }): vscode.TreeItem {
  const item = new vscode.TreeItem(look.label);
  item.id = `${folder.uri.toString()}#archived/${id}`;
  item.description = look.description;
  item.tooltip = [look.label, look.open?.path].filter(Boolean).join('\n');
  item.accessibilityInformation = spoken(look);
  const { icon, color } = look.icon;
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.contextValue = look.open ? 'libraryFile' : 'archived';
  if (look.open && staysInside(look.open.path)) item.command = openCommand(folder, look.open);
  return item;
}

/** Else a screen reader would say what the tooltip says. */
function spoken({ label, description }: { label: string; description: string }): vscode.AccessibilityInformation {
  return { label: [label, description].filter(Boolean).join(', ') };
}
