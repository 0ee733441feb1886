import type * as vscode from 'vscode';
import type { Deps } from '../../editor/deps';
import { perform } from '../../editor/perform';
import { commands as ids } from '../../ids';

/** *Initialize*: makes the context folder. What it made shows in the views, so no message says so. */
export function registerInit({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return commands.register(ids.init, {
    api: (options: object) => api.init(options),
    ask: ({ folder }) => perform(folder, 'Initializing', (engine) => engine.init()),
  });
}
