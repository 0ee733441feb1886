import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import type { PlanFolder } from './planFolder';
import { staysInside } from '../../core/folder/paths';

/** Opens the folder as a worktree has it in a window of its own. `path`: from the top of the repository. */
export async function openWorktree({ planUri, disk }: PlanFolder, path: string): Promise<void> {
  const git = await disk.findGitDirs(planUri.fsPath);
  if (!git || !staysInside(path)) {
    throw new PlanError('OUTSIDE_WORKSPACE', `“${path}” is outside the repository, so it isn’t opened.`);
  }
  const worktree = vscode.Uri.joinPath(vscode.Uri.file(git.top), path);
  const same = vscode.Uri.joinPath(worktree, git.inside);
  const uri = (await disk.exists(same.fsPath)) ? same : worktree;
  await vscode.commands.executeCommand('vscode.openFolder', uri, { forceNewWindow: true });
}
