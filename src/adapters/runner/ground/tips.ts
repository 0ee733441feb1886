import { must } from '../../git/repository';
import type { RunPlace } from './runPlace';

/** Where a ref points to; empty when there is none. */
export async function tipOf(place: RunPlace, ref: string): Promise<string> {
  return (await place.exec({ args: ['rev-parse', '--verify', '--quiet', ref] })).out.trim();
}

/**
 * Deletes a branch that a step has made at a commit; false when it has moved since, and holds somebody's work. Throws
 * `GIT_FAILED` when it can't be deleted.
 */
export async function deleteMade(place: RunPlace, branch: string, at: string): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  const tip = await tipOf(place, ref);
  if (tip === at) await must(place.exec, { args: ['update-ref', '-d', ref, at], writes: true, withoutHooks: true });
  return tip === '' || tip === at;
}
