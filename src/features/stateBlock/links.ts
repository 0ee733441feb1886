import * as vscode from 'vscode';
import { staysInside } from '../../core/folder/paths';
import type { PlanStore } from '../../editor/folders/store';
import { contextDocument } from '../../editor/folders/contextDocument';

/** Links on the paths in context and plan files: only to files that are there, and in the workspace folder. */
export class PathLinks implements vscode.DocumentLinkProvider {
  constructor(private readonly store: PlanStore) {}

  async provideDocumentLinks(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentLink[]> {
    const place = contextDocument(this.store, document);
    if (!place) return [];
    const { folder, path: own, isContextFile } = place;
    const { linksIn } = await import('../../core/context/links');
    const found = linksIn(document.getText(), own, isContextFile);
    const engine = await folder.engine();
    const targets = new Map<string, vscode.Uri | null>();
    for (const target of new Set(found.map((link) => link.path))) {
      // Also one that a symbolic link leads out of the folder is no file of it.
      const isFile = staysInside(target) && (await engine.kindOf(target)) === 'file';
      targets.set(target, isFile ? vscode.Uri.joinPath(folder.planUri, target) : null);
      if (token.isCancellationRequested) return [];
    }
    return found.flatMap(({ start, end, path: target }) => {
      const uri = targets.get(target);
      if (!uri) return [];
      const link = new vscode.DocumentLink(new vscode.Range(document.positionAt(start), document.positionAt(end)), uri);
      link.tooltip = `Open ${target}`;
      return [link];
    });
  }
}
