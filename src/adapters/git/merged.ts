import type { GitExec } from './exec';
import { listPaths } from './listings';
import { mustRun, toTopPath, toWorkspacePath, type RepositoryPlace } from './repository';

/** More paths than this aren't named one by one on a command line. */
const MANY_PATHS = 200;

/**
 * Whether one commit of `from..to` carries the whole of `base..tip`, as a squash merge does. The folder `leftOut` is
 * not compared: two people's context files rarely agree.
 */
export async function patchIsIn(
  exec: GitExec,
  place: RepositoryPlace,
  o: { base: string; tip: string; from: string; to: string; leftOut: string },
): Promise<boolean> {
  const without = [':(top)', `:(top,exclude,literal)${toTopPath(place, o.leftOut)}`];
  const diff = ['--no-ext-diff', '--no-textconv', '--full-index', '--no-renames', '--no-color', '-p'];
  const whole = await mustRun(exec, { args: ['diff-tree', ...diff, o.base, o.tip, '--', ...without] });
  if (whole.out.trim() === '') return false;
  const [wanted] = await patchIds(exec, whole.out);
  const paths = await changedPaths(exec, o.base, o.tip, without);
  const where = paths.length > MANY_PATHS ? without : paths.map((path) => `:(top,literal)${path}`);
  const log = await mustRun(exec, {
    args: ['log', '--no-merges', '--format=medium', ...diff, `${o.from}..${o.to}`, '--', ...where],
  });
  return wanted !== undefined && (await patchIds(exec, log.out)).includes(wanted);
}

function changedPaths(exec: GitExec, from: string, to: string, where: string[] = []): Promise<string[]> {
  return listPaths(exec, ['diff-tree', '-r', '-z', '--name-only', '--no-renames', from, to, '--', ...where]);
}

async function patchIds(exec: GitExec, patches: string): Promise<string[]> {
  if (patches.trim() === '') return [];
  const { out } = await mustRun(exec, { args: ['patch-id', '--stable'], input: patches });
  return out
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '')
    .filter((id) => id !== '');
}

/**
 * The paths that would change in `into` by merging `commit`, conflicting ones included; null when this git can't tell
 * (older than 2.38). Neither the index nor the work tree takes part.
 */
export async function mergeWouldChange(
  exec: GitExec,
  place: RepositoryPlace,
  into: string,
  commit: string,
): Promise<string[] | null> {
  const merged = await exec({
    args: ['merge-tree', '--write-tree', '--name-only', '-z', '--no-messages', into, commit],
  });
  if (merged.code !== 0 && merged.code !== 1) return null;
  const [tree = '', ...conflicts] = merged.out.split('\0').filter((part) => part !== '');
  if (!/^[0-9a-f]{40,64}$/.test(tree)) return null;
  const paths = [...(await changedPaths(exec, into, tree)), ...conflicts];
  return [...new Set(paths)].map((path) => toWorkspacePath(place, path));
}
