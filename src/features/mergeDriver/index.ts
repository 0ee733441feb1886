import * as vscode from 'vscode';
import { Untrusted } from '../../core/errors';
import type { MergeDriver } from '../../core/ports';
import type { Deps } from '../../editor/commands/deps';
import { showingProgress } from '../../editor/commands/perform';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { commands as ids, mergeDriverContextKeys } from '../../ids';

interface MergeDriverDeps extends Pick<Deps, 'store' | 'commands' | 'log'> {
  /** The driver in the repository of a folder. */
  driver: (folder: vscode.Uri) => Promise<MergeDriver>;
}

/**
 * *Install Merge Driver* and *Remove Merge Driver*: git itself merges the context file by meaning, or no longer does.
 */
export function registerMergeDriver({ store, commands, log, driver }: MergeDriverDeps): vscode.Disposable {
  const seen = new WeakSet<PlanFolder>();
  const installed = new WeakMap<PlanFolder, boolean>();
  const know = (folder: PlanFolder, is: boolean) => {
    installed.set(folder, is);
    return offer();
  };
  const can = (is: boolean) => (folder: PlanFolder) => inRepository(folder) && installed.get(folder) !== is;
  const offer = () => offerIn(store.folders, can);
  /** Once per folder: the program and VS Code's own path change with each version. */
  const refresh = () => {
    void offer();
    if (!vscode.workspace.isTrusted) return;
    for (const folder of store.folders.filter((each) => inRepository(each) && !seen.has(each))) {
      seen.add(folder);
      driver(folder.uri)
        .then(async (it) => know(folder, await it.refresh(folder.contextFile)))
        .catch((error: unknown) => log.error('Can’t bring the merge driver up to date.', error));
    }
  };

  refresh();
  return vscode.Disposable.from(
    store.onDidChange(refresh),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    commands.register(ids.installMergeDriver, {
      need: { fits: can(true), none: noRepository('It is installed in every repository already.') },
      ask: async ({ folder }) => {
        await change('Installing the merge driver', folder, (it, file) => it.install(file));
        await know(folder, true);
        tell(
          'Git now merges the context file by meaning in this repository, on this machine. “Remove Merge Driver” undoes that.',
        );
      },
    }),
    commands.register(ids.uninstallMergeDriver, {
      need: { fits: can(false), none: noRepository('It is installed in no repository.') },
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
    if (!vscode.workspace.isTrusted) throw new Untrusted();
    return showingProgress(title, operation(await driver(folder.uri), folder.contextFile));
  }
}

const inRepository = ({ snapshot }: PlanFolder) => snapshot?.hasRepository === true;

const noRepository = (message: string) => ({ code: 'INVALID_ARGUMENT' as const, message });

/** The palette offers only what there is to do in one of the folders. */
async function offerIn(folders: readonly PlanFolder[], can: (is: boolean) => (folder: PlanFolder) => boolean) {
  await vscode.commands.executeCommand('setContext', mergeDriverContextKeys.canInstall, folders.some(can(true)));
  await vscode.commands.executeCommand('setContext', mergeDriverContextKeys.canUninstall, folders.some(can(false)));
}

// Not awaited: the message may stand for minutes, and the command is over.
const tell = (message: string) => void vscode.window.showInformationMessage(message);
