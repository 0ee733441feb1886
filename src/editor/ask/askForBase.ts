import * as vscode from 'vscode';
import { settings } from '../../ids';
import type { PlanFolder } from '../folders/planFolder';
import { chooseBase } from '../settings';

const title = 'Base Branch';

/**
 * Asks which branch phases start from and merge into, and whether to keep that in the workspace's settings; else it
 * holds until the window is closed. Throws a `CancellationError` when the user left.
 */
export async function askForBase(folder: PlanFolder, candidates: readonly string[]): Promise<void> {
  const name = await vscode.window.showQuickPick([...candidates], {
    title,
    placeHolder: 'Which branch do phases start from and merge into?',
    ignoreFocusOut: true,
  });
  if (name === undefined) throw new vscode.CancellationError();
  const keep = { label: `Keep “${name}” in the Workspace Settings`, description: settings.baseBranch };
  const now = { label: 'Use It in This Window Alone' };
  const answer = await vscode.window.showQuickPick([keep, now], {
    title,
    placeHolder: `Phases start from “${name}”. Is that to be remembered?`,
    ignoreFocusOut: true,
  });
  if (answer === undefined) throw new vscode.CancellationError();
  if (answer === now) return chooseBase(folder.uri, name);
  const target = vscode.workspace.workspaceFile
    ? vscode.ConfigurationTarget.WorkspaceFolder
    : vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration(undefined, folder.uri).update(settings.baseBranch, name, target);
}
