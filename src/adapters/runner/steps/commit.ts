import { lstatSync } from 'node:fs';
import { inShort } from '../../../core/errors';
import { insideRoot } from '../../files';
import { readIgnored } from '../../git/ignored';
import { listPaths } from '../../git/listings';
import { hasHook, mustRun, pathspecs } from '../../git/repository';
import { headOf, repositoryOf, type RunPlace } from '../ground/runPlace';
import { StepFailed } from '../ground/undoReport';
import { changesNoFiles, type StepHandler, type StepOf } from './handler';
import { hasCommitted, mustCommit, undoCommit } from './parts/commits';
import { noteCommit } from './parts/madeCommit';

export const commit: StepHandler<StepOf<'commit'>> = {
  touchesIndex: true,
  runsHooks: true,
  needsGit: true,
  isUndoable: true,
  commits: true,
  checksOut: () => null,
  ...changesNoFiles,

  async act(place, step) {
    await addNew(place, step.paths);
    // `--only` leaves what the user has staged out of it, and staged.
    const only = ['commit', '--only', '--allow-empty'];
    if (step.paths.length === 0) return { printed: await mustCommit(place, step.message, only) };
    const { commit: before } = await headOf(place);
    const printed = await mustCommit(place, step.message, only, pathspecs(step.paths));
    // A hook that changes what is committed (a formatter) changes it in an index that git throws away after such a
    // commit.
    if (hasHook(await repositoryOf(place), 'pre-commit')) {
      const paths = [...pathspecs(step.paths), ...(before === null ? [] : await addedByHook(place, before))];
      await mustRun(place.exec, { args: ['reset', '--quiet', '--', ...paths], writes: true });
    }
    return { printed };
  },

  note: noteCommit,
  isDone: hasCommitted,
  isStillDone: hasCommitted,
  undo: (place, step, begun) => undoCommit(place, step, begun, { files: step.paths }),
};

/** What a hook has put into a commit besides, where nobody else has staged anything of it, as it was before. */
async function addedByHook(place: RunPlace, before: string): Promise<string[]> {
  const listed = (args: string[]): Promise<string[]> =>
    listPaths(place.exec, [...args, '--name-only', '-z', '--no-renames', before]);
  const staged = new Set(await listed(['diff-index', '--cached']));
  const committed = await listed(['diff-tree', '-r', 'HEAD']);
  return committed.filter((file) => !staged.has(file)).map((file) => `:(top,literal)${file}`);
}

/** A link that leads nowhere is there, too. */
const isOnDisk = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

/** `git commit --only` wants to know its paths; this tells it of new ones and adds none of their content. */
async function addNew(place: RunPlace, paths: string[]): Promise<void> {
  if (paths.length === 0) return;
  const known = await mustRun(place.exec, { args: ['ls-files', '-z', '--', ...pathspecs(paths)] });
  const tracked = new Set(known.out.split('\0'));
  // One that is in neither was deleted; git knows it from HEAD.
  const fresh = paths.filter((file) => !tracked.has(file) && isOnDisk(insideRoot(place.root, file)));
  if (fresh.length === 0) return;
  const args = ['add', '--verbose', '--intent-to-add', '--', ...pathspecs(fresh)];
  await mustRun(place.exec, { args, writes: true }).catch(async (error: unknown) => {
    const ignored = await readIgnored(place.exec, await repositoryOf(place), fresh);
    if (ignored.length === 0) throw error;
    // Another branch than the one that the plan was made on may ignore other files.
    const { branch } = await headOf(place);
    throw new StepFailed(
      'COMMIT_FAILED',
      (outcome) =>
        `Git ignores ${inShort(ignored)} on “${branch ?? 'HEAD'}”, by a .gitignore of the commit that it begins with, so it can't be committed there. ${outcome} Stop ignoring it there, and commit that, then try again; or have git ignore it here too.`,
      { cause: error },
    );
  });
}
