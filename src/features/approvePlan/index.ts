import type * as vscode from 'vscode';
import type { Deps } from '../../editor/commands/deps';
import { perform } from '../../editor/commands/perform';
import { commands as ids } from '../../ids';

/** *Approve Plan*: marks the plan as approved. */
export function registerApprovePlan({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return commands.register(ids.approvePlan, {
    api: (options: { commit?: boolean }) => api.approvePlan(options),
    ask: ({ folder }) => perform(folder, 'Approving the plan', (engine) => engine.approvePlan()),
  });
}
