import { existsSync, promises as fs } from 'node:fs';
import type { Head } from '../../../core/gitData';
import type { GitExec } from '../../git/exec';
import { readHeadOf } from '../../git/refs';
import { findAgain } from '../../git/place';
import type { RepositoryPlace } from '../../git/repository';

/**
 * What steps act on, for as long as one operation lasts. Outside a repository a plan has file steps only.
 */
export interface RunPlace {
  root: string;
  exec: GitExec;
}

/** Asks once for each place what stays as it is while an operation lasts. */
export function oncePerPlace<T>(read: (place: RunPlace) => Promise<T>): (place: RunPlace) => Promise<T> {
  const known = new WeakMap<RunPlace, Promise<T>>();
  return (place) => {
    const answer = known.get(place) ?? read(place);
    known.set(place, answer);
    return answer;
  };
}

/** The repository that a place is in. Throws as `findRepository` does. */
export const repositoryOf: (place: RunPlace) => Promise<RepositoryPlace> = oncePerPlace(({ exec, root }) =>
  findAgain(exec, root),
);

/** The branch and the commit that are checked out in a place now. Throws as `findRepository` does. */
export async function headOf(place: RunPlace): Promise<Head> {
  return readHeadOf(place.exec, await repositoryOf(place));
}

/** Whether a file's folder is there and empty; then it is removed. */
export async function removeEmptyFolder(absolute: string): Promise<void> {
  await fs.rmdir(absolute).catch((error: NodeJS.ErrnoException) => {
    // Where nothing may be written, that is said before it is looked whether there is anything.
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code ?? '') || !existsSync(absolute)) return;
    throw error;
  });
}
