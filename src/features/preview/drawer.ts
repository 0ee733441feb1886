import * as vscode from 'vscode';
import type { PlanFolder } from '../../editor/folders/planFolder';
import type { PlanStore } from '../../editor/folders/store';
import type { Log } from '../../editor/log';
import { drawDocument } from '../../view/preview/draw';
import { isDrawn, type PreviewSubject } from '../../view/preview/subject';
import { toldOf } from '../../view/preview/strip';
import type { PreviewToken } from '../../view/preview/tokens';

/** The preview, in a tab of its own and in place of the editor. */
const previewTypes = ['markdown.preview', 'vscode.markdown.preview.editor'];

/** Draws the documents of context folders, and has them drawn again when what is said of their plan has changed. */
export class DocumentDrawer implements vscode.Disposable {
  /** What was said of the plan in each document that was drawn; its own text VS Code follows by itself. */
  readonly #told = new Map<string, string>();
  readonly #subscription: vscode.Disposable;

  constructor(
    private readonly store: PlanStore,
    private readonly log: Log,
  ) {
    this.#subscription = vscode.Disposable.from(
      store.onDidChange(() => this.#follow()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#follow()),
    );
  }

  /** The tokens to show in place of a document's own; null for one that isn't ours, and in restricted mode. */
  draw(document: vscode.Uri, tokens: readonly PreviewToken[], source: string): PreviewToken[] | null {
    const place = this.#placeOf(document);
    if (!place) return null;
    const subject = subjectOf(place.folder, place.path);
    this.#told.set(document.toString(), told(subject));
    if (!vscode.workspace.isTrusted) return null;
    try {
      return drawDocument(subject, tokens, source);
    } catch (error) {
      this.log.error(`Can’t draw ${place.path} in the preview.`, error);
      return null;
    }
  }

  /** Has every preview drawn again, if there is one. */
  drawAgain(): void {
    this.#told.clear();
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    if (tabs.some(isPreview)) void vscode.commands.executeCommand('markdown.preview.refresh');
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #follow(): void {
    const hasChanged = [...this.#told].some(([key, before]) => {
      const place = this.#placeOf(vscode.Uri.parse(key, true));
      return place && told(subjectOf(place.folder, place.path)) !== before;
    });
    if (hasChanged) this.drawAgain();
  }

  #placeOf(document: vscode.Uri): { folder: PlanFolder; path: string } | null {
    const folder = this.store.find(document);
    const path = folder?.contextPathOf(document);
    if (!folder || path == null || !isDrawn(path, folder.contextFolder, folder.contextFile)) return null;
    return { folder, path };
  }
}

function subjectOf(folder: PlanFolder, path: string): PreviewSubject {
  const { contextFile, snapshot, shown } = folder;
  const { plans = [], summaries = [], archives = [], research = [] } = snapshot?.library ?? {};
  const library = [plans, summaries, archives, research].flat().map((file) => file.path);
  const files = [contextFile, ...library].filter((each) => !snapshot?.closed.has(each));
  const reading = snapshot && shown && { branches: snapshot.branches, status: shown };
  return { path, contextFile, reading, files: new Set(files) };
}

const told = (subject: PreviewSubject): string => `${vscode.workspace.isTrusted} ${toldOf(subject)}`;

function isPreview({ input }: vscode.Tab): boolean {
  if (!(input instanceof vscode.TabInputWebview) && !(input instanceof vscode.TabInputCustom)) return false;
  // VS Code puts something of its own before the type of a webview.
  return previewTypes.some((type) => input.viewType === type || input.viewType.endsWith(`-${type}`));
}
