import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { GitExec } from './exec';
import { mustRun, toWorkspacePath, type RepositoryPlace } from './repository';

/** Files that git was told not to look at, and that hold something else than the index. */
export async function readHidden(exec: GitExec, place: RepositoryPlace): Promise<string[]> {
  const { out } = await mustRun(exec, { args: ['ls-files', '-v', '--stage', '-z', '--full-name', ':(top)'] });
  const hidden = out.split('\0').flatMap((entry) => {
    const [, tag = '', mode = '', blob = '', file = ''] = /^(\S) (\d+) (\S+) \d\t([^]*)$/.exec(entry) ?? [];
    // `S` and lower case: https://git-scm.com/docs/git-ls-files
    return /^[Sa-z]$/.test(tag) ? [{ mode, blob, file }] : [];
  });
  const changed: string[] = [];
  for (const { mode, blob, file } of hidden) {
    if (await isChanged(exec, path.join(place.top, file), mode, blob)) changed.push(toWorkspacePath(place, file));
  }
  return changed;
}

/** What isn't there, as a sparse checkout leaves files out, holds nothing that could be lost. */
async function isChanged(exec: GitExec, file: string, mode: string, blob: string): Promise<boolean> {
  const stat = await fs.lstat(file).catch(() => null);
  if (stat === null || stat.isDirectory()) return false;
  if (stat.isSymbolicLink() !== (mode === '120000')) return true;
  const hash = stat.isSymbolicLink()
    ? await mustRun(exec, { args: ['hash-object', '--stdin'], input: await fs.readlink(file) })
    : await mustRun(exec, { args: ['hash-object', '--', file] });
  return hash.out.trim() !== blob;
}
