import * as vscode from 'vscode';
import type { LibraryFile } from '../../core/workflow/engine';
import type { PlanFolder } from '../../editor/planFolder';
import type { PlanStore } from '../../editor/store';
import { plural } from '../../editor/phaseView';
import { fileLabel, libraryGroups, type LibraryGroup } from './model';

export type LibraryRow =
  | { kind: 'folder'; folder: PlanFolder }
  | { kind: 'group'; folder: PlanFolder; group: LibraryGroup }
  | { kind: 'file'; folder: PlanFolder; group: LibraryGroup; file: LibraryFile };

/** Maps the library to tree items. */
export class LibraryProvider implements vscode.TreeDataProvider<LibraryRow>, vscode.Disposable {
  readonly #didChange = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChangeTreeData = this.#didChange.event;

  constructor(private readonly store: PlanStore) {
    this.#subscription = store.onDidChange(() => this.#didChange.fire());
  }

  async getChildren(row?: LibraryRow): Promise<LibraryRow[]> {
    switch (row?.kind) {
      case 'file':
        return [];
      case 'group':
        return row.group.files.map((file) => ({ ...row, kind: 'file', file }));
      case 'folder':
        return groupRows(row.folder);
      case undefined:
        return this.#roots();
    }
  }

  getTreeItem(row: LibraryRow): vscode.TreeItem {
    switch (row.kind) {
      case 'folder':
        return folderItem(row.folder);
      case 'group':
        return groupItem(row.folder, row.group);
      case 'file':
        return fileItem(row);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#didChange.dispose();
  }

  async #roots(): Promise<LibraryRow[]> {
    const { folders } = this.store;
    await Promise.all(folders.filter((each) => !each.snapshot && each.error === null).map((each) => each.refresh()));
    const filled = folders.filter((folder) => groupRows(folder).length > 0);
    const [only] = filled;
    if (only && filled.length === 1) return groupRows(only);
    return filled.map((folder) => ({ kind: 'folder', folder }));
  }
}

function groupRows(folder: PlanFolder): LibraryRow[] {
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

function groupItem(folder: PlanFolder, group: LibraryGroup): vscode.TreeItem {
  const item = new vscode.TreeItem(group.label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${folder.uri.toString()}#${group.id}`;
  item.description = String(group.files.length);
  item.iconPath = new vscode.ThemeIcon(group.icon);
  item.contextValue = 'group';
  item.accessibilityInformation = { label: `${group.label}, ${plural(group.files.length, 'file')}` };
  return item;
}

function fileItem({ folder, group, file }: LibraryRow & { kind: 'file' }): vscode.TreeItem {
  const uri = vscode.Uri.joinPath(folder.uri, file.path);
  const item = new vscode.TreeItem(fileLabel(group.id, file), vscode.TreeItemCollapsibleState.None);
  item.id = uri.toString();
  item.description = file.date ?? '';
  item.tooltip = file.path;
  item.iconPath = new vscode.ThemeIcon('markdown');
  item.contextValue = 'libraryFile';
  item.command = { command: 'vscode.open', title: 'Open', arguments: [uri] };
  return item;
}
