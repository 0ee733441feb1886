import { readText } from '../adapters/files';
import { settingsOf } from '../core/folder/methodSettings';
import { isObject, readJson, valueOf, type JsonObject } from '../core/json/json';
import type { MethodSettings } from '../core/ports';
import { settings } from '../ids';

export interface SettingsIn {
  folder: string;
  env: Readonly<Record<string, string | undefined>>;
  /** What flags say, by the ids of settings. */
  flags: Readonly<JsonObject>;
}

/** Holds the user's own settings as JSON, in the terminals of VS Code. */
const SETTINGS_VARIABLE = 'PHASED_PLANS_SETTINGS';

/**
 * The settings of a folder: the user's own, over these its `.vscode/settings.json`, over these the flags. A file that
 * can't be read counts as none.
 */
export async function settingsIn({ folder, env, flags }: SettingsIn): Promise<MethodSettings> {
  const user = objectIn(env[SETTINGS_VARIABLE] ?? '');
  const own = objectIn((await readText(folder, '.vscode/settings.json').catch(() => null)) ?? '');
  return settingsOf((id) => {
    const values = [user[id], own[id], flags[id]].filter((value) => value !== undefined);
    // As in VS Code, objects are merged, and of all else the nearest counts.
    return values.every(isObject) && values.length > 0 ? Object.assign({}, ...values) : values.at(-1);
  });
}

function objectIn(text: string): JsonObject {
  const { root } = readJson(text, { trailingCommas: true });
  const value = root && valueOf(root);
  return isObject(value) ? value : {};
}

/** The settings that flags stand for: what each sets, by the flag's value. */
export const SETTING_FLAGS: Readonly<Record<string, (value: string | boolean) => JsonObject>> = {
  'context-folder': (value) => ({ [settings.contextFolder]: value }),
  'base-branch': (value) => ({ [settings.baseBranch]: value }),
  'branch-prefix': (value) => ({ [settings.branchPrefix]: value }),
  worktree: () => ({ [settings.isolation]: 'worktree' }),
  'no-worktree': () => ({ [settings.isolation]: 'branch' }),
  'no-fetch': () => ({ [settings.fetchBeforeStart]: false }),
};
