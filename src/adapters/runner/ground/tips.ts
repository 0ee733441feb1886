import { mustRun } from '../../git/repository';
import type { RunPlace } from './runPlace';

/** Where a ref points to; empty when there is none. */
export async function tipOf(place: RunPlace, ref: string): Promise<string> {
  return (await place.exec({ args: ['rev-parse', '--verify', '--quiet', ref] })).out.trim();
}

/** A branch that a step makes: at a commit, perhaps following the branch of a remote that it is made from. */
interface NewBranch {
  at: string;
  upstream?: string;
}

/**
 * What git is to make a branch from. Named by its remote's branch, it follows that one as git is set up to have it
 * (`branch.autoSetupMerge`); where that has moved from the commit meanwhile, it follows none.
 */
export async function branchStart(
  place: RunPlace,
  { at, upstream }: NewBranch,
): Promise<{ flags: string[]; from: string }> {
  const ref = `refs/remotes/${upstream ?? ''}`;
  const follows = upstream !== undefined && (await tipOf(place, ref)) === at;
  return follows ? { flags: [], from: ref } : { flags: ['--no-track'], from: at };
}

/**
 * Deletes a branch that a step has made at a commit; false when it has moved since, and holds somebody's work. Throws
 * `GIT_FAILED` when it can't be deleted.
 */
export async function deleteMade(place: RunPlace, branch: string, { at, upstream }: NewBranch): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  const tip = await tipOf(place, ref);
  if (tip === at) await mustRun(place.exec, { args: ['update-ref', '-d', ref, at], writes: true, withoutHooks: true });
  if (upstream !== undefined && (tip === '' || tip === at)) await unfollow(place, branch);
  return tip === '' || tip === at;
}

/** Git keeps whom a branch follows in its settings. */
async function unfollow(place: RunPlace, branch: string): Promise<void> {
  for (const key of ['remote', 'merge', 'rebase'])
    await place.exec({ args: ['config', '--local', '--unset', `branch.${branch}.${key}`], writes: true });
}
