import * as vscode from 'vscode';
import type { Deps } from '../../editor/commands/deps';
import { extendMarkdown, type MarkdownEngine } from '../../view/preview/plugin';
import type { PreviewToken } from '../../view/preview/tokens';
import type { DocumentDrawer } from './drawer';

/** Plans, summaries and the context file in VS Code's Markdown preview. */
export interface MarkdownPreviews extends vscode.Disposable {
  /** VS Code asks for it when a Markdown file is first shown or looked into, perhaps before anything else. */
  extendMarkdownIt<T extends MarkdownEngine>(md: T): T;
}

export function registerPreview({ store, log }: Pick<Deps, 'store' | 'log'>): MarkdownPreviews {
  let drawer: DocumentDrawer | undefined;
  /** Whether a text was shown before the code that draws it was there. */
  let missed = false;
  const load = async () => {
    const { DocumentDrawer: Drawer } = await import('./drawer');
    drawer ??= new Drawer(store, log);
    if (missed) drawer.drawAgain();
  };
  const draw = (tokens: readonly PreviewToken[], source: string, env: unknown): PreviewToken[] | null => {
    const document = (env as { currentDocument?: unknown } | undefined)?.currentDocument;
    // Also a text that a command or a hover shows: it is of no document.
    if (!(document instanceof vscode.Uri) || document.scheme !== 'file') return null;
    missed ||= drawer === undefined;
    return drawer?.draw(document, tokens, source) ?? null;
  };
  return {
    extendMarkdownIt(md) {
      // Most windows show no preview: its code is loaded with the first, while VS Code makes ready for it.
      void load().catch((error: unknown) => log.error('Can’t load what draws plans in the preview.', error));
      return extendMarkdown(md, draw);
    },
    dispose: () => drawer?.dispose(),
  };
}
