import * as vscode from 'vscode';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import { commands as ids, dashboardType } from '../../ids';
import type { Dashboards } from './dashboards';

/** *Open Dashboard*, and the dashboards that were open when the window was loaded again. */
export function registerDashboard(deps: Pick<Deps, 'commands' | 'store'> & { media: vscode.Uri }): vscode.Disposable {
  let made: Promise<Dashboards> | undefined;
  // Most windows never show one: its code is loaded with the first.
  const dashboards = () => (made ??= import('./dashboards').then(({ Dashboards: All }) => new All(deps)));
  return vscode.Disposable.from(
    deps.commands.register(ids.openDashboard, {
      ask: async ({ folder }: CommandPlace) => (await dashboards()).open(folder),
    }),
    vscode.window.registerWebviewPanelSerializer(dashboardType, {
      deserializeWebviewPanel: async (panel, state) => (await dashboards()).revive(panel, state),
    }),
    new vscode.Disposable(() => void made?.then((all) => all.dispose())),
  );
}
