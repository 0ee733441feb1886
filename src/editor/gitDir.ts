import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Where git keeps what a work tree is made of. They differ in a linked worktree. */
export interface GitDirs {
  /** The top of the work tree. */
  top: string;
  /** Holds `HEAD`. */
  own: string;
  /** Holds the branches. */
  common: string;
}

/** Finds the repository a folder is in by looking at files alone: no program is run, so it works without trust too. */
export async function findGitDirs(folder: string): Promise<GitDirs | null> {
  for (let at = folder; ; at = dirname(at)) {
    const own = await gitDirAt(join(at, '.git'));
    if (own !== null) return { top: at, own, common: await commonDirOf(own) };
    if (dirname(at) === at) return null;
  }
}

/** What `HEAD` holds: a branch's name or a commit. */
export function readHead(dirs: GitDirs): Promise<string> {
  return readText(join(dirs.own, 'HEAD'));
}

async function gitDirAt(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) return (await stat(join(path, 'HEAD')).catch(() => null)) ? path : null;
  if (!found?.isFile()) return null;
  // A worktree's or a submodule's `.git` is a file that points at the real one.
  const target = /^gitdir:\s*(.+?)\s*$/m.exec(await readText(path))?.[1];
  return target ? resolve(dirname(path), target) : null;
}

async function commonDirOf(own: string): Promise<string> {
  const common = (await readText(join(own, 'commondir'))).trim();
  return common ? resolve(own, common) : own;
}

const readText = (path: string) => readFile(path, 'utf8').catch(() => '');
