import { promises as fs } from 'node:fs';
import path from 'node:path';
import { PlanError } from '../../../core/errors';
import { mustRun } from '../../git/repository';
import { execIn, isThere } from '../../git/worktrees';
import { deleteMade, branchStart, tipOf } from '../ground/tips';
import { changesNoFiles, type StepHandler, type StepOf } from './handler';
import { findWorktreeFolder, keepAdmin, mustFit, putAdminBack, takeDown } from './parts/worktree';

/** Checks a branch out in a folder of its own: the files of the one that the plan runs in stay as they are. */
export const worktreeAdd: StepHandler<StepOf<'worktreeAdd'>> = {
  touchesIndex: false,
  runsHooks: true,
  needsGit: true,
  isUndoable: true,
  commits: false,
  checksOut: ({ path: worktree, branch, at: commit }) => ({ worktree, branch, commit }),
  ...changesNoFiles,

  /** Throws `WRITE_FAILED` where the folder to be made is in the way: what is in it is never taken for ours. */
  async keep(place, step, copyAt) {
    const found = await findWorktreeFolder(place, step.path);
    if (await isInTheWay(found.folder)) {
      throw new PlanError(
        'WRITE_FAILED',
        `${step.path} is in the way: the worktree is to be made there. Move it away, then try again.`,
      );
    }
    return keepAdmin(found, copyAt('worktree'));
  },

  /** Throws `GIT_FAILED`, `WRITE_FAILED` for paths that are too long. */
  async act(place, step) {
    const { folder, admin } = await findWorktreeFolder(place, step.path);
    // Git remembers a worktree whose folder is gone, and would refuse to make another one there.
    if (admin !== null) await mustRun(place.exec, { args: ['worktree', 'remove', '--', folder], writes: true });
    const start = step.create ? await branchStart(place, step) : null;
    const what = start ? [...start.flags, '-b', step.branch, '--', folder, start.from] : ['--', folder, step.branch];
    const beforeRetry = step.create ? ['update-ref', '-d', `refs/heads/${step.branch}`, step.at] : undefined;
    const args = ['worktree', 'add', ...what];
    await mustFit(place, step.path, { args, writes: true, ...(beforeRetry ? { beforeRetry } : {}) });
    return {};
  },

  async isDone(place, step) {
    const { folder, admin } = await findWorktreeFolder(place, step.path);
    if (admin === null || !(await isThere(path.join(folder, '.git'))) || !(await isThere(path.join(admin, 'index')))) {
      return false;
    }
    // While git makes a worktree, it is locked.
    for (const lock of ['locked', 'index.lock']) if (await isThere(path.join(admin, lock))) return false;
    const { out, code } = await execIn(place.exec, folder)({ args: ['diff-files', '--name-only', '--diff-filter=D'] });
    return code === 0 && out === '';
  },

  /** Whether its folder is there, also where the repository was moved and git doesn't find it. */
  async isStillDone(place, step) {
    return isThere(path.join((await findWorktreeFolder(place, step.path)).folder, '.git'));
  },

  /** Takes the worktree away again, and the branch that was made with it, unless somebody has worked there since. */
  async undo(place, step, { kept, told }) {
    const tip = await tipOf(place, `refs/heads/${step.branch}`);
    if (tip !== '' && tip !== step.at) return void told.refs.push(`worktree ${step.path} and branch ${step.branch}`);
    told.left.push(...(await takeDown(place, step)));
    if (step.create) await deleteMade(place, step.branch, step);
    if (kept) await putAdminBack(place, kept);
  },
};

/** Also where a part of its path is a file. */
async function isInTheWay(folder: string): Promise<boolean> {
  return fs.lstat(folder).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
}
