// Files of a plan in editors.
import * as vscode from 'vscode';
import { FOLLOWS_WITHIN, folder, read } from './folder';

export const CONTEXT = 'context/context.md';
export const PLAN = {
  task: 'login',
  date: '2025-12-18',
  commit: true,
  phases: [{ name: 'One', steps: ['A'] }, { name: 'Two' }],
};

export const uriOf = (file: string) => vscode.Uri.file(`${folder()}/${file}`);

/**
 * Opens a file, and waits until its editor shows what the file holds: VS Code learns a moment later what others write.
 */
export async function open(file: string): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uriOf(file)));
  // Without a byte order mark, and with the same ending on every line.
  const plain = (text: string): string => text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  await until(`${file} shows what it holds`, () => plain(editor.document.getText()) === plain(read(file)));
  return editor;
}

export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + FOLLOWS_WITHIN + 19_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
