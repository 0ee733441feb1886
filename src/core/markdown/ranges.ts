import type { Heading, MarkdownDocument } from './document';
import { normalizeName } from './inline';

export interface LineRange {
  line: number;
  endLine: number;
}

/**
 * The lines of all sections so named, as ranges that don't overlap. `isWanted` gets the name as `comparable` has it,
 * and the heading as it is written.
 */
export function sectionsNamed(
  doc: MarkdownDocument,
  isWanted: (name: string, heading: string) => boolean,
  within?: readonly LineRange[],
): LineRange[] {
  const ranges: LineRange[] = [];
  for (const heading of within ? inRanges(doc.headings, within) : doc.headings) {
    const { text, line, endLine } = heading;
    const last = ranges.at(-1);
    if (!isWanted(comparable(heading), text) || (last && endLine <= last.endLine)) continue;
    ranges.push({ line: line + 1, endLine });
  }
  return ranges;
}

/** What begins in one of the ranges; both lists are in file order, so one pass is enough. */
export function inRanges<T extends { line: number }>(all: readonly T[], ranges: readonly LineRange[]): T[] {
  let at = 0;
  return all.filter(({ line }) => {
    while (at < ranges.length && (ranges[at]?.endLine ?? 0) <= line) at++;
    const range = ranges[at];
    return range !== undefined && line >= range.line;
  });
}

/** Every reader of a plan asks for the names of all its headings. */
const names = new WeakMap<Heading, string>();

/** `3. Success Criteria (all phases)` → `success criteria`. */
function comparable(heading: Heading): string {
  const known = names.get(heading);
  if (known !== undefined) return known;
  const { text } = heading;
  const name = normalizeName(text.replace(/\([^()]*\)/g, ' ')) || normalizeName(text);
  const bare = name.replace(/^(?:\d+ )+(?=\S)/, '').replace(/ overall$/, '');
  names.set(heading, bare);
  return bare;
}
