import * as vscode from 'vscode';
import type { RowSource } from './rows';

/** While rows are drawn again, VS Code names none of them for an instant. */
const tries = 10;
const pauseMs = 50;

/**
 * The row that has the focus. VS Code tells extensions of the selection alone, so the focused row is added to it (or
 * taken out) and put back, which opens nothing: it is the one that makes the difference.
 */
export async function focusedRow(view: vscode.TreeView<RowSource>): Promise<RowSource | undefined> {
  const toggled = async (): Promise<readonly RowSource[]> => {
    await vscode.commands.executeCommand('list.toggleSelection');
    return view.selection;
  };
  for (let left = tries; left > 0; left--) {
    const once = await toggled();
    const twice = await toggled();
    const row = once.find((each) => !twice.includes(each)) ?? twice.find((each) => !once.includes(each));
    if (row) return row;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return undefined;
}
