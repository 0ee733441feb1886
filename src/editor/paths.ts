import * as vscode from 'vscode';
import { PlanError } from '../core/errors';
import { staysInside } from '../core/folder/paths';

/** The file a workspace path names. Throws `OUTSIDE_WORKSPACE` for one that leaves the folder. */
export function uriIn(folder: vscode.Uri, path: string): vscode.Uri {
  if (staysInside(path)) return vscode.Uri.joinPath(folder, path);
  throw new PlanError('OUTSIDE_WORKSPACE', `“${path}” is outside the workspace folder, so it isn't opened.`);
}

/** The path of a file relative to the folder, with `/`; null when it is elsewhere. */
export function pathIn(folder: vscode.Uri, file: vscode.Uri): string | null {
  if (file.scheme !== folder.scheme || file.authority !== folder.authority) return null;
  const root = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  return file.path.startsWith(root) ? file.path.slice(root.length) : null;
}

/** What `vscode.open` takes to place the cursor. */
export function lineOptions(line: number | undefined): vscode.TextDocumentShowOptions {
  return line === undefined ? {} : { selection: new vscode.Range(line, 0, line, 0) };
}
