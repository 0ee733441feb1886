import * as vscode from 'vscode';
import type { Deps } from '../../editor/commands/deps';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { userSettings } from '../../editor/settings';
import { terminalVariables } from '../../ids';

interface TerminalsDeps extends Pick<Deps, 'store' | 'log'> {
  environment: vscode.GlobalEnvironmentVariableCollection;
  /** Writes what runs the command-line program by its name; resolves to the folder for the PATH, and the variables. */
  install: () => Promise<{ path: string; variables: Readonly<Record<string, string>> }>;
}

/**
 * `phased-plans` in VS Code's terminals: on the PATH, with the user's own settings, in trusted folders with a context
 * folder alone.
 */
export function registerTerminals({ store, log, environment, install }: TerminalsDeps): vscode.Disposable {
  // Otherwise it would be there before it is known whether the folder is trusted.
  environment.persistent = false;
  environment.description = '`phased-plans`, the command-line program of Phased Plans';
  const given = new Map<string, string>();
  let installed: ReturnType<typeof install> | undefined;

  const follow = async (folder: PlanFolder): Promise<void> => {
    const workspaceFolder = vscode.workspace.getWorkspaceFolder(folder.uri);
    if (!workspaceFolder) return;
    const key = folder.uri.toString();
    const settings = isOffered(folder) ? JSON.stringify(userSettings(folder.uri)) : '';
    // Terminals are marked as out of date with every change.
    if (settings === (given.get(key) ?? '')) return;
    given.set(key, settings);
    const scoped = environment.getScoped({ workspaceFolder });
    scoped.clear();
    if (settings === '') return;
    const { path, variables } = await (installed ??= install());
    if (given.get(key) !== settings) return;
    // Behind the user's own, which is never hidden.
    scoped.append('PATH', path, { applyAtProcessCreation: true, applyAtShellIntegration: true });
    for (const [name, value] of Object.entries({ ...variables, [terminalVariables.settings]: settings })) {
      scoped.replace(name, value);
    }
  };
  const followAll = (): void => {
    for (const folder of store.folders) {
      follow(folder).catch((error: unknown) => log.error('Can’t put phased-plans on the PATH of terminals.', error));
    }
  };

  followAll();
  return vscode.Disposable.from(
    store.onDidChange(followAll),
    vscode.workspace.onDidGrantWorkspaceTrust(followAll),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('phasedPlans')) followAll();
    }),
    new vscode.Disposable(() => environment.clear()),
  );
}

function isOffered({ status }: PlanFolder): boolean {
  return vscode.workspace.isTrusted && status !== null && status.state !== 'uninitialized';
}
