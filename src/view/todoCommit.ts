import { inShort } from '../core/errors';
import type { ForeseenTodoCommit } from '../core/workflow/todoCommit';

/** How many files are named. */
const NAMED = 6;

/** What a tick is going to commit, in a sentence; files that git doesn't know yet come first, and are named as such. */
export function describeTodoCommit({ staged, files, leftOut }: ForeseenTodoCommit): string {
  const sorted = files.toSorted((a, b) => Number(b.untracked) - Number(a.untracked));
  const names = sorted.map(({ path, untracked }) => (untracked ? `${path} (new)` : path));
  const what = files.length === 1 ? '1 file' : `${files.length} files`;
  const committed = `This will commit ${what}${staged ? ' (what is staged)' : ''}: ${inShort(names, NAMED)}.`;
  return leftOut.length > 0 ? `${committed} ${describeLeftOut(leftOut)}` : committed;
}

/** What a tick with a commit leaves out, in a sentence. */
export function describeLeftOut(leftOut: readonly string[]): string {
  const what = leftOut.length === 1 ? 'another repository' : 'other repositories';
  return `Changes in ${what} are left out: ${inShort(leftOut, NAMED)}.`;
}
