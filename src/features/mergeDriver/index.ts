import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import type { MergeDriver } from '../../core/ports';
import type { Deps } from '../../editor/deps';
import { showingProgress } from '../../editor/perform';
import type { PlanFolder } from '../../editor/planFolder';
import { contextFolderOf } from '../../editor/settings';
import { commands as ids, mergeDriverContextKeys } from '../../ids';

interface MergeDriverDeps extends Pick<Deps, 'store' | 'commands' | 'log'> {
  /** The driver in the repository of a folder. */
  driver: (folder: vscode.Uri) => Promise<MergeDriver>;
}

/** *Install Merge Driver* and *Remove Merge Driver*: git itself merges the context file by meaning, or no longer does. */
export function registerMergeDriver({ store, commands, log, driver }: MergeDriverDeps): vscode.Disposable {
  const seen = new WeakSet<PlanFolder>();
  const installed = new WeakMap<PlanFolder, boolean>();
  /** The palette offers only what there is to do. */
  const know = (folder: PlanFolder, is: boolean) => {
    installed.set(folder, is);
    return offer();
  };
  const offer = () => {
    const here = store.active && installed.get(store.active);
    return vscode.commands.executeCommand('setContext', mergeDriverContextKeys.installed, here);
  };
  /** Once per folder: the program and VS Code's own path change with each version. */
  const refresh = () => {
    void offer();
    if (!vscode.workspace.isTrusted) return;
    for (const folder of store.folders.filter((each) => each.snapshot?.hasRepository && !seen.has(each))) {
      seen.add(folder);
      driver(folder.uri)
        .then(async (it) => know(folder, await it.refresh(contextFileOf(folder))))
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
        await know(folder, true);
        tell(
          'Git now merges the context file by meaning in this repository, on this machine. “Remove Merge Driver” undoes that.',
        );
      },
    }),
    commands.register(ids.uninstallMergeDriver, {
      ask: async ({ folder }) => {
        const removed = await change('Removing the merge driver', folder, (it, file) => it.remove(file));
        await know(folder, false);
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
    return showingProgress(title, operation(await driver(folder.uri), contextFileOf(folder)));
  }
}

const contextFileOf = ({ uri }: PlanFolder) => `${contextFolderOf(uri)}/context.md`;

// Not awaited: the message may stand for minutes, and the command is over.
const tell = (message: string) => void vscode.window.showInformationMessage(message);
