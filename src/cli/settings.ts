import { readText } from '../adapters/files';
import { mergedValue, settingsOf, usableContextFolder } from '../core/folder/methodSettings';
import { isObject, readJson, valueOf, type JsonObject } from '../core/json/json';
import type { MethodSettings } from '../core/ports';
import { settings, terminalVariables } from '../ids';
import { UsageError } from './usage';

export interface SettingsIn {
  folder: string;
  env: Readonly<Record<string, string | undefined>>;
  /** What flags say, by the ids of settings. */
  flags: Readonly<JsonObject>;
}

/**
 * The settings of a folder: the user's own, over these its `.vscode/settings.json`, over these the flags. A file that
 * can't be read counts as none.
 */
export async function settingsIn({ folder, env, flags }: SettingsIn): Promise<MethodSettings> {
  const user = objectIn(env[terminalVariables.settings] ?? '');
  const own = objectIn((await readText(folder, '.vscode/settings.json').catch(() => null)) ?? '');
  return settingsOf((id) => mergedValue([user[id], own[id], flags[id]]));
}

function objectIn(text: string): JsonObject {
  const { root } = readJson(text, { trailingCommas: true });
  const value = root && valueOf(root);
  return isObject(value) ? value : {};
}

/** The settings that flags stand for: what each sets, by the flag's value. Throws `UsageError` for one of no use. */
export const SETTING_FLAGS: Readonly<Record<string, (value: string | boolean) => JsonObject>> = {
  'context-folder': (value) => ({ [settings.contextFolder]: mustBeUsable(String(value)) }),
  'base-branch': (value) => ({ [settings.baseBranch]: value }),
  'branch-prefix': (value) => ({ [settings.branchPrefix]: value }),
  worktree: () => ({ [settings.isolation]: 'worktree' }),
  'no-worktree': () => ({ [settings.isolation]: 'branch' }),
  'no-fetch': () => ({ [settings.fetchBeforeStart]: false }),
};

function mustBeUsable(folder: string): string {
  if (usableContextFolder(folder) !== null) return folder;
  throw new UsageError(`--context-folder must be a folder below this one, and not in a “.git”: “${folder}” is not.`);
}
