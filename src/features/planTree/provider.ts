import * as vscode from 'vscode';
import { errorMessage } from '../../core/errors';
import type { ForeignOffer } from '../../core/workflow/foreignOffers';
import type { OfferedPlans } from '../../editor/folders/offeredPlans';
import { canAdopt } from '../../view/offers';
import { foundNodes } from './found';
import { tryAgain } from '../../view/target';
import type { PlanFolder } from '../../editor/folders/planFolder';
import type { PlanStore } from '../../editor/folders/store';
import { shownStatus } from '../../view/shownStatus';
import { isOpened, openCommand } from '../../editor/folders/open';
import { failureNode } from './failure';
import { treeHover, readObjective } from './hover';
import { planNodes } from './model';
import type { PlanNode } from './node';
import { RowSource, updateRows } from './rows';

/** Maps the model to tree items, and redraws only the rows that changed. */
export class PlanTreeProvider implements vscode.TreeDataProvider<RowSource>, vscode.Disposable {
  readonly #didChange = new vscode.EventEmitter<RowSource[] | undefined>();
  readonly #subscription: vscode.Disposable;
  #roots: RowSource[] = [];
  #hideCompleted = false;
  readonly onDidChangeTreeData = this.#didChange.event;

  constructor(
    private readonly store: PlanStore,
    private readonly offered: OfferedPlans,
  ) {
    this.#subscription = vscode.Disposable.from(
      store.onDidChange(() => this.#update()),
      offered.onDidChange(() => this.#update()),
    );
  }

  /** Leaves out the phases that nothing is left to do for, or brings them back. */
  hideCompleted(hide: boolean): void {
    this.#hideCompleted = hide;
    this.#update();
  }

  /** Shows a box as it is in the file again. */
  redraw(row: RowSource): void {
    this.#didChange.fire([row]);
  }

  async getChildren(row?: RowSource): Promise<RowSource[]> {
    if (row) return row.children;
    const { folders } = this.store;
    await Promise.all(folders.filter((folder) => !folder.isRead).map((folder) => folder.refresh()));
    this.#roots = this.#shown().map(({ folder, node }) => new RowSource(node, folder, undefined));
    return this.#roots;
  }

  getParent(row: RowSource): RowSource | undefined {
    return row.parent;
  }

  getTreeItem(row: RowSource): vscode.TreeItem {
    const { node, folder } = row;
    const item = new vscode.TreeItem(node.label, collapsibleState(node));
    item.id = `${folder.uri.toString()}#${node.id}`;
    item.description = node.description;
    // What is left open is filled in by `resolveTreeItem`.
    if (typeof node.tooltip === 'string') item.tooltip = node.tooltip;
    item.contextValue = node.context;
    if (node.icon) item.iconPath = themeIcon(node.icon);
    if (node.spoken) item.accessibilityInformation = { label: node.spoken };
    if (node.box) item.checkboxState = checkbox(node.box.done, node.label);
    if (node.retry) item.command = tryAgain;
    if (node.run !== undefined) item.command = { command: node.run, title: node.label, arguments: [row.target] };
    if (node.open && isOpened(folder, node.open.path)) item.command = openCommand(folder, node.open);
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, { node, folder }: RowSource): Promise<vscode.TreeItem> {
    if (typeof node.tooltip !== 'object') return item;
    const { objectiveIn } = node.tooltip;
    item.tooltip = treeHover(node.tooltip, objectiveIn === null ? null : await readObjective(folder, objectiveIn));
    return item;
  }

  /** The rows at the top, as they were last asked for. */
  get roots(): readonly RowSource[] {
    return this.#roots;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#didChange.dispose();
  }

  #update(): void {
    const shown = this.#shown();
    const sameFolders = this.#roots.every((row, index) => row.folder === shown[index]?.folder);
    const nodes = shown.map(({ node }) => node);
    const changed = sameFolders ? updateRows(this.#roots, nodes) : null;
    if (changed === null || shown.length === 0) this.#didChange.fire(undefined);
    else if (changed.length > 0) this.#didChange.fire(changed);
  }

  /** The top rows. Folders are rows only when there are several with something to show. */
  #shown(): { folder: PlanFolder; node: PlanNode }[] {
    const filled = this.store.folders
      .map((folder) => ({ folder, nodes: nodesOf(folder, this.offered.of(folder), this.#hideCompleted) }))
      .filter(({ nodes }) => nodes.length > 0);
    if (filled.length > 1) return filled.map(({ folder, nodes }) => ({ folder, node: folderNode(folder, nodes) }));
    return filled.flatMap(({ folder, nodes }) => nodes.map((node) => ({ folder, node })));
  }
}

function nodesOf(folder: PlanFolder, offers: readonly ForeignOffer[], hideCompleted: boolean): PlanNode[] {
  if (folder.error !== null) return [failureNode(errorMessage(folder.error))];
  const { snapshot } = folder;
  if (!snapshot) return [];
  const nodes = planNodes(shownStatus(snapshot), folder.contextFile, { ...snapshot, hideCompleted });
  if (nodes.length > 0) return nodes;
  return foundNodes(offers, { state: snapshot.status.state, canAdopt: canAdopt(snapshot) });
}

function folderNode(folder: PlanFolder, children: PlanNode[]): PlanNode {
  const icon = { icon: 'folder' };
  return { id: 'folder', label: folder.folder.name, icon, context: 'folder', expanded: true, children };
}

function collapsibleState(node: PlanNode): vscode.TreeItemCollapsibleState {
  if (node.children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return node.expanded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

function checkbox(done: boolean, label: string): NonNullable<vscode.TreeItem['checkboxState']> {
  return {
    state: done ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
    tooltip: done ? 'Done' : 'Open',
    accessibilityInformation: { label, role: 'checkbox' },
  };
}

function themeIcon({ icon, color }: { icon: string; color?: string }): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}
