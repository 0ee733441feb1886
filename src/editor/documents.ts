import * as vscode from 'vscode';
import type { Documents } from '../core/ports';
import { pathIn } from './paths';
import { contextFolderOf } from './settings';

/** The documents of one workspace folder that are open in an editor. */
export function openDocuments(folder: vscode.Uri): Documents {
  return {
    hasUnsavedChanges: (path) =>
      vscode.workspace.textDocuments.some((document) => document.isDirty && pathIn(folder, document.uri) === path),
  };
}

/** The documents of the folder's context folder with unsaved changes. */
export function unsavedContextDocuments(folder: vscode.Uri): vscode.TextDocument[] {
  const prefix = `${contextFolderOf(folder)}/`;
  return vscode.workspace.textDocuments.filter(
    (document) => document.isDirty && pathIn(folder, document.uri)?.startsWith(prefix),
  );
}

/** What they hold, by path: what a reading takes in place of the files. */
export function unsavedContextTexts(folder: vscode.Uri): Map<string, string> {
  return new Map(
    unsavedContextDocuments(folder).map((document) => [pathIn(folder, document.uri) ?? '', document.getText()]),
  );
}
