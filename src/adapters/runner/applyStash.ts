import { inShort, PlanError } from '../../core/errors';
import { listPaths } from '../git/listings';
import { mustRun, toWorkspacePath } from '../git/repository';
import { repositoryOf, type RunPlace } from './ground/runPlace';
import { findStash, partsOf, type StashEntry } from './steps/parts/stash';

/**
 * Applies an entry of the stash by the name that a run gave it, and leaves it where it is. Judged first, since git
 * itself may leave half of the changes, or conflict markers. Throws `GIT_FAILED` and `DIRTY_TREE`.
 */
export async function applyStash(place: RunPlace, name: string): Promise<void> {
  const message = name.replace(/^stash@\{\d+\}: /, '');
  const entry = await findStash(place, null, message);
  if (!entry)
    throw new PlanError(
      'GIT_FAILED',
      `There is no stash “${message}” any more. “git stash list” names those there are; apply one by hand.`,
    );
  const { base, untracked } = await partsOf(place, entry);
  const tracked = await listPaths(place.exec, [
    'diff-tree',
    '-r',
    '--no-renames',
    '--name-only',
    '-z',
    base,
    entry.commit,
  ]);
  const added = untracked
    ? await listPaths(place.exec, ['ls-tree', '-r', '--full-tree', '--name-only', '-z', untracked])
    : [];
  const changed = await changedIn(place, [...tracked, ...added]);
  if (changed.length > 0) throw await refusedStash(place, entry, { paths: changed, why: 'uncommitted' });
  if (!(await merges(place, base, entry))) throw await refusedStash(place, entry, { paths: tracked, why: 'committed' });
  const apply = (...more: string[]) => ({ args: ['stash', 'apply', '--quiet', ...more, entry.commit], writes: true });
  // Where what was staged can't be staged again, git has changed nothing.
  if ((await place.exec(apply('--index'))).code !== 0) await mustRun(place.exec, apply());
}

/** Those of the paths that there are changes to, or that git doesn't know, but are there. */
async function changedIn(place: RunPlace, paths: readonly string[]): Promise<string[]> {
  const args = ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--ignored=matching'];
  // A folder that is ignored whole ends with a slash.
  const there = (await listPaths(place.exec, [...args, '--', ':(top)'])).map((line) =>
    line.slice(3).replace(/\/$/, ''),
  );
  const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
  return paths.filter((path) => there.some((each) => isIn(path, each) || isIn(each, path)));
}

/** Whether git merges the entry with HEAD by itself. A git older than 2.38 can't tell: then it does not. */
async function merges({ exec }: RunPlace, base: string, { commit }: StashEntry): Promise<boolean> {
  const commitOf = async (treeish: string, ...parent: string[]): Promise<string> =>
    (await mustRun(exec, { args: ['commit-tree', '-m', 'stash', ...parent, `${treeish}^{tree}`] })).out.trim();
  // The merge base is the one that is meant, however the branches lie.
  const from = await commitOf(base);
  const [ours, theirs] = [await commitOf('HEAD', '-p', from), await commitOf(commit, '-p', from)];
  return (await exec({ args: ['merge-tree', '--write-tree', ours, theirs] })).code === 0;
}

async function refusedStash(
  place: RunPlace,
  entry: StashEntry,
  { paths, why }: { paths: string[]; why: 'uncommitted' | 'committed' },
): Promise<PlanError> {
  const repository = await repositoryOf(place);
  const names = inShort(paths.map((path) => toWorkspacePath(repository, path)));
  const [code, text] =
    why === 'uncommitted'
      ? (['DIRTY_TREE', `there are changes to ${names} already. Commit or move those away, then try again`] as const)
      : ([
          'GIT_FAILED',
          `it can’t be merged with what is committed here (${names}). Merge by hand: “git stash apply ${entry.name}”`,
        ] as const);
  return new PlanError(code, `The stash isn’t applied, and stays in ${entry.name}: ${text}.`);
}
