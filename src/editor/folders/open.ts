import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import { staysInside } from '../../core/folder/paths';
import { lineOptions, uriIn } from '../paths';
import type { PlanFolder } from './planFolder';

/**
 * Whether a row or a button may open a path that a file names: what leads out of the folder, or to a pipe, is never
 * opened.
 */
export function isOpened(folder: PlanFolder, path: string): boolean {
  return staysInside(path) && !folder.snapshot?.closed.has(path);
}

/**
 * The file a workspace path names, links followed. Throws `OUTSIDE_WORKSPACE` for one that leaves the folder,
 * `PLAN_MISSING` for what is no file.
 */
export async function fileIn(folder: PlanFolder, path: string): Promise<vscode.Uri> {
  const uri = uriIn(folder.planUri, path);
  const kind = await (await folder.engine()).kindOf(path);
  if (kind === 'outside') {
    throw new PlanError(
      'OUTSIDE_WORKSPACE',
      `“${path}” is a link that leads out of the workspace folder, so it isn't opened. Put the file itself there instead.`,
    );
  }
  // Of one that isn't there, VS Code says so, and offers to make it.
  if (kind === 'file' || kind === 'missing') return uri;
  throw new PlanError('PLAN_MISSING', `“${path}” is not a file. Move it away, then try again.`);
}

/** Opens a file in an editor, at a line when one is given. Throws as `fileIn`. */
export async function openAt(folder: PlanFolder, path: string, line?: number): Promise<void> {
  const uri = await fileIn(folder, path);
  await vscode.commands.executeCommand('vscode.open', uri, lineOptions(line));
}

/** Opens a file in the group of editors beside the active one. Throws as `fileIn`. */
export async function openBeside(folder: PlanFolder, path: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', await fileIn(folder, path), vscode.ViewColumn.Beside);
}

/** What a click on a row runs to open a file, at a line when one is given. */
export function openCommand(folder: PlanFolder, { path, line }: { path: string; line?: number }): vscode.Command {
  const uri = vscode.Uri.joinPath(folder.planUri, path);
  return { command: 'vscode.open', title: 'Open', arguments: [uri, lineOptions(line)] };
}
