import path from 'node:path';
import type { Step } from '../../core/workflow/steps';
import { waitForLock } from '../git/locks';
import { must } from '../git/repository';
import type { Place } from './place';

type StashStep = Extract<Step, { kind: 'stash' }>;

/**
 * Stashes everything but one folder. An entry of the stash holds the whole index, so what is staged of that folder is taken
 * out of it meanwhile: it would come back, and get in the way, when the user takes the entry up again.
 */
export async function stash(place: Place, step: StashStep): Promise<void> {
  // Git doesn't say that it is this lock it failed for.
  const { out } = await must(place.exec, { args: ['rev-parse', '--git-path', 'refs/stash.lock'] });
  await waitForLock(path.resolve(place.root, out.trim()));
  const staged = await stagedIn(place, step.keep);
  if (staged !== '')
    await must(place.exec, { args: ['--literal-pathspecs', 'reset', '--quiet', '--', step.keep], writes: true });
  const args = ['stash', 'push', '--include-untracked', '--message', step.message, '--', ...allBut(step.keep)];
  await must(place.exec, { args, writes: true });
  if (staged !== '')
    await must(place.exec, { args: ['update-index', '-z', '--index-info'], input: staged, writes: true });
}

/** Whether nothing is left that should be in the stash. */
export async function isStashed(place: Place, step: StashStep): Promise<boolean> {
  const args = ['status', '--porcelain=v1', '--branch', '--untracked-files=all', '--', ...allBut(step.keep)];
  const { out } = await must(place.exec, { args });
  return out.split('\n').every((line) => line === '' || line.startsWith('## '));
}

/** What is staged of a folder, in the form that `update-index --index-info` reads. */
async function stagedIn(place: Place, folder: string): Promise<string> {
  const { out } = await must(place.exec, {
    args: [
      '--literal-pathspecs',
      'diff-index',
      '--cached',
      '--raw',
      '-z',
      '--no-renames',
      '--no-abbrev',
      'HEAD',
      '--',
      folder,
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
