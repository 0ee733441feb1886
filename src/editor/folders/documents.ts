import * as vscode from 'vscode';
import type { Documents } from '../../core/ports';
import { pathIn } from '../paths';
import { contextFolderOf } from '../settings';

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

/**
 * A file's text as its document shows it: without a BOM and mixed line endings, which are put back when it is saved.
 */
export function asShown(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
}

/** Where a part of such a text (by its offset and length) stands in its document. */
export function rangeIn(shown: string, offset: number, length: number): vscode.Range {
  return new vscode.Range(positionIn(shown, offset), positionIn(shown, offset + length));
}

function positionIn(shown: string, offset: number): vscode.Position {
  const lines = shown.slice(0, offset).split('\n');
  return new vscode.Position(lines.length - 1, lines.at(-1)?.length ?? 0);
}
