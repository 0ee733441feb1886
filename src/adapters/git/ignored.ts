import { existsSync } from 'node:fs';
import path from 'node:path';
import { foldersAbove } from '../../core/folder/paths';
import type { GitExec, GitOutput } from './exec';
import { mustRun, toTopPath, toWorkspacePath, type RepositoryPlace } from './repository';
import { GITLINK } from './submodules';

/**
 * Those of the paths that git ignores and doesn't track, and those in a repository of its own (a submodule, a nested
 * one): git commits neither here.
 */
export async function readIgnored(exec: GitExec, place: RepositoryPlace, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  const asked = paths.map((each) => toTopPath(place, each));
  const nested = foldersAbove(asked).filter((folder) => existsSync(path.join(place.top, folder, '.git')));
  const output = await checkIgnored(exec, place, asked);
  // Git answers nothing at all where one is in a submodule, which may have no files here.
  const isRefused = output.code > 1;
  const others = isRefused || nested.length > 0 ? await otherRepositories(exec, asked, nested) : [];
  const own = asked.filter((each) => !others.some((folder) => each.startsWith(`${folder}/`)));
  if (own.length === asked.length) return matches(output.out).map((each) => toWorkspacePath(place, each));
  const ignored = new Set(own.length > 0 ? matches((await checkIgnored(exec, place, own)).out) : []);
  return paths.filter((_, index) => !own.includes(asked[index] ?? '') || ignored.has(asked[index] ?? ''));
}

/** Paths are given from the top of the work tree, the way they come back. */
function checkIgnored(exec: GitExec, place: RepositoryPlace, fromTop: readonly string[]): Promise<GitOutput> {
  const input = fromTop.map((each) => `${each}\0`).join('');
  const up = place.prefix === '' ? [] : ['-C', '../'.repeat(place.prefix.split('/').length - 1)];
  return exec({ args: [...up, 'check-ignore', '--verbose', '--non-matching', '-z', '--stdin'], input });
}

/**
 * The paths that a pattern fits. Git gives four fields for each path: the file of the pattern, its line, the pattern
 * and the path; the first is empty where none fits.
 */
function matches(out: string): string[] {
  const fields = out.split('\0');
  return fields.flatMap((each, index) => {
    const matched = index % 4 === 3 && fields[index - 3] !== '' && !fields[index - 1]?.startsWith('!');
    return matched ? [each] : [];
  });
}

/**
 * The folders above files that are other repositories: submodules, and `nested` ones, unless git tracks files in them
 * here all the same.
 */
async function otherRepositories(exec: GitExec, files: readonly string[], nested: string[]): Promise<string[]> {
  const folders = foldersAbove(files);
  const pathspec = folders.map((folder) => `:(top,literal)${folder}`);
  const { out } = await mustRun(exec, { args: ['ls-files', '--stage', '-z', '--full-name', '--', ...pathspec] });
  const entries = out.split('\0').map((line) => line.split('\t'));
  const tracked = entries.flatMap(([meta = '', file = '']) => (meta.startsWith(GITLINK) ? [] : [file]));
  const links = entries.flatMap(([meta = '', file = '']) => (meta.startsWith(GITLINK) ? [file] : []));
  const isFree = (folder: string): boolean => !tracked.some((file) => file.startsWith(`${folder}/`));
  return [...folders.filter((folder) => links.includes(folder)), ...nested.filter(isFree)];
}

/** The untracked files of the whole work tree that git ignores. */
export async function readIgnoredFiles(exec: GitExec, place: RepositoryPlace): Promise<string[]> {
  const { out } = await mustRun(exec, { args: ['status', '--porcelain=v1', '-z', '--ignored', '--no-renames'] });
  return out
    .split('\0')
    .filter((entry) => entry.startsWith('!! '))
    .map((entry) => toWorkspacePath(place, entry.slice(3)));
}
