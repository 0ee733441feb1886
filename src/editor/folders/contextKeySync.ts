import * as vscode from 'vscode';
import { isSameData } from '../../core/sameData';
import { anyFolderKeysOf, contextKeysOf } from '../../view/contextKeys';
import { fileKeysOf } from '../../view/fileKeys';
import type { PlanStore } from './store';

/**
 * Keeps the context keys those of the folder that the status bar shows; what the palette offers, and lists of files,
 * are those of every folder.
 */
export function syncContextKeys(store: PlanStore): vscode.Disposable {
  let last: Record<string, unknown> = {};
  const sync = () => {
    const snapshot = store.active?.snapshot;
    const keys: Record<string, unknown> = {
      ...contextKeysOf(snapshot?.status ?? null, snapshot ?? { hasRepository: false, openPlans: [] }),
      ...anyFolderKeysOf(store.folders.flatMap((folder) => folder.snapshot ?? [])),
      ...keyedFiles(store),
    };
    for (const [key, value] of Object.entries(keys)) {
      if (!isSameData(last[key], value)) void vscode.commands.executeCommand('setContext', key, value);
    }
    last = keys;
  };
  return store.onDidChange(sync);
}

/** As `resourcePath` spells them: a menu can't compare a path with a part of one. */
function keyedFiles(store: PlanStore): Record<string, string[]> {
  const files: Record<string, string[]> = {};
  for (const { planUri, status, contextFile } of store.folders) {
    const keys = fileKeysOf(status, contextFile);
    for (const [key, paths] of Object.entries(keys)) {
      const here = paths.map((path) => vscode.Uri.joinPath(planUri, path).fsPath);
      files[key] = [...(files[key] ?? []), ...here];
    }
  }
  return files;
}
