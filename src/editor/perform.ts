import * as vscode from 'vscode';
import { isPlanError } from '../core/errors';
import type { Engine } from '../core/workflow/engine';
import { unsavedContextDocuments } from './documents';
import type { PlanFolder } from './planFolder';

/** What takes longer is shown, with a way to stop it where it can be stopped. */
const progressAfterMs = 500;

/**
 * Runs an operation a person asked for, with progress in the status bar. When a file of the context folder has unsaved
 * changes, offers to save it and goes on.
 */
export function perform<T>(folder: PlanFolder, title: string, operation: (engine: Engine) => Promise<T>): Promise<T> {
  return savingWhenAsked(folder, () => showingProgress(title, folder.run(operation)));
}

/**
 * As `perform`, with a notification that has a *Cancel* button. The operation calls `beforeChanges` when it has found out
 * what it needs and is about to change something: cancelled by then, it stops there; later nothing stops it, as git is
 * never left half-way.
 */
export function performCancellable<T>(
  folder: PlanFolder,
  title: string,
  operation: (engine: Engine, beforeChanges: () => void) => Promise<T>,
): Promise<T> {
  return savingWhenAsked(folder, () => {
    let state: 'judging' | 'changing' | 'cancelled' = 'judging';
    const beforeChanges = () => {
      if (state === 'cancelled') throw new vscode.CancellationError();
      state = 'changing';
    };
    const work = folder.run((engine) => operation(engine, beforeChanges));
    return new Promise<T>((resolve, reject) => {
      const cancel = () => {
        if (state !== 'judging') return;
        state = 'cancelled';
        // Nobody has to wait for the end of a fetch that is no longer wanted.
        reject(new vscode.CancellationError());
      };
      showingProgress(title, work, cancel).then(resolve, reject);
    });
  });
}

/** Tries; on unsaved changes in the context folder offers to save them, and tries again. */
export async function savingWhenAsked<T>(folder: PlanFolder, attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isPlanError(error, 'CONTEXT_DIRTY') || !(await saveAndRetry(folder, error.message))) throw error;
    }
  }
}

/** What is over in an instant needs no progress, and would only flicker. */
export function showingProgress<T>(title: string, work: Promise<T>, cancel?: () => void): Promise<T> {
  const options: vscode.ProgressOptions = cancel
    ? { location: vscode.ProgressLocation.Notification, title, cancellable: true }
    : { location: vscode.ProgressLocation.Window, title };
  const timer = setTimeout(
    () =>
      void vscode.window.withProgress(options, (_progress, token) => {
        const left = new Promise<void>((resolve) => {
          token.onCancellationRequested(() => {
            cancel?.();
            resolve();
          });
        });
        return Promise.race([settled(work), left]);
      }),
    progressAfterMs,
  );
  return work.finally(() => clearTimeout(timer));
}

const settled = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    () => undefined,
  );

async function saveAndRetry(folder: PlanFolder, message: string): Promise<boolean> {
  const unsaved = unsavedContextDocuments(folder.planUri);
  if (unsaved.length === 0) return false;
  const answer = await vscode.window.showWarningMessage(message, 'Save and Retry');
  if (!answer) throw new vscode.CancellationError();
  const saved = await Promise.all(unsaved.map((document) => document.save()));
  return saved.every(Boolean);
}
