import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import type { PlanFolder } from './planFolder';
import { staysInside } from '../../core/folder/paths';

/** Opens the folder as a worktree has it in a window of its own. `path`: from the top of the repository. */
export async function openWorktree(folder: PlanFolder, path: string): Promise<void> {
  const uri = await worktreeUri(folder, path);
  await vscode.commands.executeCommand('vscode.openFolder', uri, { forceNewWindow: true });
}

/** The folder as a worktree has it. `path`: from the top of the repository. Throws `OUTSIDE_WORKSPACE`. */
export async function worktreeUri({ planUri, disk }: PlanFolder, path: string): Promise<vscode.Uri> {
  const git = await disk.findGitDirs(planUri.fsPath);
  if (!git || !staysInside(path)) {
    throw new PlanError('OUTSIDE_WORKSPACE', `“${path}” is outside the repository, so it isn’t opened.`);
  }
  const worktree = vscode.Uri.joinPath(vscode.Uri.file(git.top), path);
  const same = vscode.Uri.joinPath(worktree, git.inside);
  return (await disk.exists(same.fsPath)) ? same : worktree;
}
