import * as vscode from 'vscode';
import { isPlanError } from '../core/errors';
import type { Engine } from '../core/workflow/engine';
import { pathIn } from './paths';
import type { PlanFolder } from './planFolder';
import { contextFolderOf } from './settings';

/**
 * Runs an operation a person asked for, with progress in the status bar. When a file of the context folder has unsaved
 * changes, offers to save it and goes on.
 */
export async function perform<T>(
  folder: PlanFolder,
  title: string,
  operation: (engine: Engine) => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await showingProgress(title, folder.run(operation));
    } catch (error) {
      if (!isPlanError(error, 'CONTEXT_DIRTY') || !(await saveAndRetry(folder, error.message))) throw error;
    }
  }
}

/** What is over in an instant needs no progress, and would only flicker. */
export function showingProgress<T>(title: string, work: Promise<T>): Promise<T> {
  const timer = setTimeout(
    () => void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => settled(work)),
    400,
  );
  return work.finally(() => clearTimeout(timer));
}

const settled = (work: Promise<unknown>) => work.then(undefined, () => undefined);

async function saveAndRetry(folder: PlanFolder, message: string): Promise<boolean> {
  const unsaved = unsavedContextDocuments(folder);
  if (unsaved.length === 0) return false;
  const answer = await vscode.window.showWarningMessage(message, 'Save and Retry');
  if (!answer) throw new vscode.CancellationError();
  const saved = await Promise.all(unsaved.map((document) => document.save()));
  return saved.every(Boolean);
}

function unsavedContextDocuments(folder: PlanFolder): vscode.TextDocument[] {
  const prefix = `${contextFolderOf(folder.uri)}/`;
  return vscode.workspace.textDocuments.filter(
    (document) => document.isDirty && pathIn(folder.uri, document.uri)?.startsWith(prefix),
  );
}
