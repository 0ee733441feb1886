import path from 'node:path';
import { inShort, PlanError } from '../../../core/errors';
import { waitForLock } from '../../git/locks';
import { listUncommitted } from '../../git/listings';
import { mustRun, pathspecs } from '../../git/repository';
import { keepFiles } from '../files/keptFiles';
import { repositoryOf, type RunPlace } from '../ground/runPlace';
import { StepFailed } from '../ground/undoReport';
import { hasNoFiles, type StepHandler, type StepOf } from './handler';
import { allBut, findStash, partsOf } from './parts/stash';
import { undoStash } from './parts/undoStash';

type StashStep = StepOf<'stash'>;

/** What is staged is taken away as a patch, which the user's settings must not change. */
const AS_IT_IS = ['-c', 'apply.whitespace=nowarn', '-c', 'apply.ignoreWhitespace=no'];

export const stash: StepHandler<StashStep> = {
  touchesIndex: true,
  runsHooks: false,
  needsGit: true,
  isUndoable: true,
  commits: false,
  checksOut: () => null,
  ...hasNoFiles,

  keep: (place, step, copyAt) => keepFiles(place, allBut(step.keep), copyAt('files')),

  /**
   * Stashes everything but one folder. An entry of the stash holds the whole index, so what is staged of that folder is
   * taken out of it meanwhile: it would come back, and get in the way, when the user takes the entry up again.
   */
  async act(place, step) {
    // Git doesn't say that it is this lock it failed for.
    const { commonDir } = await repositoryOf(place);
    await waitForLock(path.join(commonDir, 'refs', 'stash.lock'));
    const staged = await stagedIn(place, step.keep);
    if (staged !== '')
      await mustRun(place.exec, { args: ['reset', '--quiet', '--', ...pathspecs([step.keep])], writes: true });
    const otherwise = await stagedOtherwise(place, step);
    const push = ['stash', 'push', '--include-untracked', '--message', step.message, '--', ...allBut(step.keep)];
    await mustRun(place.exec, { args: [...AS_IT_IS, ...push], writes: true }).catch((error: unknown) => {
      throw outOfSparse(error) ?? unstashable(error, otherwise) ?? error;
    });
    await mustBeUnstaged(place, step);
    if (staged !== '')
      await mustRun(place.exec, { args: ['update-index', '-z', '--index-info'], input: staged, writes: true });
    return {};
  },

  async note(place, step, record) {
    const entry = await findStash(place, null, step.message);
    if (entry) record.stash = entry.commit;
  },

  async isDone(place, step) {
    return (await findStash(place, null, step.message)) !== null && (await isStashed(place, step));
  },

  async isStillDone(place, step, record) {
    return (await findStash(place, record.stash ?? null, step.message)) !== null;
  },

  /** Git stages what it stashes, the files that it doesn't know too, and takes it away then. */
  async commitsInIndex(place, step, record) {
    const entry = await findStash(place, record.stash ?? null, step.message);
    if (!entry) return [];
    const { untracked } = await partsOf(place, entry);
    return [entry.commit, ...(untracked === undefined ? [] : [untracked])];
  },

  undo: undoStash,

  async foresee(future, step) {
    if (future.head !== null) await future.clean(future.head, allBut(step.keep));
  },

  async foreseeUndo(future, step, record) {
    const entry = await findStash(future.place, record.stash ?? null, step.message);
    if (!entry) return;
    const { base, untracked } = await partsOf(future.place, entry);
    await future.move({ from: base, to: entry.commit, pathspec: allBut(step.keep) });
    if (untracked !== undefined) await future.move({ from: null, to: untracked });
  },
};

/** Whether nothing is left that should be in the stash. */
async function isStashed(place: RunPlace, step: StashStep): Promise<boolean> {
  const args = ['status', '--porcelain=v1', '--branch', '--untracked-files=all', '--', ...allBut(step.keep)];
  const { out } = await mustRun(place.exec, { args });
  return out.split('\n').every((line) => line === '' || line.startsWith('## '));
}

/** It would go into the phase's first commits. */
async function mustBeUnstaged(place: RunPlace, step: StashStep): Promise<void> {
  const diff = ['diff-index', '--cached', '--name-only', '-z', '--no-renames', '--ignore-submodules', 'HEAD', '--'];
  const { out } = await mustRun(place.exec, { args: [...diff, ...allBut(step.keep)] });
  if (out === '') return;
  const files = out.split('\0').filter((file) => file !== '');
  throw new PlanError('GIT_FAILED', `“git stash” left changes staged: ${files.join(', ')}.`);
}

/** What is staged of a folder, in the form that `update-index --index-info` reads. */
async function stagedIn(place: RunPlace, folder: string): Promise<string> {
  const { out } = await mustRun(place.exec, {
    args: [
      'diff-index',
      '--cached',
      '--raw',
      '-z',
      '--no-renames',
      '--no-abbrev',
      'HEAD',
      '--',
      ...pathspecs([folder]),
    ],
  });
  const fields = out.split('\0');
  let lines = '';
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [, mode = '', , blob = ''] = (fields[index] ?? '').split(' ');
    lines += `${mode} ${blob}\t${fields[index + 1]}\0`;
  }
  return lines;
}

/** The files that are staged otherwise than they are on disk. */
async function stagedOtherwise(place: RunPlace, step: StashStep): Promise<string[]> {
  const all = await listUncommitted(place.exec, allBut(step.keep));
  const unstaged = new Set(all.filter(({ isUnstaged }) => isUnstaged).map((each) => each.path));
  const staged = all.filter(({ isStaged }) => isStaged).map((each) => each.path);
  return staged.filter((file) => unstaged.has(file));
}

/** Some of such files git can't stash (`git rm --cached`, `git add -N`). */
function unstashable(error: unknown, files: readonly string[]): PlanError | null {
  if (!/No valid patches in input|already exists in working directory|not uptodate/.test(String(error))) return null;
  const [, named] = /Entry '(.+)' not uptodate/.exec(String(error)) ?? [];
  const names = named ? [named] : files;
  if (names.length === 0) return null;
  return new StepFailed(
    'DIRTY_TREE',
    (outcome) =>
      `Git can't stash ${inShort(names)}: what is staged isn't what is on disk. ${outcome} ` +
      'Commit it or unstage it (“git restore --staged”) first, or start without the stash.',
    { cause: error },
  );
}

/** Git stashes nothing that a sparse checkout leaves out, and says so of all such files. */
function outOfSparse(error: unknown): PlanError | null {
  const [, files] =
    /sparse-checkout definition, so will not be\s+updated in the index:\s+([^]*)$/.exec(String(error)) ?? [];
  if (files === undefined) return null;
  const names = inShort(files.trim().split('\n'));
  return new StepFailed(
    'DIRTY_TREE',
    (outcome) =>
      `This sparse checkout leaves out ${names}, so git can't stash that. ${outcome} Move it away, or bring its folder in (git sparse-checkout add), then try again.`,
    { cause: error },
  );
}
