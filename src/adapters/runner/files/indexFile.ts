import { promises as fs } from 'node:fs';
import path from 'node:path';
import { PlanError } from '../../../core/errors';
import { gitComplaint, type GitExec } from '../../git/exec';
import { waitForLock } from '../../git/locks';
import { linkNew } from '../../system/durable';
import { keepKeptShared, keepShared, putSharedBack } from './sharedIndex';

/** What git has prepared for the next commit, and forgets over a switch or a commit. */
const PREPARED = ['MERGE_MSG', 'SQUASH_MSG', 'MERGE_RR'];

/**
 * Copies the index before a step that may change it; a repository without a commit may have none yet, and then the copy
 * is empty: one that is missing says nothing. The copy has the file's time too: git takes an entry for unchanged by
 * times alone, unless the index is no younger than the entry, so an index that came back younger would hide what was
 * changed in the second it was written in.
 */
export async function copyIndex(file: string, copy: string): Promise<void> {
  // Some commands don't say that it is a lock they failed for.
  await waitForLock(`${file}.lock`);
  await copyEntries(file, copy);
  for (const name of PREPARED) await copyIfThere(path.join(path.dirname(file), name), `${copy}-${name}`);
}

/** Copies an index to look at it later; one that isn't there is empty. */
export async function copyEntries(file: string, copy: string): Promise<void> {
  try {
    await fs.copyFile(file, copy);
    await takeTime(file, copy);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await fs.writeFile(copy, '');
  }
  await keepShared(file, copy);
}

/** Gives a copy of the index, and of what belongs to it, a second place. */
export async function copyKept(copy: string, to: string): Promise<void> {
  await fs.copyFile(copy, to);
  await takeTime(copy, to);
  await keepKeptShared(copy, to);
  for (const name of PREPARED) await copyIfThere(`${copy}-${name}`, `${to}-${name}`);
}

/** Where there is no such file, there is no copy, not even an earlier one. */
async function copyIfThere(file: string, copy: string): Promise<void> {
  await fs.copyFile(file, copy).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    await fs.rm(copy, { force: true });
  });
}

/**
 * Removes the lock that `putIndexBack` left when it was killed: only its own is the same file as one of the copies.
 * Only while nobody else takes the same operation back.
 */
export async function releaseOwnLock(file: string, copies: readonly string[]): Promise<void> {
  const lock = `${file}.lock`;
  const held = await fs.stat(lock, { bigint: true }).catch(() => null);
  if (held === null) return;
  for (const copy of copies) {
    const stat = await fs.stat(copy, { bigint: true }).catch(() => null);
    if (stat?.ino === held.ino && stat.dev === held.dev) return fs.rm(lock, { force: true });
  }
}

/**
 * Puts the index back, byte for byte and with its time, under git's own lock; and what was prepared for the next
 * commit, unless somebody has prepared something else since. Throws `GIT_FAILED` for a copy that git can't read.
 */
export async function putIndexBack(exec: GitExec, { file, copy }: { file: string; copy: string }): Promise<void> {
  await putOneBack(exec, file, copy);
  for (const name of PREPARED) {
    await linkNew(`${copy}-${name}`, path.join(path.dirname(file), name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST' && error.code !== 'ENOENT') throw error;
    });
  }
}

async function putOneBack(exec: GitExec, file: string, copy: string): Promise<void> {
  const read = (each: string): Promise<Buffer | null> => fs.readFile(each).catch(() => null);
  const [now, before] = [await read(file), await read(copy)];
  if (before === null) return;
  if (now?.equals(before)) return takeTime(copy, file);
  const hadNone = before.length === 0;
  if (hadNone && now === null) return;
  const unread = await readError(exec, file, copy);
  if (unread !== null) {
    throw new PlanError(
      'GIT_FAILED',
      `The copy of the index, from before, isn't put back: git can't read it (${unread}). Discard the rest; “git status” shows what is staged instead.`,
    );
  }
  const lock = `${file}.lock`;
  await waitForLock(lock);
  if (hadNone) return fs.rm(file, { force: true });
  // A second name takes no room, which a full disk may not have.
  await linkNew(copy, lock).catch((error: NodeJS.ErrnoException) => {
    throw new PlanError(
      'GIT_BUSY',
      `The index is locked (${lock}). When no git process is running, delete that file and restore again.`,
      { cause: error },
    );
  });
  await takeTime(copy, lock);
  await fs.rename(lock, file);
}

/** Gives a file the time of another one. */
export async function takeTime(from: string, to: string): Promise<void> {
  const { atime, mtime } = await fs.stat(from);
  await fs.utimes(to, atime, mtime);
}

/** What git says of a copy of the index that it can't read; null when it can. What the copy needs is put back first. */
export async function readError(exec: GitExec, file: string, copy: string): Promise<string | null> {
  const isEmpty = (await fs.stat(copy).catch(() => null))?.size === 0;
  if (isEmpty) return null;
  await putSharedBack(copy, file);
  const output = await exec({ args: ['ls-files', '--', ':(top,literal).git'], index: copy });
  return output.code === 0 ? null : gitComplaint(output);
}
