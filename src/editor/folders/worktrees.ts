import * as vscode from 'vscode';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PlanError } from '../../core/errors';
import { findGitDirs } from './gitDir';
import type { PlanFolder } from './planFolder';
import { staysInside } from '../../core/folder/paths';

/** Opens the folder as a worktree has it in a window of its own. `path`: from the top of the repository. */
export async function openWorktree({ planUri }: PlanFolder, path: string): Promise<void> {
  const git = await findGitDirs(planUri.fsPath);
  if (!git || !staysInside(path)) {
    throw new PlanError('OUTSIDE_WORKSPACE', `“${path}” is outside the repository, so it isn’t opened.`);
  }
  const same = join(git.top, path, git.inside);
  const there = await stat(same).catch(() => null);
  const uri = vscode.Uri.file(there ? same : join(git.top, path));
  await vscode.commands.executeCommand('vscode.openFolder', uri, { forceNewWindow: true });
}
