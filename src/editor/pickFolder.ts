import * as vscode from 'vscode';
import { PlanError } from '../core/errors';
import type { PlanFolder } from './planFolder';
import type { PlanStore } from './store';
import type { Target } from './target';

/**
 * The folder a person means: the one they clicked in, else the one they are in; asks when that isn't plain.
 * Resolves to undefined when they leave. Throws `NO_FOLDER`.
 */
export async function pickFolder(store: PlanStore, target: Target | undefined): Promise<PlanFolder | undefined> {
  if (target) return store.resolve(vscode.Uri.parse(target.folder));
  const { folders } = store;
  if (folders.length === 0) throw new PlanError('NO_FOLDER', 'No folder is open. Open one to plan in it.');
  const withPlan = folders.filter((folder) => folder.status?.plan);
  if (store.activeIsPlain || withPlan.length === 1) return store.activeIsPlain ? store.active : withPlan[0];
  const picked = await vscode.window.showQuickPick(
    folders.map((folder) => ({
      label: folder.folder.name,
      description: folder.status?.plan?.title ?? folder.status?.state ?? '',
      folder,
    })),
    { title: 'Workspace Folder', placeHolder: 'Which folder?' },
  );
  return picked?.folder;
}
