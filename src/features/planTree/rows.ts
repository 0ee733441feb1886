import { targetOf, type CommandTarget } from '../../view/target';
import type { PlanFolder } from '../../editor/folders/planFolder';
import type { PlanNode } from './node';

/**
 * A row as VS Code knows it. It lives on when its node changes: VS Code can then redraw it alone, and a click on
 * another row in that moment isn't lost.
 */
export class RowSource {
  children: RowSource[];

  constructor(
    public node: PlanNode,
    readonly folder: PlanFolder,
    readonly parent: RowSource | undefined,
  ) {
    this.children = growRows(node.children, folder, this);
  }

  /** Commands of the tree's menus recognize a row by it. */
  get target(): CommandTarget {
    const { node } = this;
    const phase = node.phase ?? (node.todo === undefined ? this.parent?.target.phase : undefined);
    return targetOf(this.folder.uri, {
      ...(phase === undefined ? {} : { phase }),
      ...(node.todo === undefined ? {} : { todo: node.todo }),
      // A line in a file is no file to copy the path of.
      ...(node.open && node.open.line === undefined ? { path: node.open.path } : {}),
      ...(node.source === undefined ? {} : { path: node.source }),
    });
  }
}

export function growRows(nodes: readonly PlanNode[], folder: PlanFolder, parent?: RowSource): RowSource[] {
  return nodes.map((node) => new RowSource(node, folder, parent));
}

/**
 * Gives rows their new nodes. Returns the rows to redraw; null when these aren't the same rows any more, so that they
 * must be made again.
 */
export function updateRows(rows: readonly RowSource[], nodes: readonly PlanNode[]): RowSource[] | null {
  if (rows.length !== nodes.length || rows.some((row, index) => row.node.id !== nodes[index]?.id)) return null;
  return rows.flatMap((row, index) => updateRow(row, nodes[index] ?? row.node));
}

function updateRow(row: RowSource, node: PlanNode): RowSource[] {
  const looks = shownAs(row.node) !== shownAs(node);
  row.node = node;
  const below = updateRows(row.children, node.children);
  if (below === null) row.children = growRows(node.children, row.folder, row);
  return looks || below === null ? [row, ...(below ?? [])] : below;
}

/** Everything that is drawn of a node itself. */
function shownAs(node: PlanNode): string {
  return JSON.stringify({ ...node, children: node.children.length > 0 });
}
