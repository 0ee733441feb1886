import type { MarkdownDocument, MetadataLine } from '../markdown/document';
import { lineCount, lineEnd, lineStart, lineText } from '../markdown/lines';
import { metadataAt, metadataLines, sectionOf } from '../markdown/sections';
import { titleOf } from './locate';

/** How the one-line summaries of the method begin. */
const SUMMARY_LINE = /^(?:(?:Executing|Planned|Completed):(?:\s|$)|Ready(?:[.!]?\s*$| (?:to|for) ))/;
const LABELS = ['Branch', 'Plan', 'Master Plan', 'Phase Plan'] as const;
type Label = (typeof LABELS)[number];

/** The line after the title, where the summary belongs; without a title the first line that isn't front matter. */
export function lineAfterTitle(doc: MarkdownDocument): number {
  const title = titleOf(doc);
  return title ? sectionOf(doc, title).line : (doc.frontMatter?.endLine ?? 0);
}

/** Where the head ends: at the next heading, thematic break or code block. */
function headEnd(doc: MarkdownDocument): number {
  const from = lineAfterTitle(doc);
  return Math.min(
    lineCount(doc),
    doc.headings.find((heading) => heading.line >= from)?.line ?? Infinity,
    doc.rules.find((line) => line >= from) ?? Infinity,
    doc.fences.find((fence) => fence.line >= from)?.line ?? Infinity,
  );
}

export interface SummaryPlace {
  line: number;
  start: number;
  end: number;
}

/**
 * The one-line summary: the first line in the head that reads like one of the method's and begins a paragraph, or comes
 * after metadata alone. Whatever else stands there is the user's. A summary that `---` on the next line turned into a
 * heading is one too.
 */
export function summaryPlace(doc: MarkdownDocument): SummaryPlace | null {
  const found = headLines(doc).find((line) => SUMMARY_LINE.test(unquoted(doc, line)));
  return found === undefined ? null : placeOfSummary(doc, found);
}

/** The line to be read as the summary: a free text too, where nothing reads like one of the method's. */
export function readSummaryPlace(doc: MarkdownDocument): SummaryPlace | null {
  const found = headLines(doc).find((line) => !metadataAt(doc, line));
  return summaryPlace(doc) ?? (found === undefined ? null : placeOfSummary(doc, found));
}

/** The lines that may be the summary. */
function headLines(doc: MarkdownDocument): number[] {
  const from = lineAfterTitle(doc);
  const end = headEnd(doc);
  const lines: number[] = [];
  for (const paragraph of doc.paragraphs) {
    if (paragraph.line < from || paragraph.line >= end) continue;
    for (let { line } = paragraph; line < paragraph.endLine; line++) {
      lines.push(line);
      if (!metadataAt(doc, line)) break;
    }
  }
  const next = doc.headings.find((heading) => heading.line >= from);
  const isUnderlined = next && next.line <= from + 1 && !lineText(doc, next.line).trimStart().startsWith('#');
  return isUnderlined ? [...lines, next.line] : lines;
}

const unquoted = (doc: MarkdownDocument, line: number): string => lineText(doc, line).replace(/^[\s>]+/, '');

function placeOfSummary(doc: MarkdownDocument, line: number): SummaryPlace {
  const text = lineText(doc, line);
  const start = lineStart(doc, line) + (text.length - unquoted(doc, line).length);
  return { line, start, end: Math.max(start, lineEnd(doc, line) - (text.length - text.trimEnd().length)) };
}

const methodLabel = (label: string): Label | undefined =>
  LABELS.find((each) => each.toLowerCase() === label.toLowerCase());

/** Whether a label is one of those that the method writes. */
export function isMethodLabel(label: string): boolean {
  return methodLabel(label) !== undefined;
}

/**
 * The branch and plan lines of the method: those in the head that name something, and have nothing of their own below
 * them.
 */
export function ownMetadata(doc: MarkdownDocument): (MetadataLine & { label: Label })[] {
  const from = lineAfterTitle(doc);
  const end = headEnd(doc);
  const long = new Set(doc.items.filter((item) => item.endLine > item.line + 1).map(({ line }) => line));
  const all = metadataLines(doc);
  // A line with more labels is somebody's own.
  const times = new Map<number, number>();
  for (const { line } of all) times.set(line, (times.get(line) ?? 0) + 1);
  return all.flatMap((each) => {
    const label = methodLabel(each.label);
    const isOwn =
      label &&
      times.get(each.line) === 1 &&
      each.line >= from &&
      each.line < end &&
      isName(each.value) &&
      !long.has(each.line);
    return isOwn ? [{ ...each, label }] : [];
  });
}

/** Whether a value is the name of a branch or a file, perhaps with a remark, rather than a sentence. */
function isName(value: string): boolean {
  if (/^(?:`|\[[^\]]*\]\(|$)/.test(value)) return true;
  const [first = '', next] = value.split(/\s+/);
  return next === undefined || /\/|\.md$/i.test(first) || /^[(–—-]/.test(next);
}
