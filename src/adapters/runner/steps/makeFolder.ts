import { promises as fs } from 'node:fs';
import { insideRoot, realInside } from '../../files';
import { isThere } from '../../git/worktrees';
import { removeEmptyFolder } from '../ground/runPlace';
import { changesNoFiles, type StepHandler, type StepOf } from './handler';
import { asWriteFailed } from './parts/texts';

export const makeFolder: StepHandler<StepOf<'makeFolder'>> = {
  touchesIndex: false,
  runsHooks: false,
  needsGit: false,
  isUndoable: true,
  commits: false,
  checksOut: () => null,
  ...changesNoFiles,

  async act(place, { path }) {
    await asWriteFailed(path, async () => fs.mkdir(await realInside(place.root, path), { recursive: true }));
    return {};
  },

  /** It costs nothing to make it again. */
  async isDone() {
    return false;
  },

  isStillDone: (place, { path }) => isThere(insideRoot(place.root, path)),

  undo: (place, { path }) => removeEmptyFolder(insideRoot(place.root, path)),
};
