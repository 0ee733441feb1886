import { Unchanged } from '../system/stamp';
import type { GitExec } from './exec';
import { findRepository, type RepositoryPlace } from './repository';
import { notePlace } from './sources';

const known = new WeakMap<GitExec, Unchanged<RepositoryPlace>>();

/**
 * As `findRepository`, without asking git while nothing has changed that it was told from. `exec` runs git in that
 * folder, and in no other. Throws as that does.
 */
export async function findAgain(exec: GitExec, folder: string): Promise<RepositoryPlace> {
  const place = known.get(exec) ?? new Unchanged<RepositoryPlace>();
  known.set(exec, place);
  return place.get(
    async (before) => before && notePlace(folder, before),
    () => findRepository(exec, folder),
  );
}
