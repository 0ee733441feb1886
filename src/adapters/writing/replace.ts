import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsync,
  linkSync,
  lstatSync,
  openSync,
  promises as fs,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type BigIntStats,
  type Stats,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { linkNew, unlessThere } from '../system/durable';
import { momentaryName } from './names';

/** A new file beside the one whose place it is to take, with its mode. */
export interface Beside {
  name: string;
  /** Has it on disk, not only in a cache. */
  sync(): Promise<void>;
  /** Nothing is left of it but what has taken its place. */
  end(): void;
}

/** Throws the file system's error, and leaves nothing behind then. */
export function writeBeside(target: string, text: string | Uint8Array): Beside {
  const old = statSync(target, { throwIfNoEntry: false });
  const name = path.join(path.dirname(target), momentaryName('new'));
  const descriptor = openSync(name, 'wx', old?.mode);
  try {
    writeFileSync(descriptor, text, 'utf8');
    if (old) {
      keepOwner(descriptor, old);
      fchmodSync(descriptor, old.mode);
    }
  } catch (error) {
    closeSync(descriptor);
    rmSync(name, { force: true });
    throw error;
  }
  let open = true;
  const close = (): void => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return {
    name,
    async sync() {
      if (open) await promisify(fsync)(descriptor);
      close();
    },
    end() {
      close();
      rmSync(name, { force: true });
    },
  };
}

/** In a container, or as root, the file of somebody else stays theirs, where the system lets us. */
function keepOwner(descriptor: number, { uid, gid }: Stats): void {
  const own = fstatSync(descriptor);
  for (const owner of new Set([uid, own.uid])) {
    if (own.uid === owner && own.gid === gid) return;
    try {
      fchownSync(descriptor, owner, gid);
      return;
    } catch {
      // Only root gives files away; the group may still be one of ours.
    }
  }
}

/** Whether somebody took the right to write it away: a rename needs no such right, and would go over it. */
export function isReadOnly(target: string): boolean {
  const stat = statSync(target, { throwIfNoEntry: false });
  if (!stat) return false;
  try {
    accessSync(target, constants.W_OK);
    // For root there is no such right.
    return (stat.mode & 0o200) === 0;
  } catch {
    return true;
  }
}

/** Writes a file (an absolute path that names no link) whole or not at all. For files that we alone write. */
export async function replaceFile(target: string, text: string | Uint8Array): Promise<void> {
  await fs.mkdir(path.dirname(target), { recursive: true });
  const made = writeBeside(target, text);
  try {
    await made.sync();
    renameSync(made.name, target);
  } finally {
    made.end();
  }
}

/** The file of before, under a second name, and what it was. */
export interface Old {
  name: string;
  stat: BigIntStats;
}

/**
 * Gives a file a second name, by which it is there after another one has taken its place. In the git directory, where
 * no agent's `git add` finds it, else beside; where a disk knows no second names, a copy. Null when there is no such
 * file.
 */
export function keepOld(target: string, commonDir: string | null): Old | null {
  const name = momentaryName('old');
  const beside = path.join(path.dirname(target), name);
  for (const place of commonDir === null ? [beside] : [path.join(commonDir, name), beside]) {
    try {
      linkSync(target, place);
      return { name: place, stat: lstatSync(place, { bigint: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    }
  }
  const stat = lstatSync(target, { bigint: true });
  copyFileSync(target, beside, constants.COPYFILE_EXCL);
  return { name: beside, stat };
}

/**
 * Puts a file in another one's place, if that is still the one meant. Between the look and the rename is no time that
 * can be spared: nothing but the system could do both at once.
 */
export function takePlace(file: string, target: string, meant: BigIntStats): boolean {
  if (!isThereAtLast(target)) return false;
  const stat = lstatSync(target, { bigint: true, throwIfNoEntry: false });
  if (stat?.ino !== meant.ino || stat.dev !== meant.dev) return false;
  renameSync(file, target);
  return true;
}

/**
 * Whether there is such a file, after a rename that somebody has begun. A rename to its own name changes nothing, but
 * takes its turn; a look alone would show the file of before, and what follows would go over theirs.
 */
function isThereAtLast(target: string): boolean {
  try {
    renameSync(target, target);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Puts a file where there is none. False when there is one. */
export function takeFreePlace(file: string, target: string): Promise<boolean> {
  return unlessThere(linkNew(file, target));
}
