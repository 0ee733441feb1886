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
  type MetadataLine,
} from '../markdown/parse';

/**
 * Changes the value of a plan's first `**Status:**` line, else of its front matter's `status`, and nothing else: line
 * endings, BOM and the rest of the line stay. A plan without one is given back as it is.
 */
export function setPlanStatus(text: string, status: string): string {
  const doc = parseMarkdown(text);
  const line = metadataLines(doc).find(isStatus);
  const value = status.replace(/\s+/g, ' ').trim();
  if (line) return replaceAt(text, line, value);
  const key = doc.frontMatter?.values.find(isStatus);
  if (!key) return text;
  const [quote = ''] = /^["']/.exec(text.slice(key.start, key.end)) ?? [];
  return replaceAt(text, key, quote + value + quote);
}

/**
 * The same; a plan without a status gets a line: after the last of its metadata lines, in their form, else after its
 * title.
 */
export function writePlanStatus(text: string, status: string): string {
  const changed = setPlanStatus(text, status);
  const doc = parseMarkdown(text);
  const lines = metadataLines(doc);
  if (changed !== text || [...lines, ...(doc.frontMatter?.values ?? [])].some(isStatus)) return changed;
  // Below a second-level heading it would not be read.
  const title = doc.headings[0] && doc.headings[0].level !== 2 ? doc.headings[0] : undefined;
  const last = lines.at(-1);
  const value = `**Status:** ${status}`;
  if (last) {
    const [form = ''] = /^[\s>]*(?:[-*+]\s+)?/.exec(lineText(doc, last.line)) ?? [];
    return insertAt(text, lineEnd(doc, last.line), `${doc.eol}${form}${value}`);
  }
  if (!title) {
    const first = doc.frontMatter?.endLine ?? 0;
    const [before, after] = [first > 0 ? doc.eol : '', first > 0 && isBlank(doc, first) ? '' : doc.eol];
    return insertAt(text, lineStart(doc, first), before + value + doc.eol + after);
  }
  const below = sectionOf(doc, title).line;
  const gap = below < lineCount(doc) && !isBlank(doc, below) ? doc.eol : '';
  return insertAt(text, lineEnd(doc, below - 1), `${doc.eol}${doc.eol}${value}${gap}`);
}

function isStatus({ label }: MetadataLine): boolean {
  return normalizeName(label) === 'status';
}

function replaceAt(text: string, { start, end }: MetadataLine, value: string): string {
  const gap = /\s/.test(text.charAt(start - 1)) ? '' : ' ';
  return applyEdits(text, [{ offset: start, length: end - start, text: gap + value }]);
}

function insertAt(text: string, offset: number, added: string): string {
  return applyEdits(text, [{ offset, length: 0, text: added }]);
}
