import type { GitExec } from './exec';
import { must, toTopPath, toWorkspacePath, type RepositoryPlace } from './repository';

/** Those of the paths that git ignores and doesn't track. */
export async function readIgnored(exec: GitExec, place: RepositoryPlace, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  const input = paths.map((path) => `${toTopPath(place, path)}\0`).join('');
  // Paths are given from the top of the work tree, the way they come back.
  const up = place.prefix === '' ? [] : ['-C', '../'.repeat(place.prefix.split('/').length - 1)];
  const { out } = await exec({ args: [...up, 'check-ignore', '--verbose', '--non-matching', '-z', '--stdin'], input });
  const fields = out.split('\0');
  // Four fields for each path: the file of the pattern, its line, the pattern and the path; the first is empty where
  // none fits.
  return fields.flatMap((path, index) => {
    const matched = index % 4 === 3 && fields[index - 3] !== '' && !fields[index - 1]?.startsWith('!');
    return matched ? [toWorkspacePath(place, path)] : [];
  });
}

/** The untracked files of the whole work tree that git ignores. */
export async function readIgnoredFiles(exec: GitExec, place: RepositoryPlace): Promise<string[]> {
  const { out } = await must(exec, { args: ['status', '--porcelain=v1', '-z', '--ignored', '--no-renames'] });
  return out
    .split('\0')
    .filter((entry) => entry.startsWith('!! '))
    .map((entry) => toWorkspacePath(place, entry.slice(3)));
}
