import * as vscode from 'vscode';
import { contextKeysOf, type ContextKeys } from './contextKeys';
import type { PlanStore } from './store';

/** Keeps the context keys those of the folder the user is in. */
export function syncContextKeys(store: PlanStore): vscode.Disposable {
  let last: Partial<ContextKeys> = {};
  const sync = () => {
    const snapshot = store.active?.snapshot;
    const keys = contextKeysOf(snapshot?.status ?? null, snapshot?.hasRepository ?? false);
    for (const [key, value] of Object.entries(keys)) {
      if (last[key as keyof ContextKeys] !== value) void vscode.commands.executeCommand('setContext', key, value);
    }
    last = keys;
  };
  return store.onDidChange(sync);
}
