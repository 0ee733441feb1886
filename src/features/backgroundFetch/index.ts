import * as vscode from 'vscode';
import { isPlanError } from '../../core/errors';
import type { Deps } from '../../editor/commands/deps';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { fetchesInBackground } from '../../editor/settings';

/** As often as the built-in Git extension does. */
const everyMs = 180_000;

/** Where the setting asks for it: fetches the base's remote now and then, so that a merge there shows by itself. */
export function registerBackgroundFetch({ store, log }: Pick<Deps, 'store' | 'log'>): vscode.Disposable {
  let underWay = false;
  const fetchAll = async () => {
    if (underWay || !vscode.workspace.isTrusted || !vscode.window.state.focused) return;
    underWay = true;
    try {
      for (const folder of store.folders) if (isWanted(folder)) await fetch(folder);
    } finally {
      underWay = false;
    }
  };

  async function fetch(folder: PlanFolder): Promise<void> {
    try {
      // Not in the folder's line: what the user does need not wait for a slow remote.
      await (await folder.engine()).fetch();
      await folder.refresh();
    } catch (error) {
      // Nobody asked for it just now, and the next one may do.
      const expected = isPlanError(error);
      log[expected ? 'debug' : 'error'](`Can't fetch in the background: ${String(error)}`);
    }
  }

  const timer = setInterval(() => void fetchAll(), everyMs);
  return new vscode.Disposable(() => clearInterval(timer));
}

function isWanted({ uri, status, busy }: PlanFolder): boolean {
  return !busy && Boolean(status?.plan) && fetchesInBackground(uri);
}
