import path from 'node:path';
import { PlanError } from '../../../../core/errors';
import type { Step } from '../../../../core/steps';
import { waitForLock } from '../../../git/locks';
import { must, pathspecs } from '../../../git/repository';
import { repositoryOf, type Place } from '../../ground/place';

export type StashStep = Extract<Step, { kind: 'stash' }>;

export interface StashEntry {
  /** As `stash@{0}`, for as long as no other is made or dropped. */
  name: string;
  commit: string;
}

/** What is staged is taken away as a patch, which the user's settings must not change. */
const AS_IT_IS = ['-c', 'apply.whitespace=nowarn', '-c', 'apply.ignoreWhitespace=no'];

/**
 * Stashes everything but one folder. An entry of the stash holds the whole index, so what is staged of that folder is
 * taken out of it meanwhile: it would come back, and get in the way, when the user takes the entry up again.
 */
export async function stash(place: Place, step: StashStep): Promise<void> {
  // Git doesn't say that it is this lock it failed for.
  const { commonDir } = await repositoryOf(place);
  await waitForLock(path.join(commonDir, 'refs', 'stash.lock'));
  const staged = await stagedIn(place, step.keep);
  if (staged !== '')
    await must(place.exec, { args: ['reset', '--quiet', '--', ...pathspecs([step.keep])], writes: true });
  const push = ['stash', 'push', '--include-untracked', '--message', step.message, '--', ...allBut(step.keep)];
  await must(place.exec, { args: [...AS_IT_IS, ...push], writes: true });
  await mustBeUnstaged(place, step);
  if (staged !== '')
    await must(place.exec, { args: ['update-index', '-z', '--index-info'], input: staged, writes: true });
}

/** Whether nothing is left that should be in the stash. */
export async function isStashed(place: Place, step: StashStep): Promise<boolean> {
  const args = ['status', '--porcelain=v1', '--branch', '--untracked-files=all', '--', ...allBut(step.keep)];
  const { out } = await must(place.exec, { args });
  return out.split('\n').every((line) => line === '' || line.startsWith('## '));
}

/** It would go into the phase's first commits. */
async function mustBeUnstaged(place: Place, step: StashStep): Promise<void> {
  const diff = ['diff-index', '--cached', '--name-only', '-z', '--no-renames', '--ignore-submodules', 'HEAD', '--'];
  const { out } = await must(place.exec, { args: [...diff, ...allBut(step.keep)] });
  if (out === '') return;
  const files = out.split('\0').filter((file) => file !== '');
  throw new PlanError('GIT_FAILED', `“git stash” left changes staged: ${files.join(', ')}.`);
}

/** The stash entry with this commit, or else this message. */
export async function findStash(place: Place, commit: string | null, message: string): Promise<StashEntry | null> {
  const { out } = await must(place.exec, { args: ['stash', 'list', '--format=%gd%x00%H%x00%gs'] });
  for (const line of out.split('\n')) {
    const [name = '', id = '', subject = ''] = line.split('\0');
    if (commit === null ? subject.endsWith(`: ${message}`) : id === commit) return { name, commit: id };
  }
  return null;
}

/** What is staged of a folder, in the form that `update-index --index-info` reads. */
async function stagedIn(place: Place, folder: string): Promise<string> {
  const { out } = await must(place.exec, {
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

/** The whole repository without one folder of the workspace. */
export function allBut(folder: string): string[] {
  return [':(top)', `:(exclude,literal)${folder}`];
}
