import * as vscode from 'vscode';
import type { MethodSettings } from '../core/ports';
import type { RuleSeverities } from '../core/types';
import type { Severity } from '../core/problems/parts/rule';
import { settings } from '../ids';
import { staysInside } from '../core/folder/paths';

const defaultContextFolder = 'context';

/** The settings the method reads, for one workspace folder; a value that can't be used counts as not set. */
export function methodSettings(folder: vscode.Uri): MethodSettings {
  return {
    contextFolder: contextFolderOf(folder),
    baseBranch: readSetting(folder, settings.baseBranch, '').trim(),
    branchPrefix: readSetting(folder, settings.branchPrefix, 'para/').trim(),
    fetchBeforeStart: readSetting(folder, settings.fetchBeforeStart, true),
    isolation: readSetting<string>(folder, settings.isolation, 'branch') === 'worktree' ? 'worktree' : 'branch',
    forges: readTexts(folder, settings.forges),
    problems: ruleSeverities(folder),
  };
}

/** The context folder's path in a workspace folder, without a slash at its end. */
export function contextFolderOf(folder: vscode.Uri): string {
  const path = readSetting(folder, settings.contextFolder, defaultContextFolder)
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '');
  return staysInside(path) && !path.split('/').includes('..') ? path : defaultContextFolder;
}

/** Whether the base's remote is fetched now and then. */
export function fetchesInBackground(folder: vscode.Uri): boolean {
  return readSetting(folder, settings.backgroundFetch, false);
}

/** Whether ticking a to-do asks for a commit message and commits. */
export function commitsTodos(folder: vscode.Uri): boolean {
  return readSetting(folder, settings.commitTodos, false);
}

function ruleSeverities(folder: vscode.Uri): RuleSeverities {
  const entries = Object.entries(readTexts(folder, settings.problemSeverity));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, Severity | 'off'] =>
      ['error', 'warning', 'info', 'off'].includes(entry[1]),
    ),
  );
}

/** An object's entries that are text: a hand-edited settings file may hold any other. */
function readTexts(folder: vscode.Uri, id: string): Record<string, string> {
  const value: unknown = vscode.workspace.getConfiguration(undefined, folder).get(id);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
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
  const value: unknown = vscode.workspace.getConfiguration(undefined, folder).get(id);
  if (typeof value === 'boolean') return value ? 'all' : 'none';
  return lensPlaces.find((each) => each === value) ?? 'title';
}

export function onDidChangeLensSettings(listener: () => void): vscode.Disposable {
  const ids = new Set(Object.values(lensSettings));
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if ([...ids].some((id) => event.affectsConfiguration(id))) listener();
  });
}

const methodSettingIds = [
  settings.contextFolder,
  settings.baseBranch,
  settings.branchPrefix,
  settings.fetchBeforeStart,
  settings.isolation,
  settings.forges,
  settings.problemSeverity,
  'git.path',
];

/** Runs `listener` when a setting that changes what the method does has changed. */
export function onDidChangeMethodSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (methodSettingIds.some((id) => event.affectsConfiguration(id))) listener();
  });
}

/** A hand-edited settings file may hold any type: one of the wrong type counts as not set. */
function readSetting<T extends string | boolean>(folder: vscode.Uri, id: string, fallback: T): T {
  const value: unknown = vscode.workspace.getConfiguration(undefined, folder).get(id);
  return typeof value === typeof fallback ? (value as T) : fallback;
}
