import type { Heading, MarkdownDocument, MetadataLine } from './document';
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
    .map((heading) => ({ heading, name: headingName(heading) }));
  for (const wanted of names.map(normalizeName)) {
    const found =
      headings.find(({ name }) => name === wanted) ??
      (prefix ? headings.find(({ name }) => name.startsWith(`${wanted} `)) : undefined);
    if (found) return sectionOf(doc, found.heading);
  }
  return null;
}

/** Each reader of a file asks for the names of all its headings. */
const headingNames = new WeakMap<Heading, string>();

/** A heading's text for comparison, without the number of an outline: `## 2.1 Scope` → `scope`. */
function headingName(heading: Heading): string {
  const name = headingNames.get(heading) ?? normalizeName(heading.text).replace(/^(?:\d+ )+(?=\S)/, '');
  headingNames.set(heading, name);
  return name;
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

/** `**Label:**`, also `**Label**:` and `__Label:__`, and with the colon of East Asian scripts. */
const BOLD = String.raw`(?:\*\*|__)`;
const BOLD_LABEL = String.raw`${BOLD}\s*([^*\n]{1,80}?)\s*(?:[:：]\s*${BOLD}|${BOLD}\s*[:：])[ \t]*`;
/** A line's first label, in a block quote, a list item or plain. */
const FIRST = new RegExp(String.raw`^[\s>]*(?:[-*+]\s+)?${BOLD_LABEL}`);
/** One more label in the same line, and what stands between: `**Created:** 2026-01-02 · **Status:** Draft`. */
const NEXT = new RegExp(String.raw`(\s*[·•|;,–—]\s*|\s+)${BOLD_LABEL}`, 'g');
/** These don't need more than a space before them; other words in bold may be part of a sentence. */
const WITHOUT_SEPARATOR = /^(?:status|date|created|updated|type|parent|parent plan|master plan|dependencies|branch)$/i;
/** What is longer holds no labels. */
const LONGEST_LINE = 1000;

/** The `**Label:** value` lines before the first level-2 heading, in file order; several of one line one by one. */
export function metadataLines(doc: MarkdownDocument): MetadataLine[] {
  const limit = doc.headings.find((heading) => heading.level === 2)?.line ?? Infinity;
  const ranges = [...doc.paragraphs, ...doc.items.map((item) => ({ line: item.line, endLine: item.line + 1 }))];
  const found: MetadataLine[] = [];
  for (const range of ranges.sort((a, b) => a.line - b.line)) {
    for (let line = range.line; line < range.endLine && line < limit; line++) found.push(...metadataIn(doc, line));
  }
  return found;
}

/** The metadata that one line begins with, or null. A hard break at its end is no part of the value. */
export function metadataAt(doc: MarkdownDocument, line: number): MetadataLine | null {
  return metadataIn(doc, line)[0] ?? null;
}

/** All metadata of one line, from left to right; none when it doesn't begin with a label. */
export function metadataIn(doc: MarkdownDocument, line: number): MetadataLine[] {
  const text = lineText(doc, line);
  const match = FIRST.exec(text.slice(0, LONGEST_LINE));
  if (!match) return [];
  const labels = [{ label: match[1] ?? '', from: match[0].length, before: 0 }];
  const rest = text.slice(match[0].length, LONGEST_LINE);
  for (const next of /\*\*|__/.test(rest) ? rest.matchAll(NEXT) : []) {
    const [whole, gap = '', label = ''] = next;
    if (gap.trim() === '' && !WITHOUT_SEPARATOR.test(label)) continue;
    const before = match[0].length + next.index;
    labels.push({ label, from: before + whole.length, before });
  }
  return labels.map(({ label, from }, at) => {
    const value = text
      .slice(from, labels[at + 1]?.before)
      .replace(/\\$/, '')
      .trimEnd();
    const start = lineStart(doc, line) + from;
    return { label, value, line, start, end: start + value.length };
  });
}
