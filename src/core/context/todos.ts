import type { ListItem, MarkdownDocument } from '../markdown/document';
import { applyEdits } from '../markdown/edits';
import { isBlank, lineStart, sectionOf, type Section } from '../markdown/parse';

/**
 * The text with the to-do items of a section replaced by `lines`, which go where the first item stood. Headings in the
 * section that are left with nothing go with their items.
 */
export function replacedTodos(doc: MarkdownDocument, list: Section, items: ListItem[], lines: string[]): string {
  const removed = new Set<number>();
  for (const item of items) for (let line = item.line; line < item.endLine; line++) removed.add(line);
  for (const line of emptiedHeadings(doc, list, removed)) removed.add(line);
  const first = Math.min(...removed);
  const itemLines = new Set(doc.items.map((item) => item.line));
  const parts: string[] = [];
  let blank = false;
  // Whether a removed or added line came last: then a blank line may be one too many, or missing.
  let seam = false;
  for (let line = list.line; line < list.endLine; line++) {
    if (line === first && lines.length > 0) {
      parts.push(...lines.map((text) => text + doc.eol));
      blank = false;
      seam = true;
    }
    if (removed.has(line)) {
      seam = true;
      continue;
    }
    const empty = isBlank(doc, line);
    if (seam && empty && blank) continue;
    if (seam && !empty && !blank && parts.length > 0 && !itemLines.has(line)) parts.push(doc.eol);
    parts.push(doc.text.slice(lineStart(doc, line), lineStart(doc, line + 1)));
    blank = empty;
    seam = false;
  }
  return splice(doc, list, parts.join(''));
}

/** The lines of headings in the section whose own section holds only removed lines, at least one. */
function emptiedHeadings(doc: MarkdownDocument, list: Section, removed: ReadonlySet<number>): number[] {
  const inside = doc.headings
    .filter(({ line }) => line >= list.line && line < list.endLine)
    .map((h) => sectionOf(doc, h));
  const headingLines = new Set(inside.flatMap(({ heading, line }) => range(heading.line, line)));
  return inside
    .filter(({ line, endLine }) => {
      const body = range(line, Math.min(endLine, list.endLine));
      const gone = body.filter((at) => removed.has(at));
      return gone.length > 0 && body.every((at) => removed.has(at) || headingLines.has(at) || isBlank(doc, at));
    })
    .flatMap(({ heading, line }) => range(heading.line, line));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

/** Replaces a section's body; a file that ended without a line ending, or with blank lines only, ends so again. */
function splice(doc: MarkdownDocument, list: Section, body: string): string {
  const offset = lineStart(doc, list.line);
  const end = lineStart(doc, list.endLine);
  const atEnd = end === doc.text.length && !/[\r\n]$/.test(doc.text);
  const text = atEnd ? body.replace(/(?:\r\n|\r|\n)$/, '') : body;
  return applyEdits(doc.text, [{ offset, length: end - offset, text }]);
}
