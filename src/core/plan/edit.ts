import { applyEdits } from '../markdown/edits';
import {
  isBlank,
  lineCount,
  lineEnd,
  lineStart,
  lineText,
  metadataLines,
  normalizeName,
  parseMarkdown,
  sectionOf,
} from '../markdown/parse';

/**
 * Changes the value of a plan's first `**Status:**` line and nothing else: line endings, BOM and the rest of the line
 * stay. A plan without such a line is given back as it is.
 */
export function setPlanStatus(text: string, status: string): string {
  const line = metadataLines(parseMarkdown(text)).find(({ label }) => normalizeName(label) === 'status');
  if (!line) return text;
  const value = status.replace(/\s+/g, ' ').trim();
  const gap = /[\s]/.test(text.charAt(line.start - 1)) ? '' : ' ';
  return applyEdits(text, [{ offset: line.start, length: line.end - line.start, text: gap + value }]);
}

/**
 * The same; a plan without such a line gets one: after the last of its metadata lines, in their form, else after its
 * title.
 */
export function writePlanStatus(text: string, status: string): string {
  const changed = setPlanStatus(text, status);
  const doc = parseMarkdown(text);
  const lines = metadataLines(doc);
  if (changed !== text || lines.some(({ label }) => normalizeName(label) === 'status')) return changed;
  const title = doc.headings[0];
  const last = lines.at(-1);
  const value = `**Status:** ${status}`;
  if (last) {
    const [form = ''] = /^[\s>]*(?:[-*+]\s+)?/.exec(lineText(doc, last.line)) ?? [];
    return insertAt(text, lineEnd(doc, last.line), `${doc.eol}${form}${value}`);
  }
  if (!title) return insertAt(text, lineStart(doc, 0), `${value}${doc.eol}${doc.eol}`);
  const below = sectionOf(doc, title).line;
  const gap = below < lineCount(doc) && !isBlank(doc, below) ? doc.eol : '';
  return insertAt(text, lineEnd(doc, below - 1), `${doc.eol}${doc.eol}${value}${gap}`);
}

function insertAt(text: string, offset: number, added: string): string {
  return applyEdits(text, [{ offset, length: 0, text: added }]);
}
