import * as vscode from 'vscode';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import { isPlanElsewhere, nextArguments } from '../../view/nextAction';
import { perform } from '../../editor/commands/perform';
import { commands as ids } from '../../ids';

/** *Initialize*: makes the context folder. What it made shows in the views, so no message says so. */
export function registerInit({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return commands.register(ids.init, { api: (options: object) => api.init(options), ask });
}

async function ask({ folder }: CommandPlace): Promise<{ created: string[] } | undefined> {
  const status = await folder.readStatus();
  const { next } = status;
  if (next && isPlanElsewhere(status)) {
    const anyway = 'Initialize Anyway';
    const otherwise = 'Initializing here will make a second context file, and the two will conflict in a merge.';
    const detail = `${next.title} to go on with it. ${otherwise}`;
    const message = 'Another branch has a plan.';
    const answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, next.title, anyway);
    if (answer === next.title)
      await vscode.commands.executeCommand(next.command, ...nextArguments(folder.uri, status, next));
    if (answer !== anyway) return undefined;
  }
  return perform(folder, 'Initializing', (engine) => engine.init());
}
