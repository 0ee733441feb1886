import { settings } from '../../ids';
import { isObject } from '../json/json';
import type { MethodSettings } from '../ports';
import type { RuleSeverities } from '../types';
import { staysInside } from './paths';

const defaultContextFolder = 'context';

/**
 * The settings the method reads, from what stands at their ids in a settings file or an editor: a value that can't be
 * used, as a hand-edited file may hold, counts as not set.
 */
export function settingsOf(valueOf: (id: string) => unknown): MethodSettings {
  return {
    contextFolder: contextFolderIn(valueOf(settings.contextFolder)),
    baseBranch: ofType(valueOf(settings.baseBranch), '').trim(),
    branchPrefix: ofType(valueOf(settings.branchPrefix), 'para/').trim(),
    fetchBeforeStart: ofType(valueOf(settings.fetchBeforeStart), true),
    isolation: valueOf(settings.isolation) === 'worktree' ? 'worktree' : 'branch',
    forges: textsIn(valueOf(settings.forges)),
    problems: severitiesIn(valueOf(settings.problemSeverity)),
  };
}

/** The context folder's path in a workspace folder, without a slash at its end; the default where it is of no use. */
export function contextFolderIn(value: unknown): string {
  return usableContextFolder(ofType(value, defaultContextFolder)) ?? defaultContextFolder;
}

/** A context folder as it was written, without a slash at its end; null for one outside the folder, or in a `.git`. */
export function usableContextFolder(written: string): string | null {
  const path = written
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '')
    .replace(/\/+$/, '');
  const parts = path.split('/');
  return staysInside(path) && !parts.includes('..') && !parts.some(isGitFolder) ? path : null;
}

/** Whether a file system may take a name for `.git`, as git itself judges paths (`core.protectNTFS`, `protectHFS`). */
export function isGitFolder(name: string): boolean {
  return /^(?:\.git|git~1)[ .]*(?::|$)/i.test(name.replace(/\p{Cf}/gu, ''));
}

function severitiesIn(value: unknown): RuleSeverities {
  const known = ['error', 'warning', 'info', 'off'];
  const entries = Object.entries(textsIn(value)).filter(([, severity]) => known.includes(severity));
  return Object.fromEntries(entries) as RuleSeverities;
}

/** An object's entries that are text. */
function textsIn(value: unknown): Record<string, string> {
  const entries = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A value of the type of `fallback`, or that. */
export function ofType<T extends string | boolean>(value: unknown, fallback: T): T {
  return typeof value === typeof fallback ? (value as T) : fallback;
}

/** What a setting in several places comes to: as in VS Code, objects are merged; of all else the last one counts. */
export function mergedValue(values: readonly unknown[]): unknown {
  const given = values.filter((value) => value !== undefined);
  return given.length > 0 && given.every(isObject) ? Object.fromEntries(given.flatMap(Object.entries)) : given.at(-1);
}
