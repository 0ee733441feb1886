import { existsSync } from 'node:fs';
import { PlanError } from '../../../core/errors';
import { insideRoot } from '../../files';
import { must, pathspecs } from '../../git/repository';
import { isThere } from '../../git/worktrees';
import { compareTree, repairTree } from '../files/tree';
import { headOf } from '../ground/runPlace';
import type { StepHandler, StepOf } from './handler';

export const bring: StepHandler<StepOf<'bring'>> = {
  touchesIndex: false,
  runsHooks: false,
  needsGit: true,
  isUndoable: true,
  ownFiles: ({ path }) => [path],

  async act(place, step) {
    if (existsSync(insideRoot(place.root, step.path))) {
      throw new PlanError(
        'CONTEXT_CHANGED',
        `“${step.path}” is in the way of the file of that name that is to be brought along. Move it away, then try again.`,
      );
    }
    const args = ['restore', `--source=${step.at}`, '--worktree', '--', ...pathspecs([step.path])];
    await must(place.exec, { args, writes: true });
    return {};
  },

  /** Half of it may be there. */
  async isDone() {
    return false;
  },

  isStillDone: (place, { path }) => isThere(insideRoot(place.root, path)),

  /** Takes the file away when it is as it was brought, and no commit here has it. */
  async undo(place, step, { told }) {
    const { commit } = await headOf(place);
    if (commit === null) return;
    const repair = await compareTree(place, { from: step.at, to: commit, pathspec: [`:(literal)${step.path}`] });
    if (repair.foreign.length > 0) told.left.push(step.path);
    await repairTree(place, repair);
  },

  foresee: (future, { path, at }) => future.move({ from: future.checkedOut, to: at, pathspec: [`:(literal)${path}`] }),

  foreseeUndo: (future, { path, at }) =>
    future.move({ from: at, to: future.checkedOut, pathspec: [`:(literal)${path}`] }),
};
