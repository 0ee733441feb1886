import { isTicked } from '../markdown/edits';

/** What stood in a box before it was ticked, and before that was taken back; by the box. */
export type BoxMemory = Map<string, { ticked?: string; open?: string }>;

/** A box of a file: the one with this text, counted among those that have the same. */
interface Box {
  file: string;
  text: string;
  marker: string;
  /** Its place among the boxes of the file, in file order. */
  all: readonly { text: string; line: number }[];
  line: number;
}

/**
 * The character for a box that is ticked or opened again: the one it had when it was so last, so that a tick and its
 * inverse give the same bytes (`[~]` and `[X]` included). Undefined when that isn't known: the usual one then.
 */
export function rememberBox(memory: BoxMemory, box: Box, done: boolean): string | undefined {
  if (isTicked(box.marker) === done) return undefined;
  const twins = box.all.filter(({ text }) => text === box.text).findIndex(({ line }) => line === box.line);
  const key = [box.file, box.text, twins].join('\n');
  const known = memory.get(key);
  memory.set(key, { ...known, [done ? 'open' : 'ticked']: box.marker });
  return done ? known?.ticked : known?.open;
}
