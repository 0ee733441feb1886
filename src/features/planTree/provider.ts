import * as vscode from 'vscode';
import { contextFolderOf } from '../../editor/settings';
import { lineOptions, staysInside } from '../../editor/paths';
import type { PlanFolder } from '../../editor/planFolder';
import type { PlanStore } from '../../editor/store';
import { targetOf, type Target } from '../../editor/target';
import { failureNode, planNodes, type PlanNode } from './model';

/** A row in its folder. Commands of the tree's menus recognize it by its target. */
export interface Row {
  node: PlanNode;
  folder: PlanFolder;
  parent: Row | undefined;
  target: Target;
}

/** Maps the model to tree items. */
export class PlanTreeProvider implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #didChange = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChangeTreeData = this.#didChange.event;

  constructor(private readonly store: PlanStore) {
    this.#subscription = store.onDidChange(() => this.#didChange.fire());
  }

  /** Shows the boxes as they are in the files again. */
  redraw(): void {
    this.#didChange.fire();
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row) return row.node.children.map((node) => rowOf(node, row.folder, row));
    const { folders } = this.store;
    await Promise.all(folders.filter((folder) => !isRead(folder)).map((folder) => folder.refresh()));
    return this.#roots();
  }

  getParent(row: Row): Row | undefined {
    return row.parent;
  }

  getTreeItem({ node, folder }: Row): vscode.TreeItem {
    const item = new vscode.TreeItem(node.label, collapsibleState(node));
    item.id = `${folder.uri.toString()}#${node.id}`;
    item.description = node.description;
    item.tooltip = node.tooltip;
    item.contextValue = node.context;
    if (node.icon) item.iconPath = themeIcon(node.icon);
    if (node.spoken) item.accessibilityInformation = { label: node.spoken };
    if (node.box) item.checkboxState = checkbox(node.box.done, node.label);
    if (node.open && staysInside(node.open.path)) item.command = openCommand(folder, node.open);
    if (node.context === 'folder') item.iconPath = vscode.ThemeIcon.Folder;
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#didChange.dispose();
  }

  /** Folders are shown as rows only when there are several with something to show. */
  #roots(): Row[] {
    const shown = this.store.folders
      .map((folder) => ({ folder, nodes: nodesOf(folder) }))
      .filter(({ nodes }) => nodes.length > 0);
    const [first] = shown;
    if (shown.length < 2) return first ? first.nodes.map((node) => rowOf(node, first.folder)) : [];
    return shown.map(({ folder, nodes }) => rowOf(folderNode(folder, nodes), folder));
  }
}

function nodesOf(folder: PlanFolder): PlanNode[] {
  if (folder.error !== null) return [failureNode(messageOf(folder.error))];
  return folder.status ? planNodes(folder.status, `${contextFolderOf(folder.uri)}/context.md`) : [];
}

function folderNode(folder: PlanFolder, children: PlanNode[]): PlanNode {
  return { id: 'folder', label: folder.folder.name, context: 'folder', expanded: true, children };
}

function rowOf(node: PlanNode, folder: PlanFolder, parent?: Row): Row {
  const phase = node.phase ?? (node.context.startsWith('todo') ? undefined : parent?.target.phase);
  const target = targetOf(folder.uri, {
    ...(phase === undefined ? {} : { phase }),
    ...(node.todo === undefined ? {} : { todo: node.todo }),
    ...(node.open ? { path: node.open.path } : {}),
  });
  return { node, folder, parent, target };
}

function collapsibleState(node: PlanNode): vscode.TreeItemCollapsibleState {
  if (node.children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return node.expanded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

function checkbox(done: boolean, label: string): NonNullable<vscode.TreeItem['checkboxState']> {
  return {
    state: done ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
    tooltip: done ? 'Done. Click to reopen.' : 'Click when it is done.',
    accessibilityInformation: { label, role: 'checkbox' },
  };
}

function openCommand(folder: PlanFolder, { path, line }: { path: string; line?: number }): vscode.Command {
  const uri = vscode.Uri.joinPath(folder.uri, path);
  return { command: 'vscode.open', title: 'Open', arguments: [uri, lineOptions(line)] };
}

function themeIcon({ icon, color }: { icon: string; color?: string }): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}

const isRead = (folder: PlanFolder) => folder.snapshot !== null || folder.error !== null;
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
