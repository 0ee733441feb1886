import { applyEdits } from '../markdown/edits';
import { metadataLines, normalizeName, parseMarkdown } from '../markdown/parse';

/**
 * Changes the value of a plan's first `**Status:**` line and nothing else (DESIGN §5): line endings, BOM and the rest of
 * the line stay. A plan without such a line is given back as it is.
 */
export function setPlanStatus(text: string, status: string): string {
  const line = metadataLines(parseMarkdown(text)).find(({ label }) => normalizeName(label) === 'status');
  if (!line) return text;
  const value = status.replace(/\s+/g, ' ').trim();
  const gap = /[\s]/.test(text.charAt(line.start - 1)) ? '' : ' ';
  return applyEdits(text, [{ offset: line.start, length: line.end - line.start, text: gap + value }]);
}
