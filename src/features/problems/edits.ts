import * as vscode from 'vscode';
import { smallestEdit } from '../../core/markdown/edits';
import type { FileChange } from '../../core/problems/rule';
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
    if ((await currentText(uri)) !== old) return null;
    const { offset, length, text } = smallestEdit(old, asShown(after));
    if (length === 0 && text === '') continue;
    edit.replace(uri, new vscode.Range(positionIn(old, offset), positionIn(old, offset + length)), text);
  }
  return edit;
}

/** A document shows neither a BOM nor mixed line endings, and puts its own back when it is saved. */
function asShown(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
}

function positionIn(text: string, offset: number): vscode.Position {
  const lines = text.slice(0, offset).split('\n');
  return new vscode.Position(lines.length - 1, lines.at(-1)?.length ?? 0);
}

async function currentText(uri: vscode.Uri): Promise<string | null> {
  if (!(await exists(uri))) return null;
  return asShown((await vscode.workspace.openTextDocument(uri)).getText());
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
