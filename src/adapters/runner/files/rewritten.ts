import { listUncommitted } from '../../git/listings';
import type { RunPlace } from '../ground/runPlace';
import { putEntries, readIndex, type Entries } from './entries';
import { filesOnDisk, modesHere } from './onDisk';
import { changesBetween } from './tree';

/**
 * Makes an index that was put back look at the files that a switch from one commit to another has rewritten. Where line
 * endings are converted, such a file may have another length than before, and git takes it for changed by that alone.
 */
export async function lookAgain(place: RunPlace, index: string, o: { from: string; to: string }): Promise<void> {
  const rewritten = new Set((await changesBetween(place, { ...o, pathspec: [] })).map((change) => change.path));
  if (rewritten.size === 0) return;
  const all = await listUncommitted(place.exec, [':(top)']);
  const changed = all.filter((file) => file.isUnstaged && !file.isUntracked && rewritten.has(file.path));
  if (changed.length === 0) return;
  const [entries, found, asHere] = [
    await readIndex(place.exec),
    await filesOnDisk(place, changed),
    await modesHere(place),
  ];
  const same: Entries = new Map();
  for (const { path } of changed) {
    const entry = entries.get(path) ?? '';
    const [mode = '', blob = '', stage] = entry.split(' ');
    if (stage === '0' && asHere(mode, blob) === found.get(path)) same.set(path, entry);
  }
  if (same.size > 0) await putEntries(place.exec, index, same);
}
