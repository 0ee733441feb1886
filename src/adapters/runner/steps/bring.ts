import { promises as fs } from 'node:fs';
import { foldersAbove } from '../../../core/folder/paths';
import { PlanError } from '../../../core/errors';
import { insideRoot } from '../../files';
import { mustRun, pathspecs } from '../../git/repository';
import { isThere } from '../../git/worktrees';
import { compareTree, repairTree } from '../files/tree';
import { headOf, type RunPlace } from '../ground/runPlace';
import type { StepHandler, StepOf } from './handler';

export const bring: StepHandler<StepOf<'bring'>> = {
  touchesIndex: false,
  runsHooks: false,
  needsGit: true,
  isUndoable: true,
  commits: false,
  checksOut: () => null,
  ownFiles: ({ path }) => [path],

  async givesBack(place, step, { at }) {
    const pathspec = [`:(literal)${step.path}`];
    return (await compareTree(place, { from: step.at, to: at, pathspec })).foreign.length === 0;
  },

  async act(place, step) {
    const inTheWay = await findInTheWay(place, step.path);
    if (inTheWay !== null) {
      throw new PlanError(
        'CONTEXT_CHANGED',
        `“${inTheWay}” is in the way of “${step.path}”, which is to be brought along. Move it away, then try again.`,
      );
    }
    const args = ['restore', `--source=${step.at}`, '--worktree', '--', ...pathspecs([step.path])];
    await mustRun(place.exec, { args, writes: true });
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

/** What git would remove for a file: what is there by its name, or a folder above it that is none. */
async function findInTheWay({ root }: RunPlace, file: string): Promise<string | null> {
  for (const each of [...foldersAbove([file]), file]) {
    const stat = await fs.lstat(insideRoot(root, each)).catch(() => null);
    if (stat === null) return null;
    if (!stat.isDirectory() || each === file) return each;
  }
  return null;
}
