import type * as vscode from 'vscode';
import type { PlanFolder } from './planFolder';
import type { PlanStore } from './store';

/** Longer files are data: nobody writes them by hand, and parsing them at each key would be felt. */
const MOST_LINES = 20_000;

/** A document of a context folder, or undefined. */
export function contextDocument(
  store: PlanStore,
  document: vscode.TextDocument,
): { folder: PlanFolder; path: string; isContextFile: boolean } | undefined {
  const folder = store.find(document.uri);
  const path = folder?.contextPathOf(document.uri);
  if (!folder || path == null) return undefined;
  if (document.lineCount > MOST_LINES) return undefined;
  return { folder, path, isContextFile: path === folder.contextFile };
}
