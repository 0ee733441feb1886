import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import type { MergeDriver } from '../../core/ports';
import type { Deps } from '../../editor/deps';
import { showingProgress } from '../../editor/perform';
import type { PlanFolder } from '../../editor/planFolder';
import { contextFolderOf } from '../../editor/settings';
import { commands as ids } from '../../ids';

interface MergeDriverDeps extends Pick<Deps, 'store' | 'commands' | 'log'> {
  /** The driver in the repository of a folder. */
  driver: (folder: vscode.Uri) => Promise<MergeDriver>;
}

/** *Install Merge Driver* and *Remove Merge Driver*: git itself merges the context file by meaning, or no longer does. */
export function registerMergeDriver({ store, commands, log, driver }: MergeDriverDeps): vscode.Disposable {
  const seen = new WeakSet<PlanFolder>();
  /** Once per folder: the program and VS Code's own path change with each version. */
  const refresh = () => {
    if (!vscode.workspace.isTrusted) return;
    for (const folder of store.folders.filter((each) => each.snapshot?.hasRepository && !seen.has(each))) {
      seen.add(folder);
      driver(folder.uri)
        .then((it) => it.refresh())
        .catch((error: unknown) => log.error('Can’t bring the merge driver up to date.', error));
    }
  };

  refresh();
  return vscode.Disposable.from(
    store.onDidChange(refresh),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    commands.register(ids.installMergeDriver, {
      ask: async ({ folder }) => {
        await change('Installing the merge driver', folder, (it, file) => it.install(file));
        tell(
          'Git now merges the context file by meaning in this repository, on this machine. “Remove Merge Driver” undoes that.',
        );
      },
    }),
    commands.register(ids.uninstallMergeDriver, {
      ask: async ({ folder }) => {
        const removed = await change('Removing the merge driver', folder, (it, file) => it.remove(file));
        tell(
          removed
            ? 'Git merges the context file by line again.'
            : 'No merge driver is installed for this context file.',
        );
      },
    }),
  );

  async function change<T>(
    title: string,
    folder: PlanFolder,
    operation: (it: MergeDriver, contextFile: string) => Promise<T>,
  ): Promise<T> {
    if (!vscode.workspace.isTrusted) {
      throw new PlanError(
        'UNTRUSTED',
        'In restricted mode git’s configuration is not changed. Trust this folder first.',
      );
    }
    const contextFile = `${contextFolderOf(folder.uri)}/context.md`;
    return showingProgress(title, operation(await driver(folder.uri), contextFile));
  }
}

// Not awaited: the message may stand for minutes, and the command is over.
const tell = (message: string) => void vscode.window.showInformationMessage(message);
