import * as vscode from 'vscode';
import type { MethodSettings } from '../core/ports';
import { contextFolderIn, mergedValue, ofType, settingsOf } from '../core/folder/methodSettings';
import { settings } from '../ids';

/** The settings the method reads, for one workspace folder. */
export function methodSettings(folder: vscode.Uri): MethodSettings {
  const read = settingsOf((id) => valueAt(folder, id));
  return { ...read, baseBranch: read.baseBranch || (chosenBases.get(folder.toString()) ?? '') };
}

/** The base branches that a person has named for this window, by their folders. */
const chosenBases = new Map<string, string>();

/** The base branch of a folder for as long as the window is open, where no setting names one. */
export function chooseBase(folder: vscode.Uri, name: string): void {
  chosenBases.set(folder.toString(), name);
}

/** As `contextFolderIn`. */
export function contextFolderOf(folder: vscode.Uri): string {
  return contextFolderIn(valueAt(folder, settings.contextFolder));
}

/** Whether the base's remote is fetched now and then. */
export function fetchesInBackground(folder: vscode.Uri): boolean {
  return readSetting(folder, settings.backgroundFetch, false);
}

/** Whether ticking a to-do asks for a commit message and commits. */
export function commitsTodos(folder: vscode.Uri): boolean {
  return readSetting(folder, settings.commitTodos, false);
}

const lensSettings = {
  master: settings.codeLensMaster,
  simple: settings.codeLensMaster,
  phase: settings.codeLensPhase,
  context: settings.codeLensContext,
} as const;

const lensPlaces = ['title', 'all', 'none'] as const;

/** Where a kind of file gets CodeLens buttons: above its title, above all that has some, or nowhere. */
export function lensesShown(folder: vscode.Uri, kind: keyof typeof lensSettings): (typeof lensPlaces)[number] {
  const id = lensSettings[kind];
  if (id !== settings.codeLensContext) return readSetting(folder, id, true) ? 'all' : 'none';
  const value = valueAt(folder, id);
  if (typeof value === 'boolean') return value ? 'all' : 'none';
  return lensPlaces.find((each) => each === value) ?? 'title';
}

export function onDidChangeLensSettings(listener: () => void): vscode.Disposable {
  const ids = new Set(Object.values(lensSettings));
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if ([...ids].some((id) => event.affectsConfiguration(id))) listener();
  });
}

/** Whether plan files have badges in the Explorer. */
export function showsBadges(folder: vscode.Uri): boolean {
  return readSetting(folder, settings.explorerBadges, true);
}

export function onDidChangeBadgeSetting(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(settings.explorerBadges)) listener();
  });
}

/** Which agent is run, and by which command where that is none of the known ones; as they are written. */
export function agentSettings(folder: vscode.Uri): { agent: unknown; agentCommand: unknown } {
  return { agent: valueAt(folder, settings.agent), agentCommand: valueAt(folder, settings.agentCommand) };
}

const methodSettingIds = [
  settings.contextFolder,
  settings.baseBranch,
  settings.branchPrefix,
  settings.fetchBeforeStart,
  settings.isolation,
  settings.forges,
  settings.problemSeverity,
];

/**
 * Those of the settings that the method reads which no file of the folder holds: the user's, and those of a workspace
 * of several folders.
 */
export function userSettings(folder: vscode.Uri): Record<string, unknown> {
  const isOfSeveral = vscode.workspace.workspaceFile !== undefined;
  const entries = methodSettingIds.flatMap((id): [string, unknown][] => {
    const found = vscode.workspace.getConfiguration(undefined, folder).inspect(id);
    const values = [found?.globalValue, isOfSeveral ? found?.workspaceValue : undefined];
    const value = mergedValue(values);
    return value === undefined ? [] : [[id, value]];
  });
  return Object.fromEntries(entries);
}

/** Runs `listener` when a setting that changes what the method does has changed. */
export function onDidChangeMethodSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if ([...methodSettingIds, 'git.path'].some((id) => event.affectsConfiguration(id))) listener();
  });
}

const readSetting = <T extends string | boolean>(folder: vscode.Uri, id: string, fallback: T): T =>
  ofType(valueAt(folder, id), fallback);

const valueAt = (folder: vscode.Uri, id: string): unknown =>
  vscode.workspace.getConfiguration(undefined, folder).get(id);
