import * as vscode from 'vscode';
import { contextDocument } from './contextDocument';
import type { PlanFolder } from './planFolder';
import type { PlanStore } from './store';

/** Long enough for a word to be typed out. */
const quietMs = 300;

/**
 * Reads a folder again when what is typed into its context file, and isn't saved, breaks the state block, changes what
 * is broken of it, or repairs it.
 */
export function followStateInEditors(store: PlanStore): vscode.Disposable {
  const timers = new Map<PlanFolder, NodeJS.Timeout>();
  const look = async (folder: PlanFolder, document: vscode.TextDocument): Promise<void> => {
    const { parseContext } = await import('../../core/context/parse');
    const isBroken = document.isDirty && !document.isClosed && parseContext(document.getText()).state === null;
    if (isBroken || folder.snapshot?.obstacle) void folder.refresh();
  };
  const changed = (document: vscode.TextDocument): void => {
    const place = contextDocument(store, document);
    if (!place?.isContextFile) return;
    const { folder } = place;
    clearTimeout(timers.get(folder));
    timers.set(
      folder,
      setTimeout(() => void look(folder, document), quietMs),
    );
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document }) => changed(document)),
    // Closed without being saved, it is as the file is again.
    vscode.workspace.onDidCloseTextDocument(changed),
    new vscode.Disposable(() => timers.forEach((timer) => clearTimeout(timer))),
  );
}
