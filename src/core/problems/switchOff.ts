import { tailLine } from '../context/locate';
import { findStateBlock } from '../context/stateBlock';
import type { MarkdownDocument } from '../markdown/document';
import { applyEdits } from '../markdown/edits';
import { isBlank, lineEnd, lineStart, parseMarkdown } from '../markdown/parse';

/**
 * The text with a comment that switches a rule off in this file: where it disturbs nobody, before the state block and
 * the thematic break that sets it off, else at the end, or before a fence that is open to the end.
 */
export function switchOff(text: string, rule: string): string {
  const doc = parseMarkdown(text);
  const comment = `<!-- phased-plans-disable ${rule} -->`;
  const made = withComment(doc, tailLine(doc, findStateBlock(doc)), comment);
  const at = made.lastIndexOf(comment);
  const around = parseMarkdown(made).fences.find(({ start, end }) => start <= at && at < end);
  return around ? withComment(doc, around.line, comment) : made;
}

/** The comment before a line and the blank ones above it. */
function withComment(doc: MarkdownDocument, before: number, comment: string): string {
  const { text, eol } = doc;
  let line = before;
  while (line > 0 && isBlank(doc, line - 1)) line--;
  if (line === 0) return applyEdits(text, [{ offset: lineStart(doc, 0), length: 0, text: comment + eol + eol }]);
  const offset = lineEnd(doc, line - 1);
  return applyEdits(text, [{ offset, length: 0, text: eol + eol + comment }]);
}
