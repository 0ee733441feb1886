import { putIndexBack } from '../../files/indexFile';
import { headOf, type RunPlace } from '../../ground/runPlace';
import type { Begun } from './begun';
import { isAsBefore } from './madeCommit';

/**
 * Puts the index back as it was before a step. The copy belongs to where HEAD stood: over another commit, it would
 * stage what takes that commit's changes back. Resolves to its file; null when it is left as it is.
 */
export async function restoreIndex(place: RunPlace, { index, record, cutOff }: Begun): Promise<string | null> {
  // While a plan runs, a hook may have another branch checked out at the same commit, with what was staged.
  const isThere = cutOff ? await isAsBefore(place, record) : (await headOf(place)).commit === record.commit;
  if (!index || !isThere) return null;
  await putIndexBack(place.exec, index);
  return index.file;
}
