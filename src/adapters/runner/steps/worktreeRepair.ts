import { mustRun } from '../../git/repository';
import type { RunPlace } from '../ground/runPlace';
import { changesNoFiles, type StepHandler, type StepOf } from './handler';
import { findWorktreeFolder } from './parts/worktree';

/** Repairs and forgets; there is nothing in it to be taken back. */
export const worktreeRepair: StepHandler<StepOf<'worktreeRepair'>> = {
  touchesIndex: false,
  runsHooks: false,
  needsGit: true,
  isUndoable: false,
  commits: false,
  checksOut: () => null,
  ...changesNoFiles,

  async act(place, step) {
    if (step.repair.length > 0) {
      const folders = await worktreeFolders(place, step.repair);
      await mustRun(place.exec, { args: ['worktree', 'repair', '--', ...folders], writes: true });
    }
    for (const folder of await worktreeFolders(place, step.forget)) {
      await mustRun(place.exec, { args: ['worktree', 'remove', '--', folder], writes: true });
    }
    return {};
  },

  /** It costs nothing to do it again. */
  async isDone() {
    return false;
  },

  async isStillDone() {
    return true;
  },

  async undo() {
    // What is repaired stays so.
  },
};

async function worktreeFolders(place: RunPlace, worktrees: readonly string[]): Promise<string[]> {
  return Promise.all(worktrees.map(async (each) => (await findWorktreeFolder(place, each)).folder));
}
