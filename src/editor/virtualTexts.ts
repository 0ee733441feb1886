import * as vscode from 'vscode';

/** Texts to be looked at that are no files: documents under a scheme of their own, which nobody can save. */
export interface VirtualTexts extends vscode.Disposable {
  /** A new document that is named as `like`. `read` is called when it is shown. */
  add(like: vscode.Uri, read: () => string | Promise<string>): vscode.Uri;
}

export function createVirtualTexts(scheme: string): VirtualTexts {
  const texts = new Map<string, () => string | Promise<string>>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri): string | Promise<string> => texts.get(uri.toString())?.() ?? '',
  });
  return {
    add(like, read) {
      // A document that was shown once keeps its text: each is a new one.
      const uri = like.with({ scheme, query: String(texts.size) });
      texts.set(uri.toString(), read);
      return uri;
    },
    dispose() {
      provider.dispose();
    },
  };
}
