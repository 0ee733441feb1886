import type { MarkdownDocument } from '../markdown/document';
import { applyEdits, type TextEdit } from '../markdown/edits';
import { isBlank, lineEnd, lineStart, parseMarkdown, section, type Section } from '../markdown/parse';
import { isTemplateText } from './headings';
import { plainLine } from './plainText';

/** Where the steps of a phase’s plan stand, of a simple one, and of what other tools write. */
export const STEP_SECTIONS = ['Detailed Implementation Steps', 'Implementation Steps', 'Implementation Tasks'] as const;

/**
 * Writes steps into a plan that names none: as boxes in its step section, in place of template text that was never
 * filled in, else in a section of their own at the end. Nothing else of the text changes.
 */
export function addSteps(text: string, steps: readonly string[]): string {
  const doc = parseMarkdown(text);
  const boxes = steps.map((step) => `- [ ] ${plainLine(step)}`).join(doc.eol);
  const found = section(doc, STEP_SECTIONS);
  if (!found) {
    const gap = text === '' || /[\r\n]$/.test(text) ? '' : doc.eol;
    const added = `${gap}${doc.eol}## Implementation Steps${doc.eol}${doc.eol}${boxes}${doc.eol}`;
    return applyEdits(text, [{ offset: text.length, length: 0, text: added }]);
  }
  const unfilled = doc.items.filter(
    ({ line, text: item }) => line >= found.line && line < found.endLine && isTemplateText(item),
  );
  const [first, ...others] = unfilled.map(({ line, endLine }) => ({ line, endLine }));
  if (!first) return applyEdits(text, [after(doc, found, boxes)]);
  const replaced = { offset: lineStart(doc, first.line), length: 0, text: boxes };
  replaced.length = lineEnd(doc, first.endLine - 1) - replaced.offset;
  const gone = others
    .filter(({ line }) => line >= first.endLine)
    .map(({ line }) => ({
      offset: lineStart(doc, line),
      length: lineStart(doc, line + 1) - lineStart(doc, line),
      text: '',
    }));
  return applyEdits(text, [replaced, ...gone]);
}

/** Behind what the section says before its first sub-heading, with a blank line between. */
function after(doc: MarkdownDocument, { line, endLine }: Section, boxes: string): TextEdit {
  let end = doc.headings.find((each) => each.line >= line && each.line < endLine)?.line ?? endLine;
  while (end > line && isBlank(doc, end - 1)) end--;
  return { offset: lineEnd(doc, end - 1), length: 0, text: `${doc.eol}${doc.eol}${boxes}` };
}
