import { listUncommitted } from '../../git/listings';
import { mustRun, pathspecs } from '../../git/repository';
import { headOf } from '../ground/runPlace';
import { changesNoFiles, type StepHandler, type StepOf } from './handler';
import { everythingBut, hasCommitted, mustCommit, undoCommit } from './parts/commits';
import { noteCommit } from './parts/madeCommit';

export const commitAll: StepHandler<StepOf<'commitAll'>> = {
  touchesIndex: true,
  runsHooks: true,
  needsGit: true,
  isUndoable: true,
  commits: true,
  checksOut: () => null,
  ...changesNoFiles,

  async act(place, step, noting) {
    const add = async (...args: string[]): Promise<unknown> =>
      mustRun(place.exec, { args: ['add', ...args], writes: true });
    // All changes are those of its own files too; the staged ones may lack them. Forced, because of files that are
    // tracked although their folder is ignored.
    if (!step.staged) await add('--verbose', '--all', '--', ...everythingBut(step.leaveOut));
    else if (step.paths.length > 0) await add('--force', '--verbose', '--', ...pathspecs(step.paths));
    // What was staged already may keep git from making a tree: then it isn't known.
    const { code, out } = await place.exec({ args: ['write-tree'], writes: true });
    if (code === 0) await noting({ staged: out.trim() });
    return { printed: await mustCommit(place, step.message, ['commit']) };
  },

  note: noteCommit,
  isDone: hasCommitted,
  isStillDone: hasCommitted,

  /** Somebody has committed it. */
  async hasNothingLeft(place, step, record) {
    if ((await headOf(place)).commit === record.commit || (await hasCommitted(place, step, record))) return false;
    const isClean = async (pathspec: string[]): Promise<boolean> =>
      (await listUncommitted(place.exec, pathspec)).length === 0;
    if (step.paths.length > 0 && !(await isClean(pathspecs(step.paths)))) return false;
    if (!step.staged) return isClean(everythingBut(step.leaveOut));
    return (await place.exec({ args: ['diff', '--no-relative', '--cached', '--quiet'] })).code === 0;
  },

  commitsInIndex: async (_place, _step, { staged }) => (staged === undefined ? [] : [staged]),

  async hasStagedAll(place, step) {
    if (step.staged) return false;
    return !(await listUncommitted(place.exec, everythingBut(step.leaveOut))).some(({ isUnstaged }) => isUnstaged);
  },

  undo: (place, step, begun) =>
    undoCommit(place, step, begun, { files: step.paths, others: true, tree: begun.record.staged }),
};
