import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { GitDirs } from '../../core/diskPort';

/**
 * Finds the repository a folder is in by looking at files alone: no program is run, so it works without trust too. Of a
 * folder that is a link, it is the one that git finds: where the link leads to.
 */
export async function findGitDirs(folder: string): Promise<GitDirs | null> {
  const real = await withoutLinks(folder);
  for (let at = real; ; at = dirname(at)) {
    const own = await gitDirAt(join(at, '.git'));
    if (own !== null) return dirsOf({ top: at, inside: relative(at, real), own });
    if (dirname(at) === at) return null;
  }
}

async function dirsOf(tree: Pick<GitDirs, 'top' | 'inside' | 'own'>): Promise<GitDirs> {
  const common = await commonDirOf(tree.own);
  return { ...tree, common, main: basename(common) === '.git' ? dirname(common) : null };
}

/** A path as the same place is always called; what isn't there is called as it is written. */
export function withoutLinks(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** What `HEAD` holds: a branch's name or a commit. */
export function readHeadText(dirs: GitDirs): Promise<string> {
  return readOrEmpty(join(dirs.own, 'HEAD'));
}

async function gitDirAt(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return (await stat(join(path, 'HEAD')).catch(() => null)) ? path : null;
  if (!found?.isFile()) return null;
  // A worktree's or a submodule's `.git` is a file that points at the real one.
  const target = /^gitdir:\s*(.+?)\s*$/m.exec(await readOrEmpty(path))?.[1];
  return target ? resolve(dirname(path), target) : null;
}

async function commonDirOf(own: string): Promise<string> {
  const common = (await readOrEmpty(join(own, 'commondir'))).trim();
  return common ? resolve(own, common) : own;
}

const readOrEmpty = (path: string) => readPlain(path).catch(() => '');

/** The text of a file; empty for what is none, such as a pipe, whose other end nobody may ever open. */
export async function readPlain(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    return (await file.stat()).isFile() ? await file.readFile('utf8') : '';
  } finally {
    await file.close();
  }
}
