import { tailLine } from '../context/locate';
import { findStateBlock } from '../context/stateBlock';
import { applyEdits } from '../markdown/edits';
import { isBlank, lineEnd, lineStart, parseMarkdown } from '../markdown/parse';

/**
 * The text with a comment that switches a rule off in this file: where it disturbs nobody, before the state block and
 * the thematic break that sets it off, else at the end.
 */
export function switchOff(text: string, rule: string): string {
  const doc = parseMarkdown(text);
  const { eol } = doc;
  let line = tailLine(doc, findStateBlock(doc));
  while (line > 0 && isBlank(doc, line - 1)) line--;
  const comment = `<!-- phased-plans-disable ${rule} -->`;
  if (line === 0) return applyEdits(text, [{ offset: lineStart(doc, 0), length: 0, text: comment + eol + eol }]);
  const offset = lineEnd(doc, line - 1);
  return applyEdits(text, [{ offset, length: 0, text: eol + eol + comment }]);
}
