import type { Heading, MarkdownDocument } from './document';
import { normalizeName } from './inline';
import { lineStart, lineText } from './lines';

export interface Section {
  heading: Heading;
  /** The first line after the heading. */
  line: number;
  endLine: number;
}

export interface SectionOptions {
  /** Only headings of this level. */
  level?: number;
  /** Also a heading that only begins with the name: `Success Criteria (Overall)`. */
  prefix?: boolean;
  /** Only headings in these lines. */
  within?: { line: number; endLine: number };
}

/**
 * The section whose heading has one of these names, compared without case, punctuation and emoji. The names are tried
 * in order; of several sections with the same name it is the first. Null when there is none.
 */
export function section(doc: MarkdownDocument, names: readonly string[], options: SectionOptions = {}): Section | null {
  const { level, prefix, within } = options;
  const headings = doc.headings
    .filter((heading) => level === undefined || heading.level === level)
    .filter((heading) => !within || (heading.line >= within.line && heading.line < within.endLine))
    .map((heading) => ({ heading, name: normalizeName(heading.text) }));
  for (const wanted of names.map(normalizeName)) {
    const found =
      headings.find(({ name }) => name === wanted) ??
      (prefix ? headings.find(({ name }) => name.startsWith(`${wanted} `)) : undefined);
    if (found) return sectionOf(doc, found.heading);
  }
  return null;
}

/** A heading's section. A heading underlined with `===` or `---` takes two lines or more. */
export function sectionOf(doc: MarkdownDocument, heading: Heading): Section {
  let line = heading.line + 1;
  if (!/^ {0,3}#/.test(lineText(doc, heading.line))) {
    while (line < heading.endLine && !/^ {0,3}(=+|-+)\s*$/.test(lineText(doc, line))) line++;
    line++;
  }
  return { heading, line: Math.min(line, heading.endLine), endLine: heading.endLine };
}

export interface MetadataLine {
  /** As written: `Parent Plan`. */
  label: string;
  /** Raw, without the white space around it. */
  value: string;
  line: number;
  /** Offsets of the value in the text. */
  start: number;
  end: number;
}

/** Up to the value: `**Label:**`, also `**Label**:`, in a block quote, a list item or plain. */
const LABEL = /^[\s>]*(?:[-*+]\s+)?\*\*\s*([^*\n]{1,80}?)\s*(?::\s*\*\*|\*\*\s*:)[ \t]*/;
const LONGEST_LABEL = 200;

/** The `**Label:** value` lines before the first level-2 heading, in file order. */
export function metadataLines(doc: MarkdownDocument): MetadataLine[] {
  const limit = doc.headings.find((heading) => heading.level === 2)?.line ?? Infinity;
  const ranges = [...doc.paragraphs, ...doc.items.map((item) => ({ line: item.line, endLine: item.line + 1 }))];
  const found: MetadataLine[] = [];
  for (const range of ranges.sort((a, b) => a.line - b.line)) {
    for (let line = range.line; line < range.endLine && line < limit; line++) {
      const metadata = metadataAt(doc, line);
      if (metadata) found.push(metadata);
    }
  }
  return found;
}

/** The metadata that one line holds, or null. A hard break at its end is no part of the value. */
export function metadataAt(doc: MarkdownDocument, line: number): MetadataLine | null {
  const text = lineText(doc, line);
  const match = LABEL.exec(text.slice(0, LONGEST_LABEL));
  if (!match) return null;
  const value = text.slice(match[0].length).replace(/\\$/, '').trimEnd();
  const start = lineStart(doc, line) + match[0].length;
  return { label: match[1] ?? '', value, line, start, end: start + value.length };
}
