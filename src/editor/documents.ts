import * as vscode from 'vscode';
import type { Documents } from '../core/ports';
import { pathIn } from './paths';

/** The documents of one workspace folder that are open in an editor. */
export function openDocuments(folder: vscode.Uri): Documents {
  return {
    hasUnsavedChanges: (path) =>
      vscode.workspace.textDocuments.some((document) => document.isDirty && pathIn(folder, document.uri) === path),
  };
}
