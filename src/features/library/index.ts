import * as vscode from 'vscode';
import type { Deps } from '../../editor/deps';
import { views } from '../../ids';
import { LibraryProvider } from './provider';

/** The *Library* view: every plan, summary and archive of the context folder. */
export function registerLibrary({ store }: Pick<Deps, 'store'>): vscode.Disposable {
  const provider = new LibraryProvider(store);
  const view = vscode.window.createTreeView(views.library, { treeDataProvider: provider, showCollapseAll: true });
  return vscode.Disposable.from(view, provider);
}
