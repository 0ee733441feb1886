import * as vscode from 'vscode';
import type { Documents } from '../../core/ports';
import { pathIn } from '../paths';
import type { PlanFolder } from './planFolder';

/** The documents of one workspace folder that are open in an editor. */
export function openDocuments(folder: vscode.Uri): Documents {
  const unsaved = (path: string): vscode.TextDocument | undefined =>
    vscode.workspace.textDocuments.find((document) => document.isDirty && pathIn(folder, document.uri) === path);
  return {
    hasUnsavedChanges: (path) => unsaved(path) !== undefined,
    unsavedText: (path) => unsaved(path)?.getText() ?? null,
  };
}

/** The documents of the folder's context folder with unsaved changes. */
export function unsavedContextDocuments(folder: PlanFolder): vscode.TextDocument[] {
  return [...unsavedByPath(folder).values()];
}

/** What they hold, by path: what a reading takes in place of the files. */
export function unsavedContextTexts(folder: PlanFolder): Map<string, string> {
  return new Map([...unsavedByPath(folder)].map(([path, document]) => [path, document.getText()]));
}

function unsavedByPath(folder: PlanFolder): Map<string, vscode.TextDocument> {
  return new Map(
    vscode.workspace.textDocuments.flatMap((document) => {
      const path = document.isDirty ? folder.contextPathOf(document.uri) : null;
      return path === null ? [] : [[path, document]];
    }),
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
