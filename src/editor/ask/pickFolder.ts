import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import type { Need } from '../../view/offers';
import type { PlanFolder } from '../folders/planFolder';
import type { PlanStore } from '../folders/store';

/** Which folders a command can do something in, and what to say where none of several is one. */
export interface FolderNeed extends Pick<Need, 'none'> {
  fits(folder: PlanFolder): boolean;
}

/**
 * The folder a person means who hasn't said which: the only one where the command can do something, else the one that
 * is shown and edited; asks when that isn't plain, among those where it can. Resolves to undefined when they leave.
 * Throws `NO_FOLDER`, and what the command says where it can do nothing in any of several folders.
 */
export async function pickFolder(store: PlanStore, need: FolderNeed | undefined): Promise<PlanFolder | undefined> {
  const { folders } = store;
  const [only] = folders;
  if (!only) throw new PlanError('NO_FOLDER', 'No folder is open. Open one to plan in it.');
  // The engine says best why it can't.
  if (folders.length === 1) return only;
  await Promise.all(folders.filter((folder) => !folder.isRead).map((folder) => folder.refresh()));
  const able = folders.filter((folder) => need?.fits(folder) ?? true);
  const unread = folders.find((folder) => folder.error !== null);
  if (able.length === 0 && need && !unread) throw new PlanError(need.none.code, need.none.message);
  if (able.length <= 1) return able[0] ?? unread;
  const { active, edited } = store;
  const plain = [edited, active].filter((folder) => folder && able.includes(folder));
  if (edited && plain.length > 0 && plain.every((folder) => folder === plain[0])) return plain[0];
  return askForFolder(store, able);
}

/** What is shown is at hand. */
async function askForFolder(store: PlanStore, able: readonly PlanFolder[]): Promise<PlanFolder | undefined> {
  const { active } = store;
  const sorted = [...able].sort((a, b) => Number(b === active) - Number(a === active));
  const picked = await vscode.window.showQuickPick(
    sorted.map((folder) => ({
      label: folder.folder.name,
      description: folder.status?.plan?.title ?? folder.status?.state ?? '',
      folder,
    })),
    { title: 'Workspace Folder', placeHolder: 'Which folder?' },
  );
  if (picked) store.choose(picked.folder);
  return picked?.folder;
}
