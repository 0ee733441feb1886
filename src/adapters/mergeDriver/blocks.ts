import { lineEnding } from '../../core/markdown/lines';

/** Lines of ours at the end of a file of the user's, put in so that taking them out gives back every byte. */
export interface Block {
  lines: string[];
  /** Finds the lines as they were written by any version, from the beginning of a line up to its end. */
  pattern: RegExp;
}

/** The text with the block: in its place when it is there, else at the end. Null is a file that doesn't exist. */
export function withBlock(text: string | null, { lines, pattern }: Block): string {
  if (text === null) return `${lines.join('\n')}\n`;
  const eol = lineEnding(text);
  const block = lines.join(eol);
  if (pattern.test(text)) return text.replace(pattern, () => block);
  // A file without a final line ending stays one: this is how the way back knows that there was none.
  if (text === '' || text.endsWith('\n')) return text + block + (text === '' ? '' : eol);
  return text + eol + block;
}

/** The text without the block; null when nothing is left of a file that was made for it. */
export function withoutBlock(text: string | null, { pattern }: Block): string | null {
  const found = text === null ? null : pattern.exec(text);
  if (text === null || !found) return text;
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  const end = /^\r?\n/.exec(after)?.[0].length;
  if (end === undefined) return before.replace(/\r?\n$/, '');
  const rest = before + after.slice(end);
  return rest === '' ? null : rest;
}
