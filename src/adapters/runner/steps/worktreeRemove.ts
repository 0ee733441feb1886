import { promises as fs } from 'node:fs';
import path from 'node:path';
import { waitForLock } from '../../git/locks';
import { mustRun } from '../../git/repository';
import { execIn, isThere } from '../../git/worktrees';
import { removeEmptyFolder, type RunPlace } from '../ground/runPlace';
import type { KeptWorktree } from '../journal/journalState';
import { changesNoFiles, type StepHandler, type StepOf } from './handler';
import { findWorktreeFolder, keepAdmin, mustFit, putAdminBack } from './parts/worktree';

export const worktreeRemove: StepHandler<StepOf<'worktreeRemove'>> = {
  touchesIndex: false,
  runsHooks: false,
  needsGit: true,
  isUndoable: true,
  commits: false,
  checksOut: () => null,
  ...changesNoFiles,

  async keep(place, step, copyAt) {
    return keepAdmin(await findWorktreeFolder(place, step.path), copyAt('worktree'));
  },

  /** Throws `GIT_FAILED` when git finds something in it that would be lost, `GIT_BUSY` while it is locked. */
  async act(place, step) {
    const { folder, admin } = await findWorktreeFolder(place, step.path);
    // Somebody's git is at work in it.
    for (const lock of ['index.lock', 'HEAD.lock']) if (admin) await waitForLock(path.join(admin, lock));
    await mustFit(place, step.path, { args: ['worktree', 'remove', '--', folder], writes: true });
    await removeEmptyFolder(path.dirname(folder));
    return {};
  },

  isDone: isRemoved,
  isStillDone: isRemoved,

  async undo(place, step, { kept }) {
    const { folder } = await findWorktreeFolder(place, step.path);
    if (await isRemoved(place, step)) {
      // Git looks whether its branch is still free.
      const args = ['worktree', 'add', '--', folder, step.branch];
      await mustRun(place.exec, { args, writes: true, withoutHooks: true });
    } else if (kept !== null) {
      await undoHalf(place, folder, kept);
    }
  },
};

async function isRemoved(place: RunPlace, step: StepOf<'worktreeRemove'>): Promise<boolean> {
  const { folder, admin } = await findWorktreeFolder(place, step.path);
  return admin === null && !(await isThere(folder));
}

/**
 * Git takes its own part away even where it could not remove every file, so that comes back first; then what is
 * missing.
 */
async function undoHalf(place: RunPlace, folder: string, kept: KeptWorktree): Promise<void> {
  const admin = await putAdminBack(place, kept);
  const pointer = path.join(folder, '.git');
  if (!(await isThere(pointer))) {
    await fs.mkdir(folder, { recursive: true });
    await fs.writeFile(pointer, `gitdir: ${admin}\n`);
  }
  const exec = execIn(place.exec, folder);
  const { out: missing } = await mustRun(exec, { args: ['ls-files', '-z', '--deleted'] });
  if (missing === '') return;
  await mustRun(exec, { args: ['checkout-index', '--index', '-z', '--stdin'], input: missing, writes: true });
}
