import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { parseContext } from '../../core/context/parse';
import { LARGEST_FILE } from '../../core/limits';
import { recordsWorktree } from '../../core/repository/worktree';
import { findGitDirs, readPlain, withoutLinks } from './gitDir';

/** Where the plan of a folder is kept. */
export interface Home {
  /** The folder with the context file. */
  root: string;
  /** The phase's worktree that the folder is, from the top of the main one; left out for every other folder. */
  worktree?: string;
}

/**
 * The folder itself, but for a linked worktree that the context file of its own repository's main work tree records:
 * then the same folder of that one. The links are checked both ways, and no program is run, so it works without trust
 * too.
 */
export async function findHome(folder: string, contextFolder: string): Promise<Home> {
  const git = await findGitDirs(folder);
  const itself = { root: folder };
  if (!git || git.own === git.common || basename(git.common) !== '.git') return itself;
  const pointer = await readPlain(join(git.own, 'gitdir')).catch(() => '');
  if (
    pointer === '' ||
    (await withoutLinks(resolve(git.own, pointer.trim()))) !== (await withoutLinks(join(git.top, '.git')))
  )
    return itself;
  if ((await withoutLinks(dirname(git.own))) !== (await withoutLinks(join(git.common, 'worktrees')))) return itself;
  const main = dirname(git.common);
  const inside = relative(await withoutLinks(main), await withoutLinks(git.top));
  if (inside === '' || inside.startsWith('..')) return itself;
  const root = join(main, git.inside);
  const file = join(root, contextFolder, 'context.md');
  const found = await stat(file).catch(() => null);
  if (!found?.isFile() || found.size > LARGEST_FILE) return itself;
  const worktree = inside.split(sep).join('/');
  return recordsWorktree(parseContext(await readPlain(file)), worktree) ? { root, worktree } : itself;
}
