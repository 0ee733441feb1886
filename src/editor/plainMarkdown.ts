import type * as vscode from 'vscode';

/**
 * What VS Code's Markdown makes an address of even where it is escaped as VS Code escapes: `https:`, `www.`, `a@b.c`,
 * `<…>`.
 */
const OF_ADDRESSES = /([:.@<&])/;

/**
 * Appends a text of somebody's file, shown as it is written: it brings neither formatting nor a link, not even by an
 * address that stands in it bare.
 */
export function appendPlain(markdown: vscode.MarkdownString, text: string): void {
  for (const part of text.split(OF_ADDRESSES)) {
    if (OF_ADDRESSES.test(part)) markdown.appendMarkdown(part === '<' ? '&lt;' : part === '&' ? '&amp;' : `\\${part}`);
    else if (part !== '') markdown.appendText(part);
  }
}
