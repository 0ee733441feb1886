import { applyEdits } from '../markdown/edits';
import { lineEnd, lineStart, lineText, parseMarkdown } from '../markdown/parse';
import { bodyLines, isPlaceholderLine, notesSection } from './locate';
import { freshNotes, insertBlock } from './sections';
import { findStateBlock } from './stateBlock';

/** Adds an item at the end of the progress notes, in place of their placeholder where there is nothing else. */
export function withNote(text: string, note: string): string {
  const doc = parseMarkdown(text);
  const notes = notesSection(doc, findStateBlock(doc));
  if (!notes) return withNote(freshNotes(text), note);
  const item = `- ${note}`;
  const body = bodyLines(doc, notes);
  if (!body) return insertBlock(doc, notes.line, [item]);
  const last = body.endLine - 1;
  if (body.line === last && isPlaceholderLine(lineText(doc, last))) {
    const offset = lineStart(doc, last);
    return applyEdits(text, [{ offset, length: lineEnd(doc, last) - offset, text: item }]);
  }
  if (!/^\s*[-*+] /.test(lineText(doc, last))) return insertBlock(doc, body.endLine, [item]);
  return applyEdits(text, [{ offset: lineEnd(doc, last), length: 0, text: doc.eol + item }]);
}
