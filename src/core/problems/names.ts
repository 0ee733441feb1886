import { readPlanFileName, readSummaryFileName, type FileNameParts } from '../plan/names';

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What a plan's or a summary's file name says. */
export function nameParts(path: string): FileNameParts | null {
  return /(^|\/)summaries\//.test(path) ? readSummaryFileName(path) : readPlanFileName(path);
}

/** How many choices a fix offers at most. */
const MOST = 3;
/** As many files are compared letter by letter. */
const CLOSE = 20;

/**
 * The files that a path may have meant, likeliest first: of the same phase, in the same folder or of the very same name, and
 * spelled much alike.
 */
export function similarFiles(files: readonly string[], path: string): string[] {
  const wanted = nameParts(path);
  const name = baseName(path);
  const folder = path.split('/').at(-2);
  const words = wordsOf(name);
  return files
    .filter((file) => {
      if (baseName(file) === name) return true;
      return file.split('/').at(-2) === folder && String(nameParts(file)?.phase) === String(wanted?.phase);
    })
    .map((file) => ({ file, shared: wordsOf(baseName(file)).filter((word) => words.includes(word)).length }))
    .sort((a, b) => b.shared - a.shared)
    .slice(0, CLOSE)
    .map(({ file }) => ({ file, distance: distance(baseName(file), name), parts: nameParts(file) }))
    .filter(({ distance, parts }) => distance <= name.length / 4 || (!!parts?.task && parts.task === wanted?.task))
    .sort((a, b) => a.distance - b.distance || a.file.localeCompare(b.file))
    .slice(0, MOST)
    .map(({ file }) => file);
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
}

/** Longer names are compared by their beginnings: a file system's names are shorter. */
const LONGEST = 255;

/** How many letters have to be added, removed or replaced (Levenshtein). */
function distance(from: string, to: string): number {
  const a = from.slice(0, LONGEST);
  const b = to.slice(0, LONGEST);
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
