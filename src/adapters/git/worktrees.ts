import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { Worktree } from '../../core/gitData';
import { WORKTREES } from '../../core/plan/names';
import type { GitExec } from './exec';
import { readIgnored } from './ignored';
import { mustRun, realPath, toWorkspacePath, type RepositoryPlace } from './repository';

/** Runs git in another folder. */
export function execIn(exec: GitExec, folder: string): GitExec {
  const there = (args: string[]): string[] => ['-C', folder, ...args];
  return ({ args, beforeRetry, ...command }) =>
    exec({ ...command, args: there(args), ...(beforeRetry ? { beforeRetry: there(beforeRetry) } : {}) });
}

/** The top of the main work tree. Null for a linked one of a repository that keeps its git directory elsewhere. */
export function mainTop(place: RepositoryPlace): string | null {
  if (place.linked === '') return place.top;
  return path.basename(place.commonDir) === '.git' ? path.dirname(place.commonDir) : null;
}

/** The same folder in another work tree: `worktree` is from the main one's top. Its top where it has no such folder. */
export async function folderIn(root: string, place: RepositoryPlace, worktree: string): Promise<string> {
  const top = path.resolve(mainTop(place) ?? root, worktree);
  const same = path.join(top, place.prefix);
  return (await isThere(same)) ? same : top;
}

/** What the port tells of work trees: see there. */
export async function readWorktrees(
  exec: GitExec,
  root: string,
  place: RepositoryPlace,
): Promise<{ linked: boolean; ignored: boolean; all: Worktree[] }> {
  const example = toWorkspacePath(place, `${WORKTREES}/phase`);
  const [ignored, all] = await Promise.all([readIgnored(exec, place, [example]), listAllWorktrees(exec, root, place)]);
  return { linked: place.linked !== '', ignored: ignored.length > 0, all };
}

/** Every work tree that git knows, the main one first, then the folders where the phases' are that it doesn't. */
async function listAllWorktrees(exec: GitExec, root: string, place: RepositoryPlace): Promise<Worktree[]> {
  const { out } = await mustRun(exec, { args: ['worktree', 'list', '--porcelain'] });
  const top = mainTop(place);
  const realTop = top === null ? null : await realPath(top);
  const known: Worktree[] = [];
  for (const [index, entry] of out.trim().split('\n\n').entries()) {
    const lines = entry.split('\n');
    const value = (name: string): string | null =>
      lines.find((line) => line === name || line.startsWith(`${name} `))?.slice(name.length + 1) ?? null;
    const folder = value('worktree') ?? '';
    const relative = index === 0 || realTop === null ? '' : path.relative(realTop, await realPath(folder));
    known.push({
      path: index > 0 && relative === '' ? folder : relative.replaceAll(path.sep, '/'),
      branch: value('branch')?.replace(/^refs\/heads\//, '') ?? null,
      exists: await isThere(path.join(folder, '.git')),
      known: true,
      locked: value('locked') !== null,
    });
  }
  const unknown = (await foldersIn(path.join(top ?? root, WORKTREES)))
    .map((name) => `${WORKTREES}/${name}`)
    .filter((each) => !known.some((other) => other.path === each));
  const others = unknown.map(async (each): Promise<Worktree> => {
    const pointer = await fs.lstat(path.join(top ?? root, each, '.git')).catch(() => null);
    return { path: each, branch: null, exists: pointer?.isFile() ?? false, known: false, locked: false };
  });
  return [...known, ...(await Promise.all(others))];
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export function isThere(file: string): Promise<boolean> {
  return fs.stat(file).then(
    () => true,
    () => false,
  );
}
