import { applyEdits } from '../markdown/edits';
import {
  isBlank,
  lineCount,
  lineEnd,
  lineStart,
  lineText,
  metadataLines,
  parseMarkdown,
  sectionOf,
  type MetadataLine,
} from '../markdown/parse';
import { statusInTongue } from './statusInTongue';
import { findPlanStatus } from './statusLine';

/**
 * Changes a plan's status where the plan says it, and nothing else: line endings, BOM and the rest of the line stay. A
 * plan without one is given back as it is. `status`: in English; a line of another tongue gets the word of that.
 */
export function setPlanStatus(text: string, status: string): string {
  const doc = parseMarkdown(text);
  const found = findPlanStatus(doc);
  if (!found) return text;
  const value = statusInTongue(status.replace(/\s+/g, ' ').trim(), found);
  const inFrontMatter = found.line < (doc.frontMatter?.endLine ?? 0);
  const [quote = ''] = (inFrontMatter ? /^["']/.exec(text.slice(found.start, found.end)) : null) ?? [];
  return replaceAt(text, found, quote + value + quote);
}

/** The same; a plan without a status gets a line of it. */
export function writePlanStatus(text: string, status: string): string {
  const isThere = findPlanStatus(parseMarkdown(text)) !== null;
  return isThere ? setPlanStatus(text, status) : addMetadata(text, 'Status', status);
}

/** Gives a plan one more metadata line: after the last it has, in its form, else after the title. `value`: Markdown. */
export function addMetadata(text: string, label: string, value: string): string {
  const doc = parseMarkdown(text);
  // Below a second-level heading it would not be read.
  const title = doc.headings[0] && doc.headings[0].level !== 2 ? doc.headings[0] : undefined;
  // Those of a phase that is described below aren't the plan's.
  const end = doc.headings[1]?.line ?? Infinity;
  const last = metadataLines(doc).findLast((each) => each.line < end);
  const line = `**${label}:** ${value}`;
  if (last) {
    const [form = ''] = /^[\s>]*(?:[-*+]\s+)?/.exec(lineText(doc, last.line)) ?? [];
    return insertAt(text, lineEnd(doc, last.line), `${doc.eol}${form}${line}`);
  }
  if (!title) {
    const first = doc.frontMatter?.endLine ?? 0;
    const [before, after] = [first > 0 ? doc.eol : '', first > 0 && isBlank(doc, first) ? '' : doc.eol];
    return insertAt(text, lineStart(doc, first), before + line + doc.eol + after);
  }
  const below = sectionOf(doc, title).line;
  const gap = below < lineCount(doc) && !isBlank(doc, below) ? doc.eol : '';
  return insertAt(text, lineEnd(doc, below - 1), `${doc.eol}${doc.eol}${line}${gap}`);
}

function replaceAt(text: string, { start, end }: MetadataLine, value: string): string {
  const gap = /\s/.test(text.charAt(start - 1)) ? '' : ' ';
  return applyEdits(text, [{ offset: start, length: end - start, text: gap + value }]);
}

function insertAt(text: string, offset: number, added: string): string {
  return applyEdits(text, [{ offset, length: 0, text: added }]);
}
