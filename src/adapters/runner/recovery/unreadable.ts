import path from 'node:path';
import { isThere } from '../../git/worktrees';
import { readError } from '../files/indexFile';
import { repositoryOf, type RunPlace } from '../ground/runPlace';
import type { JournalState } from '../journal/journalState';
import { placeOfStep } from '../steps/parts/worktree';

/** Why an operation's copies of the index, kept in `folder`, can't be put back; null when they can. */
export async function findUnreadable(
  place: RunPlace,
  { plan, records }: Pick<JournalState, 'plan' | 'records'>,
  folder: string,
): Promise<string | null> {
  for (const [position, { index }] of records.entries()) {
    const step = plan.steps[position];
    if (index === null || !step) continue;
    const there = await placeOfStep(place, step);
    if (!(await isThere(path.join(there.root, '.git'))) && there !== place) continue;
    const { gitDir } = await repositoryOf(there);
    const unread = await readError(place.exec, path.join(gitDir, 'index'), path.join(folder, index));
    if (unread !== null) return `git can’t read the copy of the index that was kept for that (${unread})`;
  }
  return null;
}
