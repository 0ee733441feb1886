import type { Git } from '../ports';

/** What a person types to get the history that a shallow clone lacks. */
export const WHOLE_HISTORY = 'git fetch --unshallow';

/**
 * Whether a shallow clone lacks commits of either, back to where they meet: what is compared without these proves that
 * something is there, and never that it isn’t.
 */
export async function isCutOff(git: Git, a: string, b: string): Promise<boolean> {
  const ends = await git.shallow();
  if (ends.length === 0) return false;
  const common = await git.mergeBase(a, b);
  if (common === null) return true;
  const since = await git.reachable(common, [a, b]);
  return ends.some((end) => since.has(end));
}
