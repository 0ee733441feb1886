import * as vscode from 'vscode';
import { smallestEdit } from '../../core/markdown/edits';
import type { FileChange } from '../../core/problems/parts/rule';
import { asShown, rangeIn } from '../../editor/folders/documents';
import { uriIn } from '../../editor/paths';

/**
 * Changes as an edit that can be undone, each as small as it can be; null when a file no longer is what the change was
 * computed from. Throws `OUTSIDE_WORKSPACE`.
 */
export async function editOf(folder: vscode.Uri, changes: readonly FileChange[]): Promise<vscode.WorkspaceEdit | null> {
  const edit = new vscode.WorkspaceEdit();
  for (const { file, before, after } of changes) {
    const uri = uriIn(folder, file);
    if (before === null) {
      if (await exists(uri)) return null;
      edit.createFile(uri, { contents: new TextEncoder().encode(after) });
      continue;
    }
    const old = asShown(before);
    if (!(await shows(uri, old))) return null;
    const { offset, length, text } = smallestEdit(old, asShown(after));
    if (length === 0 && text === '') continue;
    edit.replace(uri, rangeIn(old, offset, length), text);
  }
  return edit;
}

/** How long VS Code may take to show what somebody has just written to a file, in milliseconds. */
const CATCHING_UP = 5000;

/**
 * Whether an editor of a file holds a text. One without changes of its own is given time to follow a file that does.
 */
async function shows(uri: vscode.Uri, text: string): Promise<boolean> {
  if (!(await exists(uri))) return false;
  const document = await vscode.workspace.openTextDocument(uri);
  const fits = (): boolean => asShown(document.getText()) === text;
  if (fits() || document.isDirty) return fits();
  if (asShown(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))) !== text) return false;
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      listening.dispose();
      resolve(fits());
    };
    const timer = setTimeout(end, CATCHING_UP);
    const listening = vscode.workspace.onDidChangeTextDocument(({ document: changed }) => {
      if (changed === document && (fits() || document.isDirty)) end();
    });
  });
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
