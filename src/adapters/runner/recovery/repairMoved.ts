import { realPath } from '../../git/repository';
import { isThere } from '../../git/worktrees';
import type { RunPlace } from '../ground/runPlace';
import type { JournalState } from '../journal/journalState';
import { worktreesInSteps } from '../steps';
import { findWorktreeFolder } from '../steps/parts/worktree';

/** Git finds no worktree of a repository that was moved, until their links are repaired. */
export async function repairMoved(place: RunPlace, { folder, plan }: JournalState): Promise<void> {
  if ((await realPath(folder)) === (await realPath(place.root))) return;
  for (const each of worktreesInSteps(plan.steps)) {
    const found = (await findWorktreeFolder(place, each)).folder;
    // One that was half made has nothing to be repaired.
    if (await isThere(found)) await place.exec({ args: ['worktree', 'repair', '--', found], writes: true });
  }
}
