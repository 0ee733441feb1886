import { existsSync } from 'node:fs';
import { PlanError } from '../../core/errors';

/** How long a held lock is waited for, in milliseconds. */
const LONGEST_LOCK = 2_000;
const TURN = 200;

/** When waiting for a lock that is held now has to end. */
export const lockTime = (): number => Date.now() + LONGEST_LOCK;

/** What git says of a lock that another process holds, by what it locks. It is run so that it says it in English. */
const COMPLAINTS: [RegExp, (name: string) => string][] = [
  // The index, HEAD and every other ref, packed-refs, shallow …
  [/Unable to create '(.+\.lock)': File exists/, (name) => name],
  [/could not lock config file (.+): File exists/, (name) => `${name}.lock`],
  [/reftable: .*data is (?:locked|outdated)|data concurrently modified/, () => '.git/reftable/tables.list.lock'],
];

/** The lock file that git, by its complaint, found to be there; null when it failed for something else. */
export function heldLock(complaint: string): string | null {
  for (const [pattern, nameOf] of COMPLAINTS) {
    const match = pattern.exec(complaint);
    if (match) return nameOf(match[1] ?? '');
  }
  return null;
}

/** Waits a little until a lock file is gone. Throws `GIT_BUSY` when it stays. */
export async function waitForLock(file: string): Promise<void> {
  if (existsSync(file)) await waitUntilFree(file, lockTime());
}

/** Waits a moment, and on until a lock file is gone. Throws `GIT_BUSY` when it is still there at a time. */
export async function waitUntilFree(file: string, until: number): Promise<void> {
  do {
    if (Date.now() > until) throw busy(file);
    await new Promise((resolve) => setTimeout(resolve, TURN));
  } while (existsSync(file));
}

export function busy(lock: string): PlanError {
  return new PlanError(
    'GIT_BUSY',
    `Another git process holds a lock (${lock}). Wait until it ends, then try again; if none is running, delete that file.`,
  );
}
