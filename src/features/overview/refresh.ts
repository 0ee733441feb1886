import * as vscode from 'vscode';
import { isPlanError, isWithoutGit } from '../../core/errors';
import { showingProgress } from '../../editor/commands/perform';
import type { PlanFolder } from '../../editor/folders/planFolder';
import type { PlanStore } from '../../editor/folders/store';

/**
 * *Refresh*: reads every folder again, and those with a plan once more when their remotes were asked what has been
 * merged there. Where a remote can’t be reached, that is said, and what was read stands.
 */
export async function refresh(store: PlanStore): Promise<void> {
  await store.refresh();
  if (!vscode.workspace.isTrusted) return;
  const planned = store.folders.filter(({ status }) => Boolean(status?.plan));
  const reasons = (await Promise.all(planned.map(fetchIfPossible))).filter((reason) => reason !== null);
  if (reasons.length === 0) return;
  // Not waited for: the message may stand for minutes.
  void vscode.window.showInformationMessage(`The plan was read again, but nothing was fetched. ${reasons.join(' ')}`);
}

/**
 * Why it couldn’t be fetched, or null. Not in the folder’s line: what the user does need not wait for a slow remote.
 */
async function fetchIfPossible(folder: PlanFolder): Promise<string | null> {
  try {
    const engine = await folder.engine();
    await showingProgress('Fetching', engine.fetch());
    await folder.refresh();
    return null;
  } catch (error) {
    if (isPlanError(error, 'PULL_FAILED')) return error.message;
    if (isWithoutGit(error)) return null;
    throw error;
  }
}
