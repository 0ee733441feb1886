import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseContext } from '../../core/context/parse';
import type { Home } from '../../core/diskPort';
import { contextFileIn } from '../../core/folder/paths';
import { recordsWorktree } from '../../core/repository/worktree';
import { readText } from '../files';
import { findGitDirs, readPlain, withoutLinks } from './gitDirs';

/**
 * The folder itself, but for a linked worktree that the context file of its own repository's main work tree records:
 * then the same folder of that one. The links are checked both ways, and no program is run, so it works without trust
 * too.
 */
export async function findHome(folder: string, contextFolder: string): Promise<Home> {
  const git = await findGitDirs(folder);
  const itself = { root: folder };
  if (!git || git.own === git.common || git.main === null) return itself;
  const pointer = await readPlain(join(git.own, 'gitdir')).catch(() => '');
  if (
    pointer === '' ||
    (await withoutLinks(resolve(git.own, pointer.trim()))) !== (await withoutLinks(join(git.top, '.git')))
  )
    return itself;
  if ((await withoutLinks(dirname(git.own))) !== (await withoutLinks(join(git.common, 'worktrees')))) return itself;
  const inside = relative(await withoutLinks(git.main), await withoutLinks(git.top));
  if (inside === '' || inside.startsWith('..')) return itself;
  const root = join(git.main, git.inside);
  const text = await readText(root, contextFileIn(contextFolder)).catch(() => null);
  if (text === null) return itself;
  const worktree = inside.split(sep).join('/');
  return recordsWorktree(parseContext(text), worktree) ? { root, worktree } : itself;
}
