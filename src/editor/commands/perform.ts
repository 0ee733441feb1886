import * as vscode from 'vscode';
import { isPlanError } from '../../core/errors';
import { BaseUntold } from '../../core/repository/base';
import type { TakenBack } from '../../core/runnerPort';
import type { Engine } from '../../core/workflow/engine';
import { askForBase } from '../ask/askForBase';
import { unsavedContextDocuments } from '../folders/documents';
import type { PlanFolder } from '../folders/planFolder';

/** What takes longer is shown in the status bar. */
const progressAfterMs = 500;
/** What takes longer still has a way to stop it. */
const cancelAfterMs = 2_000;

/**
 * Runs an operation a person asked for, with progress; after a while with a *Cancel* button. Cancelled, it ends what
 * git runs, takes back what it has changed, and rejects with `Cancelled`; what has come to its end by then stays. When
 * a file of the context folder has unsaved changes, offers to save it and goes on.
 */
export function perform<T>(folder: PlanFolder, title: string, operation: (engine: Engine) => Promise<T>): Promise<T> {
  return untilAnswered(folder, () => {
    const controller = new AbortController();
    return showingProgress(title, folder.run(operation, controller.signal), () => controller.abort());
  });
}

/** As `perform`, for what takes changes back: that is what a *Cancel* would come to. */
export function performUncancellable<T>(
  folder: PlanFolder,
  title: string,
  operation: (engine: Engine) => Promise<T>,
): Promise<T> {
  return untilAnswered(folder, () => showingProgress(title, folder.run(operation)));
}

/** Names what isn't as it was before, though everything of ours was taken back. */
export function sayWhatIsLeft({ left, hooked = [] }: TakenBack): void {
  if (left.length + hooked.length === 0) return;
  const also = hooked.length > 0 ? ` So was what ${hooked.join(', ')} had become while git’s hooks ran.` : '';
  const still = left.length > 0 ? ` Changed since by somebody else, and left as they are: ${left.join(', ')}.` : '';
  void vscode.window.showWarningMessage(`What it had changed was taken back.${also}${still}`);
}

/**
 * Tries; on unsaved changes in the context folder offers to save them, asks which the base branch is where that can't
 * be told, and tries again.
 */
export async function untilAnswered<T>(folder: PlanFolder, attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof BaseUntold) await askForBase(folder, error.candidates);
      else if (!isPlanError(error, 'CONTEXT_DIRTY') || !(await saveIfWanted(folder, error.message))) throw error;
    }
  }
}

/** What is over in an instant needs no progress, and would only flicker. */
export function showingProgress<T>(title: string, work: Promise<T>, cancel?: () => void): Promise<T> {
  const { Window, Notification } = vscode.ProgressLocation;
  const inStatusBar = () => void vscode.window.withProgress({ location: Window, title }, () => whenSettled(work));
  const withCancel = () =>
    void vscode.window.withProgress({ location: Notification, title, cancellable: true }, (_progress, token) => {
      const left = new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
      void left.then(cancel);
      return Promise.race([whenSettled(work), left]);
    });
  const timers = [setTimeout(inStatusBar, progressAfterMs), ...(cancel ? [setTimeout(withCancel, cancelAfterMs)] : [])];
  return work.finally(() => timers.forEach((timer) => clearTimeout(timer)));
}

const whenSettled = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    () => undefined,
  );

/**
 * Offers to save what the message is about. False when that is no unsaved text. Where VS Code can't save it, it has
 * said why itself.
 */
async function saveIfWanted(folder: PlanFolder, message: string): Promise<boolean> {
  const unsaved = unsavedContextDocuments(folder);
  if (unsaved.length === 0) return false;
  const answer = await vscode.window.showWarningMessage(message, 'Save and Retry');
  const saved = answer ? await Promise.all(unsaved.map((document) => document.save())) : [false];
  if (!saved.every(Boolean)) throw new vscode.CancellationError();
  return true;
}
