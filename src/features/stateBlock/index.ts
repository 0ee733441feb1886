import * as vscode from 'vscode';
import type { Completion } from '../../core/context/complete';
import type { Deps } from '../../editor/commands/deps';
import { contextDocument } from '../../editor/folders/contextDocument';
import { PathLinks } from './links';

/** Help while the state block is written by hand: what fits, what keys mean, and links on every path. */
export function registerStateBlock({ store }: Pick<Deps, 'store'>): vscode.Disposable {
  const selector = { language: 'markdown', scheme: 'file' };
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(
      selector,
      {
        async provideCompletionItems(document, position) {
          const place = contextDocument(store, document);
          if (!place?.isContextFile) return [];
          const { plans = [], summaries = [] } = place.folder.snapshot?.library ?? {};
          const files = { plans: plans.map(({ path }) => path), summaries: summaries.map(({ path }) => path) };
          const { completeState } = await import('../../core/context/complete');
          return completeState(document.getText(), document.offsetAt(position), files).map((found, index) =>
            itemOf(document, found, index),
          );
        },
      },
      '"',
      ':',
    ),
    vscode.languages.registerHoverProvider(selector, {
      async provideHover(document, position) {
        if (!contextDocument(store, document)?.isContextFile) return null;
        const { keyAt } = await import('../../core/context/complete');
        const found = keyAt(document.getText(), document.offsetAt(position));
        return found && new vscode.Hover(new vscode.MarkdownString(found.description), rangeOf(document, found));
      },
    }),
    vscode.languages.registerDocumentLinkProvider(selector, new PathLinks(store)),
  );
}

const kinds: Record<Completion['kind'], vscode.CompletionItemKind> = {
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  path: vscode.CompletionItemKind.File,
};

function itemOf(document: vscode.TextDocument, found: Completion, index: number): vscode.CompletionItem {
  const item = new vscode.CompletionItem(found.label, kinds[found.kind]);
  const [before = '', after] = found.insert.split('$0');
  item.insertText =
    after === undefined ? before : new vscode.SnippetString().appendText(before).appendTabstop(0).appendText(after);
  item.range = rangeOf(document, found);
  // Compared with what stands in the range, a quote at its beginning included.
  item.filterText = found.kind === 'key' || before.startsWith('"') ? JSON.stringify(found.label) : found.label;
  item.sortText = String(index).padStart(4, '0');
  if (found.description !== null) item.documentation = new vscode.MarkdownString(found.description);
  if (after !== undefined) item.command = { title: 'Suggest', command: 'editor.action.triggerSuggest' };
  return item;
}

const rangeOf = (document: vscode.TextDocument, { start, end }: { start: number; end: number }) =>
  new vscode.Range(document.positionAt(start), document.positionAt(end));
