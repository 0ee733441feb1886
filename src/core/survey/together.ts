import type { Survey } from './model';

/** A commit of more files says of none that it belongs to another: a rename, a formatter. */
const MOST_CHANGED = 60;
/** Once or twice may be chance. */
const FEWEST = 3;
const MOST_PAIRS = 30;

/** Which folders the last commits changed together, most often first. */
export function countTogether(
  commits: readonly (readonly string[])[],
  placeOf: (file: string) => string | null,
): Survey['together'] {
  const counts = new Map<string, number>();
  for (const files of commits) {
    if (files.length > MOST_CHANGED) continue;
    // What stands at the top (a manifest, a lock file) changes with everything.
    const places = [...new Set(files.map(placeOf))].filter((place) => place !== null && place !== '.').sort();
    for (const [index, one] of places.entries()) {
      for (const other of places.slice(index + 1)) {
        const pair = `${one}\n${other}`;
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    }
  }
  return byCount(counts)
    .filter(([, commits]) => commits >= FEWEST)
    .slice(0, MOST_PAIRS)
    .map(([pair, commits]) => ({ folders: pair.split('\n') as [string, string], commits }));
}

/** Most first; those as many in the order of their names. */
export function byCount(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
