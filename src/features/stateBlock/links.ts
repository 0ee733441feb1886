import { promises as fs } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { linksIn } from '../../core/context/links';
import { staysInside } from '../../editor/paths';
import type { PlanStore } from '../../editor/store';
import { contextDocument } from './documents';

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
    const found = linksIn(document.getText(), own, isContextFile);
    const root = await fs.realpath(folder.planUri.fsPath).catch(() => folder.planUri.fsPath);
    const targets = new Map<string, vscode.Uri | null>();
    for (const target of new Set(found.map((link) => link.path))) {
      targets.set(target, await fileIn(folder.planUri, root, target));
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

/** The file that a path names, or null: also for one that a symbolic link leads out of the folder. */
async function fileIn(folder: vscode.Uri, root: string, target: string): Promise<vscode.Uri | null> {
  if (!staysInside(target)) return null;
  const uri = vscode.Uri.joinPath(folder, target);
  try {
    const real = await fs.realpath(uri.fsPath);
    const inside = real.startsWith(root + path.sep);
    return inside && (await fs.stat(real)).isFile() ? uri : null;
  } catch {
    return null; // Nothing is there.
  }
}
