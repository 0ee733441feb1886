import { promises as fs, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isProcessRunning, ownerOf, type Owner } from '../../system/owner';

const NOTE_NAME = /^git-\d+\.json$/;

/**
 * Notes in a journal's folder that a process of git is at work for it: that goes on where this process is killed, as
 * long as a hook takes. Where the system doesn't tell one process from a later one with the same number, it is left
 * out.
 */
export async function noteAtWork(folder: string, process: number): Promise<void> {
  const owner = await ownerOf(process);
  if (owner.mark === null) return;
  try {
    writeFileSync(path.join(folder, `git-${process}.json`), JSON.stringify(owner));
  } catch {
    // On a full disk, or once the journal is over: git gets on without it.
  }
}

/** The number of a process that was noted and still runs; null when there is none. */
export async function findAtWork(folder: string): Promise<number | null> {
  for (const name of await fs.readdir(folder).catch(() => [])) {
    if (!NOTE_NAME.test(name)) continue;
    const owner = await readNote(path.join(folder, name));
    if (owner && (await isProcessRunning(owner.owner, owner.since)) === true) return owner.owner.process;
  }
  return null;
}

/** Null for one that was cut off, or holds something else. */
async function readNote(file: string): Promise<{ owner: Owner; since: Date } | null> {
  try {
    const since = (await fs.stat(file)).mtime;
    const owner = JSON.parse(await fs.readFile(file, 'utf8')) as Partial<Owner> | null;
    return typeof owner?.process === 'number' ? { owner: owner as Owner, since } : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
