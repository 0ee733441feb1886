import * as vscode from 'vscode';
import type { Deps } from '../../editor/commands/deps';
import { libraryCommands, libraryContextKeys, views } from '../../ids';
import type { SortOrder } from './model';
import { LibraryProvider } from './provider';

/** The *Library* view: every plan, summary and archive of the context folder. */
export function registerLibrary(
  { store, commands }: Pick<Deps, 'store' | 'commands'>,
  memory: vscode.Memento,
): vscode.Disposable {
  const provider = new LibraryProvider(store);
  const view = vscode.window.createTreeView(views.library, { treeDataProvider: provider, showCollapseAll: true });
  const sortBy = async (order: SortOrder): Promise<void> => {
    provider.sortBy(order);
    if (memory.get(libraryContextKeys.sort, 'date') !== order) await memory.update(libraryContextKeys.sort, order);
    await vscode.commands.executeCommand('setContext', libraryContextKeys.sort, order);
  };
  void commands.guard(() => sortBy(memory.get(libraryContextKeys.sort) === 'title' ? 'title' : 'date'));
  return vscode.Disposable.from(
    view,
    provider,
    // A changed title is no change of the plan: after every reading, whoever caused it, the shown files are looked at.
    store.onDidRead((folder) => {
      if (view.visible) void provider.refreshTitles(folder);
    }),
    commands.registerForAll(libraryCommands.sortByDate, () => sortBy('date')),
    commands.registerForAll(libraryCommands.sortByTitle, () => sortBy('title')),
  );
}
