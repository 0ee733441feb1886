import * as vscode from 'vscode';
import type { PlanStore } from '../../editor/folders/store';
import { pathIn } from '../../editor/paths';
import type { RowSource } from './rows';

/** Selects the row of the file in the active editor while the view is on the screen, without taking the focus. */
export function revealActiveFile(
  view: vscode.TreeView<RowSource>,
  store: PlanStore,
  roots: () => readonly RowSource[],
): vscode.Disposable {
  const reveal = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const folder = uri && store.find(uri);
    const path = uri && folder && pathIn(folder.planUri, uri);
    if (!view.visible || !path) return;
    const shows = (row: RowSource) => row.folder === folder && row.node.open?.path === path;
    // A click on a row opened the file: its row is selected already, and must stay so.
    if (view.selection.some(shows)) return;
    const row = findRow(roots(), (each) => shows(each) && each.node.open?.line === undefined);
    // The rows may have changed meanwhile; then there is nothing to select.
    if (row) view.reveal(row, { select: true, focus: false, expand: false }).then(undefined, () => undefined);
  };
  return vscode.Disposable.from(vscode.window.onDidChangeActiveTextEditor(reveal), view.onDidChangeVisibility(reveal));
}

/** The first match nearest to the top: a phase's row comes before that of its plan file. */
function findRow(rows: readonly RowSource[], matches: (row: RowSource) => boolean): RowSource | undefined {
  for (let level = [...rows]; level.length > 0; level = level.flatMap((row) => row.children)) {
    const found = level.find(matches);
    if (found) return found;
  }
  return undefined;
}
