import { promises as fs } from 'node:fs';
import { PlanError } from '../../core/errors';
import type { Head } from '../../core/ports';
import type { Step } from '../../core/workflow/steps';
import { insideRoot, writeAtomically } from '../files';
import { readHead } from '../git/refs';
import { must } from '../git/repository';
import { removeEmptyFolder, textOf, type Place } from './actions';
import type { StepRecord } from './journal';

/** What a step that was begun needs to be taken back. */
export interface Begun {
  step: Step;
  record: StepRecord;
  /** Where the index is, and the copy of it that was made before the step; null when the step leaves it alone. */
  index: { file: string; copy: string } | null;
  /** HEAD before the whole plan. */
  head: Head;
}

/**
 * Takes one step back, whether it was done, done by half or not at all: it looks at what is there. What somebody else
 * changed in between is left alone. Hooks don't run.
 */
export async function undo(place: Place, begun: Begun): Promise<void> {
  const { step } = begun;
  switch (step.kind) {
    case 'write':
      return undoWrite(place, step);
    case 'makeFolder':
      return removeEmptyFolder(insideRoot(place.root, step.path));
    case 'fastForward':
      await place.exec({ args: ['update-ref', `refs/heads/${step.branch}`, step.from, step.to], writes: true });
      return;
    case 'commit':
    case 'commitAll':
      return undoCommit(place, begun, step.message);
    case 'switch':
      return undoSwitch(place, begun, step);
    case 'stash':
      return undoStash(place, begun, step.message);
  }
}

async function undoWrite(place: Place, step: Extract<Step, { kind: 'write' }>): Promise<void> {
  const absolute = insideRoot(place.root, step.path);
  if (step.text === step.was || (await textOf(absolute)) !== step.text) return;
  if (step.was === null) await fs.rm(absolute);
  else await writeAtomically(absolute, step.was);
}

async function undoCommit(place: Place, begun: Begun, message: string): Promise<void> {
  const { commit } = await readHead(place.exec);
  if (commit !== null && commit !== begun.record.commit) {
    const made = await must(place.exec, { args: ['log', '-1', '--format=%P%x00%B', commit] });
    const [parent = '', text = ''] = made.out.split('\0');
    // Only what we made goes: a commit that somebody else built here stays, and so does everything below it.
    if (parent === (begun.record.commit ?? '') && text.trim() === message.trim()) {
      const back = begun.record.commit
        ? ['update-ref', 'HEAD', begun.record.commit, commit]
        : ['update-ref', '-d', 'HEAD', commit];
      await must(place.exec, { args: back, writes: true });
    }
  }
  await restoreIndex(begun);
}

async function undoSwitch(place: Place, begun: Begun, step: Extract<Step, { kind: 'switch' }>): Promise<void> {
  const now = await readHead(place.exec);
  if (now.branch === step.branch && begun.head.branch !== step.branch) {
    const back = begun.head.branch
      ? ['switch', '--no-overwrite-ignore', '--no-guess', begun.head.branch]
      : ['switch', '--no-overwrite-ignore', '--detach', begun.head.commit ?? 'HEAD'];
    await must(place.exec, { args: back, writes: true, withoutHooks: true });
  }
  if (step.create) {
    // With the commit it was made at: a branch that has moved since holds somebody's work.
    await place.exec({ args: ['update-ref', '-d', `refs/heads/${step.branch}`, step.create.at], writes: true });
  }
  await restoreIndex(begun);
}

async function undoStash(place: Place, begun: Begun, message: string): Promise<void> {
  const entry = await findStash(place, begun.record.stash ?? null, message);
  if (entry) {
    const popped = await place.exec({
      args: ['stash', 'pop', '--index', entry.name],
      writes: true,
      withoutHooks: true,
    });
    if (popped.code !== 0) {
      throw new PlanError(
        'GIT_FAILED',
        `Your changes are safe in ${entry.name} (${message}), but could not be put back. Run “git stash pop --index ${entry.name}”.`,
      );
    }
  }
  await restoreIndex(begun);
}

/** The stash entry with this commit, or else this message. */
export async function findStash(
  place: Place,
  commit: string | null,
  message: string,
): Promise<{ name: string; commit: string } | null> {
  const { out } = await must(place.exec, { args: ['stash', 'list', '--format=%gd%x00%H%x00%gs'] });
  for (const line of out.split('\n')) {
    const [name = '', id = '', subject = ''] = line.split('\0');
    if (commit === null ? subject.endsWith(`: ${message}`) : id === commit) return { name, commit: id };
  }
  return null;
}

/** Puts the index back, byte for byte, under git's own lock. */
async function restoreIndex(begun: Begun): Promise<void> {
  if (!begun.index) return;
  const { file, copy } = begun.index;
  const lock = `${file}.lock`;
  await fs.copyFile(copy, lock, fs.constants.COPYFILE_EXCL).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return;
    throw new PlanError(
      'GIT_BUSY',
      `The index is locked (${lock}). When no git process is running, delete that file and restore again.`,
      { cause: error },
    );
  });
  await fs.rename(lock, file).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    // There was no index before.
    await fs.rm(file, { force: true });
  });
}
