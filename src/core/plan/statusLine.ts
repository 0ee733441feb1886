import type { MarkdownDocument, MetadataLine } from '../markdown/document';
import { cleanInline, isBlank, lineStart, lineText, metadataLines, normalizeName, section } from '../markdown/parse';
import { readWrittenStatus } from './status';
import { readTables } from './tables';
import { STATUS_LABELS } from './words';

/** A longer text tells of more than a status. */
const LONGEST_STATUS = 60;

const PLAIN_LABEL = new RegExp(`^[\\s>]*(?:[-*+]\\s+)?(${STATUS_LABELS.join('|')})\\s*[:：][ \\t]*`, 'iu');

/**
 * Where a plan says its status, and what: in its first `**Status:**` line, else in its front matter, else in one of the
 * forms that people write beside these (`Status: …`, a row of a table, a section of that name). Those count only where
 * nothing but a status stands there: it is replaced as a whole. Null when it says none.
 */
export function findPlanStatus(doc: MarkdownDocument): MetadataLine | null {
  return (
    metadataLines(doc).find(isStatus) ??
    doc.frontMatter?.values.find((each) => isStatus(each) && !/^[&*!{[]/.test(rawOf(doc, each))) ??
    plainLine(doc) ??
    tableRow(doc) ??
    ownSection(doc)
  );
}

const isStatus = ({ label }: MetadataLine): boolean => isStatusLabel(label);

/** Whether a label says a status, in whatever tongue. */
export function isStatusLabel(label: string): boolean {
  return STATUS_LABELS.includes(normalizeName(label));
}

const rawOf = ({ text }: MarkdownDocument, { start, end }: MetadataLine): string => text.slice(start, end);

/** `Status: Draft`, in a line of its own below the title. */
function plainLine(doc: MarkdownDocument): MetadataLine | null {
  const limit = headEnd(doc);
  const inParagraphs = doc.paragraphs.flatMap(({ line, endLine }) => range(line, Math.min(endLine, limit)));
  const inLists = doc.items.filter((item) => item.line < limit && item.depth === 0).map((item) => item.line);
  for (const line of [...inParagraphs, ...inLists]) {
    const found = valueIn(doc, line, PLAIN_LABEL);
    if (found) return found;
  }
  return null;
}

/** `| Status | Draft |`, in a table below the title. */
function tableRow(doc: MarkdownDocument): MetadataLine | null {
  const limit = headEnd(doc);
  const rows = readTables(doc).flatMap((table) => table.rows);
  const isNamed = (cell = ''): boolean => STATUS_LABELS.includes(normalizeName(cleanInline(cell)));
  const row = rows.find(({ line, cells }) => line < limit && cells.length === 2 && isNamed(cells[0]));
  return row ? valueIn(doc, row.line, /^ {0,3}\|[^|]*\|[ \t]*/, /\|\s*$/) : null;
}

/** `## Status` with a status below it, and nothing else. */
function ownSection(doc: MarkdownDocument): MetadataLine | null {
  const found = section(doc, STATUS_LABELS, { level: 2 });
  if (!found) return null;
  const lines = range(found.line, found.endLine).filter((each) => !isBlank(doc, each) && !doc.rules.includes(each));
  const [line, ...more] = lines;
  return line === undefined || more.length > 0 ? null : valueIn(doc, line, /^ {0,3}/);
}

/** The end of what stands below the title. */
function headEnd(doc: MarkdownDocument): number {
  const [first, second] = doc.headings;
  const isTitled = first !== undefined && first.level === 1;
  return (isTitled ? second : first)?.line ?? Infinity;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

/** What stands in a line between what it begins and what it ends with, when that is a status and nothing else. */
function valueIn(doc: MarkdownDocument, line: number, before: RegExp, after = /$/): MetadataLine | null {
  const text = lineText(doc, line).trimEnd();
  const lead = before.exec(text.slice(0, 1000))?.[0];
  if (lead === undefined || isInComment(doc, line)) return null;
  const value = text.slice(lead.length).replace(after, '').replace(/\\$/, '').trimEnd();
  if (!isStatusAlone(value)) return null;
  const start = lineStart(doc, line) + lead.length;
  return { label: normalizeName(lead) || 'status', value, line, start, end: start + value.length };
}

/** `Draft`, `🚧 In Progress (80 %)`: no box, no quote, no second label. */
function isStatusAlone(value: string): boolean {
  if (value.length > LONGEST_STATUS || !/^[\p{L}\p{Extended_Pictographic}*_~\d]/u.test(value)) return false;
  return !/[|·;<>`[\]]|\w: /.test(value) && readWrittenStatus(cleanInline(value)) !== null;
}

function isInComment({ text, lineOffsets }: MarkdownDocument, line: number): boolean {
  const before = text.slice(0, lineOffsets[line]);
  return before.lastIndexOf('<!--') > before.lastIndexOf('-->');
}
