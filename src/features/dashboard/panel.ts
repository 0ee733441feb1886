import * as vscode from 'vscode';
import { errorMessage } from '../../core/errors';
import type { Deps } from '../../editor/commands/deps';
import type { Heads } from '../../editor/folders/heads';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { DashboardActions } from '../../view/dashboard/actions';
import type { EarlierPlan } from '../../view/dashboard/earlier';
import { escapeHtml } from '../../view/html';
import { graphOf } from '../../view/dashboard/graph';
import { layoutGraph, type Direction } from '../../view/dashboard/layout';
import { dashboardPage, type DashboardPage } from '../../view/dashboard/page';
import { runAction } from './act';
import { readEarlierPlans } from './earlier';
import { readMessage, type FromPage, type ToPage } from './messages';

export interface DashboardDeps extends Pick<Deps, 'commands' | 'store'> {
  /** The folder of the page's script and style. */
  media: vscode.Uri;
}

interface PanelDeps extends DashboardDeps {
  folder: PlanFolder;
  heads: Heads;
}

/** One dashboard: draws the page of a folder whenever its reading changes, and does what is pressed on it. */
export class DashboardPanel implements vscode.Disposable {
  #actions = new DashboardActions();
  #sent = '';
  #earlier: readonly EarlierPlan[] = [];
  #width = Infinity;
  readonly #subscription: vscode.Disposable;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly deps: PanelDeps,
    private chosen: string | null,
  ) {
    const { webview } = panel;
    const { store, media, folder } = deps;
    webview.options = { enableScripts: true, localResourceRoots: [media] };
    this.#subscription = vscode.Disposable.from(
      webview.onDidReceiveMessage((given) => {
        const message = readMessage(given);
        if (message) this.#hear(message);
      }),
      store.onDidChange((changed) => {
        if (!store.folders.includes(folder)) panel.dispose();
        else if (changed === undefined || changed === folder) this.#changed();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#draw()),
    );
    const page = this.#page();
    this.#actions = page.actions;
    panel.title = page.title;
    webview.html = shellHtml(webview, media, page.content.text);
    if (!folder.isRead) void folder.refresh();
    this.#changed();
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.panel.dispose();
  }

  #hear(message: FromPage): void {
    if (message.type === 'run') return this.#run(message.key);
    const before = this.#direction();
    this.#width = message.width;
    if (message.type === 'ready') this.#sent = '';
    if (message.type === 'ready' || this.#direction() !== before) this.#draw();
  }

  #run(key: string): void {
    const action = this.#actions.get(key);
    if (!action) return;
    if (action.kind === 'select') {
      this.chosen = String(action.phase);
      return this.#draw();
    }
    void this.deps.commands.guard(async (answers) => {
      try {
        await runAction(this.deps.folder, action, answers);
      } finally {
        // A box that was refused shows what is in the file again.
        this.#sent = '';
        this.#draw();
      }
    });
  }

  /** Earlier plans are read behind what is shown first. */
  #changed(): void {
    this.#draw();
    void readEarlierPlans(this.deps.folder, this.deps.heads).then((earlier) => {
      this.#earlier = earlier;
      this.#draw();
    });
  }

  #draw(): void {
    const { folder } = this.deps;
    const { title, content, actions } = this.#page();
    this.#actions = actions;
    if (this.panel.title !== title) this.panel.title = title;
    if (content.text === this.#sent) return;
    this.#sent = content.text;
    const state = { folder: folder.uri.toString(), chosen: this.chosen };
    const message: ToPage = { type: 'show', html: content.text, state };
    void this.panel.webview.postMessage(message);
  }

  #page(): DashboardPage {
    const { folder } = this.deps;
    const { snapshot, shown, error } = folder;
    return dashboardPage({
      folder: folder.uri,
      contextFile: folder.contextFile,
      reading: snapshot && shown && { ...snapshot, status: shown },
      error: error === null ? null : errorMessage(error),
      trusted: vscode.workspace.isTrusted,
      earlier: this.#earlier,
      chosen: this.chosen,
      direction: this.#direction(),
    });
  }

  /** Side by side where there is room for it, else below each other. */
  #direction(): Direction {
    const { shown } = this.deps.folder;
    return shown && layoutGraph(graphOf(shown), 'across').width > this.#width ? 'down' : 'across';
  }
}

/** The page around what is shown. Nothing but its own script and style is ever loaded or run in it. */
function shellHtml(webview: vscode.Webview, media: vscode.Uri, content: string): string {
  const nonce = crypto.randomUUID();
  const address = (name: string) => escapeHtml(webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString());
  const policy = [
    `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`,
    "form-action 'none'; base-uri 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Dashboard</title>
  <link rel="stylesheet" href="${address('dashboard.css')}">
</head>
<body>
  <main id="dashboard" tabindex="-1">${content}</main>
  <script nonce="${nonce}" src="${address('dashboard.js')}"></script>
</body>
</html>`;
}
