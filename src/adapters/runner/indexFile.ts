import { promises as fs } from 'node:fs';
import { PlanError } from '../../core/errors';
import { waitForLock } from '../git/locks';
import { linkNew } from './sure';

/**
 * Copies the index before a step that may change it; a repository without a commit may have none yet. The copy has the
 * file's time too: git takes an entry for unchanged by times alone, unless the index is no younger than the entry, so an
 * index that came back younger would hide what was changed in the second it was written in.
 */
export async function copyIndex(file: string, copy: string): Promise<void> {
  // Some commands don't say that it is a lock they failed for.
  await waitForLock(`${file}.lock`);
  try {
    await fs.copyFile(file, copy);
    await takeTime(file, copy);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Puts the index back, byte for byte and with its time, under git's own lock. */
export async function putIndexBack(file: string, copy: string): Promise<void> {
  const [now, before] = await Promise.all([file, copy].map((each) => fs.readFile(each).catch(() => null)));
  if (now && before?.equals(now)) return takeTime(copy, file);
  if (!now && !before) return;
  const lock = `${file}.lock`;
  await waitForLock(lock);
  // There was no index before.
  if (!before) return fs.rm(file, { force: true });
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

async function takeTime(from: string, to: string): Promise<void> {
  const { atime, mtime } = await fs.stat(from);
  await fs.utimes(to, atime, mtime);
}
