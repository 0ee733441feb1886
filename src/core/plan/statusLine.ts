import type { MarkdownDocument, MetadataLine } from '../markdown/document';
import { cleanInline, isBlank, lineStart, lineText, metadataLines, normalizeName, section } from '../markdown/parse';
import { readWrittenStatus } from './status';
import { readTables } from './tables';

/** A longer text below a heading tells of more than a status. */
const LONGEST_STATUS = 60;

/**
 * Where a plan says its status, and what: in its first `**Status:**` line, else in its front matter, else in one of the
 * forms that people write beside these (`Status: …`, a row of a table, a section of that name). Null when it says none.
 */
export function findPlanStatus(doc: MarkdownDocument): MetadataLine | null {
  return (
    metadataLines(doc).find(isStatus) ??
    doc.frontMatter?.values.find(isStatus) ??
    plainLine(doc) ??
    tableRow(doc) ??
    ownSection(doc)
  );
}

function isStatus({ label }: MetadataLine): boolean {
  return normalizeName(label) === 'status';
}

/** `Status: Draft`, in a line of its own before the first section. */
function plainLine(doc: MarkdownDocument): MetadataLine | null {
  const limit = firstSection(doc);
  for (const { line: first, endLine } of [...doc.paragraphs, ...doc.items])
    for (let line = first; line < Math.min(endLine, limit); line++) {
      const found = valueIn(doc, line, /^[\s>]*(?:[-*+]\s+)?Status\s*[:：][ \t]*/i);
      if (found) return found;
    }
  return null;
}

/** `| Status | Draft |`, in a table before the first section. */
function tableRow(doc: MarkdownDocument): MetadataLine | null {
  const limit = firstSection(doc);
  const rows = readTables(doc).flatMap((table) => table.rows);
  const row = rows.find(({ line, cells }) => line < limit && normalizeName(cleanInline(cells[0] ?? '')) === 'status');
  return row ? valueIn(doc, row.line, /^ {0,3}\|[^|]*\|[ \t]*(?=[^|]*\S)/, /\s*(?<!\\)\|.*$/) : null;
}

/** `## Status` with a status below it, and nothing else. */
function ownSection(doc: MarkdownDocument): MetadataLine | null {
  const found = section(doc, ['Status'], { level: 2 });
  if (!found) return null;
  const lines = Array.from({ length: found.endLine - found.line }, (_, index) => found.line + index);
  const [line, ...more] = lines.filter((each) => !isBlank(doc, each) && !doc.rules.includes(each));
  if (line === undefined || more.length > 0) return null;
  const value = valueIn(doc, line, /^ {0,3}(?:[-*+]\s+)?(?=[^\s|#])/);
  return value && value.value.length <= LONGEST_STATUS && readWrittenStatus(cleanInline(value.value)) ? value : null;
}

function firstSection(doc: MarkdownDocument): number {
  return doc.headings.find((heading) => heading.level === 2)?.line ?? Infinity;
}

/** What stands in a line between what it begins and what it ends with. */
function valueIn(doc: MarkdownDocument, line: number, before: RegExp, after = /\\?\s*$/): MetadataLine | null {
  const text = lineText(doc, line);
  const lead = before.exec(text.slice(0, 1000))?.[0];
  if (lead === undefined) return null;
  const value = text.slice(lead.length).replace(after, '');
  const start = lineStart(doc, line) + lead.length;
  return { label: 'Status', value, line, start, end: start + value.length };
}
