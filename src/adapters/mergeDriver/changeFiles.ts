import { promises as fs } from 'node:fs';
import path from 'node:path';
import { PlanError } from '../../core/errors';
import { busy, waitForLock } from '../git/locks';
import { replaceFile } from '../writing/replace';

/** What a file holds, one character for each byte: git's files may be in any encoding. Null: there is no such file. */
export type Bytes = string | null;

/** The bytes of a text. */
export const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

export async function readBytes(file: string): Promise<Bytes> {
  try {
    return await fs.readFile(file, 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Gives files new contents in the order given, all or none, while git's lock on its configuration is held. Resolves to
 * whether anything was changed. Throws `GIT_BUSY` and `WRITE_FAILED`.
 */
export async function changeFiles(
  config: string,
  plan: () => Promise<{ file: string; after: Bytes }[]>,
): Promise<boolean> {
  const done: { file: string; before: Bytes }[] = [];
  const unlock = await lockFile(config);
  try {
    for (const { file, after } of await plan()) {
      const before = await readBytes(file);
      if (before === after) continue;
      done.unshift({ file, before });
      await writeBytes(file, after);
    }
    return done.length > 0;
  } catch (error) {
    await undoChanges(done, error);
    throw writeFailed(error as NodeJS.ErrnoException);
  } finally {
    await unlock();
  }
}

/** Throws `WRITE_FAILED` for a file that can't be put back. */
async function undoChanges(done: readonly { file: string; before: Bytes }[], cause: unknown): Promise<void> {
  for (const { file, before } of done) {
    try {
      if ((await readBytes(file)) !== before) await writeBytes(file, before);
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new PlanError(
        'WRITE_FAILED',
        `Git's directory can't be changed, and ${file}, which was changed already, can't be put back: ${why}. Fix that, then try again.`,
        { cause },
      );
    }
  }
}

/** Takes the lock as git does. */
async function lockFile(config: string): Promise<() => Promise<void>> {
  const lock = `${await withLinksFollowed(config)}.lock`;
  await waitForLock(lock);
  try {
    await fs.writeFile(lock, '', { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw writeFailed(error as NodeJS.ErrnoException);
    throw busy(lock);
  }
  return () => fs.rm(lock, { force: true });
}

/** A file that goes takes a folder along in which nothing else is. */
async function writeBytes(file: string, bytes: Bytes): Promise<void> {
  if (bytes !== null) return replaceFile(await withLinksFollowed(file), Buffer.from(bytes, 'latin1'));
  await fs.rm(file, { force: true });
  await fs.rmdir(path.dirname(file)).catch((error: NodeJS.ErrnoException) => {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(error.code ?? '')) throw error;
  });
}

/** A link stays one; what isn't there yet is its own name. */
async function withLinksFollowed(file: string): Promise<string> {
  try {
    return await fs.realpath(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return file;
    throw error;
  }
}

function writeFailed(error: NodeJS.ErrnoException): PlanError {
  return new PlanError(
    'WRITE_FAILED',
    `Git's directory can't be changed: ${error.code ?? String(error)}. Nothing was changed. Fix that, then try again.`,
    { cause: error },
  );
}
