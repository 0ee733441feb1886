import * as vscode from 'vscode';
import type { Deps } from '../../editor/deps';
import { libraryCommands, libraryContextKeys, views } from '../../ids';
import type { SortOrder } from './model';
import { LibraryProvider } from './provider';

/** The *Library* view: every plan, summary and archive of the context folder. */
export function registerLibrary({ store }: Pick<Deps, 'store'>): vscode.Disposable {
  const provider = new LibraryProvider(store);
  const view = vscode.window.createTreeView(views.library, { treeDataProvider: provider, showCollapseAll: true });
  const sortBy = async (order: SortOrder): Promise<void> => {
    provider.sortBy(order);
    await vscode.commands.executeCommand('setContext', libraryContextKeys.sort, order);
  };
  return vscode.Disposable.from(
    view,
    provider,
    // A changed title is no change of the plan, so the store says nothing of it.
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (view.visible && store.find(uri)) provider.refresh();
    }),
    // Not through the registry: in a workspace of several folders it would ask for one, and the order is that of them all.
    vscode.commands.registerCommand(libraryCommands.sortByDate, () => sortBy('date')),
    vscode.commands.registerCommand(libraryCommands.sortByTitle, () => sortBy('title')),
  );
}
