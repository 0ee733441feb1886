import type { GitExec } from './exec';
import { mustRun } from './repository';

/**
 * A file that isn't as it is committed, by its path from the top of the work tree; one of another repository ends in
 * `/`.
 */
export interface UncommittedPath {
  path: string;
  /** Whether the index differs from HEAD. */
  isStaged: boolean;
  /** Whether the work tree differs from the index; untracked files do. */
  isUnstaged: boolean;
  /** Whether git knows nothing of it. */
  isUntracked: boolean;
}

/** What a command lists with `-z`, path by path. Throws those of git. */
export async function listPaths(exec: GitExec, args: readonly string[]): Promise<string[]> {
  const { out } = await mustRun(exec, { args: [...args] });
  return out.split('\0').filter((path) => path !== '');
}

/** The files that aren't as they are committed, untracked ones included, ignored ones left out. Throws those of git. */
export async function listUncommitted(exec: GitExec, pathspec: readonly string[] = []): Promise<UncommittedPath[]> {
  const status = ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--', ...pathspec];
  const entries = await listPaths(exec, status);
  return entries.map((entry) => ({
    path: entry.slice(3),
    isStaged: !/^[ ?!]/.test(entry),
    isUnstaged: entry[1] !== ' ',
    isUntracked: entry.startsWith('??'),
  }));
}

/** What git has of a file; the mode is `000000` where there is none. */
interface Version {
  mode: string;
  blob: string;
}

const asVersion = (mode: string, blob: string): Version => ({ mode, blob });

export interface Differing {
  path: string;
  from: Version;
  to: Version;
  /** Whether it has conflicts: then nothing of it is staged. */
  unmerged: boolean;
}

/**
 * The files that differ, as a command such as `diff-tree` tells them, by their paths from the top of the work tree.
 * Throws those of git.
 */
export async function listDiffering(exec: GitExec, command: string, ...args: string[]): Promise<Differing[]> {
  const options = ['--raw', '-z', '--no-renames', '--no-abbrev'];
  const fields = (await mustRun(exec, { args: [command, ...options, ...args] })).out.split('\0');
  const all: Differing[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [before = '', after = '', old = '', now = '', letter] = (fields[index] ?? '').slice(1).split(' ');
    const [from, to] = [asVersion(before, old), asVersion(after, now)];
    all.push({ path: fields[index + 1] ?? '', from, to, unmerged: letter === 'U' });
  }
  return all;
}
