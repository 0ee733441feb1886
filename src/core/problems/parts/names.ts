import { baseName } from '../../folder/paths';
import { readPlanFileName, readSummaryFileName, type FileNameParts } from '../../plan/names';
import { phaseKey, type PhaseKey } from '../../types';

/** What a plan's or a summary's file name says. */
export function nameParts(path: string): FileNameParts | null {
  return /(^|\/)summaries\//.test(path) ? readSummaryFileName(path) : readPlanFileName(path);
}

export interface NamedFile {
  file: string;
  name: string;
  folder: string | undefined;
  parts: FileNameParts | null;
  /** The key of the phase that it names. */
  phase: PhaseKey;
}

/** What a path says of its file. */
function namedFile(file: string): NamedFile {
  const parts = nameParts(file);
  return { file, name: baseName(file), folder: file.split('/').at(-2), parts, phase: phaseKey(parts?.phase ?? null) };
}

/** Many problems ask for the names of the same files: they are read once. */
const namedFilesByList = new WeakMap<readonly string[], readonly NamedFile[]>();

export function namedFiles(files: readonly string[]): readonly NamedFile[] {
  const found = namedFilesByList.get(files) ?? files.map(namedFile);
  namedFilesByList.set(files, found);
  return found;
}

/** How many choices a fix offers at most. */
const MOST_CHOICES = 3;
/** As many files are compared letter by letter. */
const MOST_COMPARED = 20;

/**
 * The files that a path may have meant, likeliest first: of the same phase, in the same folder or of the very same
 * name, and spelled much alike.
 */
export function similarFiles(files: readonly string[], path: string): string[] {
  const wanted = namedFile(path);
  const { name } = wanted;
  const words = new Set(wordsOfName(name));
  return namedFiles(files)
    .filter((each) => each.name === name || (each.folder === wanted.folder && each.phase === wanted.phase))
    .map((each) => ({ ...each, shared: wordsOfName(each.name).filter((word) => words.has(word)).length }))
    .sort((a, b) => b.shared - a.shared)
    .slice(0, MOST_COMPARED)
    .map((each) => ({ ...each, distance: distance(each.name, name) }))
    .filter(
      ({ distance, parts }) => distance <= name.length / 4 || (!!parts?.task && parts.task === wanted.parts?.task),
    )
    .sort((a, b) => a.distance - b.distance || a.file.localeCompare(b.file))
    .slice(0, MOST_CHOICES)
    .map(({ file }) => file);
}

function wordsOfName(name: string): string[] {
  return name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
}

/** Longer names are compared by their beginnings: a file system's names are shorter. */
const LONGEST_NAME = 255;

/** How many letters have to be added, removed or replaced (Levenshtein). */
function distance(from: string, to: string): number {
  const a = from.slice(0, LONGEST_NAME);
  const b = to.slice(0, LONGEST_NAME);
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
