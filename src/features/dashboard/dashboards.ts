import * as vscode from 'vscode';
import { Heads } from '../../editor/folders/heads';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { dashboardType } from '../../ids';
import { readState } from './messages';
import { DashboardPanel, type DashboardDeps } from './panel';

/** The dashboards of this window: one for each folder. */
export class Dashboards implements vscode.Disposable {
  readonly #panels = new Map<PlanFolder, DashboardPanel>();
  readonly #heads = new Heads();

  constructor(private readonly deps: DashboardDeps) {}

  /** Shows a folder's dashboard, in the active column or where it is already. */
  open(folder: PlanFolder): void {
    const panel = this.#panels.get(folder);
    if (panel) return panel.reveal();
    this.#show(vscode.window.createWebviewPanel(dashboardType, 'Dashboard', vscode.ViewColumn.Active), folder, null);
  }

  /** Brings one back after the window was loaded again; one of a folder that isn't open any more goes. */
  revive(panel: vscode.WebviewPanel, given: unknown): void {
    const state = readState(given);
    const { folders, active } = this.deps.store;
    const folder = state ? folders.find(({ uri }) => uri.toString() === state.folder) : active;
    if (folder && !this.#panels.has(folder)) this.#show(panel, folder, state?.chosen ?? null);
    else panel.dispose();
  }

  dispose(): void {
    for (const panel of [...this.#panels.values()]) panel.dispose();
  }

  #show(webview: vscode.WebviewPanel, folder: PlanFolder, chosen: string | null): void {
    const panel = new DashboardPanel(webview, { ...this.deps, folder, heads: this.#heads }, chosen);
    this.#panels.set(folder, panel);
    webview.onDidDispose(() => {
      this.#panels.delete(folder);
      panel.dispose();
    });
  }
}
