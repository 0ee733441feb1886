import { applyEdits } from '../markdown/edits';
import { lineEnd, lineText, parseMarkdown } from '../markdown/parse';
import { headingPhase, phaseHeading } from '../plan/headings';
import { samePhase } from '../types';
import { bodyLines, notesSection } from './locate';
import type { ContextEdit } from './model';
import { freshNotes, insertNotes } from './sections';
import { findStateBlock } from './stateBlock';

/**
 * Adds an item to the progress notes, in place of their placeholder where there is nothing else. One of a phase that
 * isn't the current one, or among notes by phases, stands under that phase's heading: summaries take notes by those.
 */
export function withNote(text: string, note: NonNullable<ContextEdit['note']>): string {
  const doc = parseMarkdown(text);
  const notes = notesSection(doc, findStateBlock(doc));
  if (!notes) return withNote(freshNotes(text), note);
  const item = `- ${note.text}`;
  const inside = doc.headings.filter(({ line }) => line >= notes.line && line < notes.endLine);
  const own = inside.find((heading) => samePhase(headingPhase(heading.text), note.phase));
  const end = own && inside.find((heading) => heading.line > own.line && heading.level <= own.level)?.line;
  const body = bodyLines(doc, own ? { ...notes, line: own.line + 1, endLine: end ?? notes.endLine } : notes);
  const isByPhases = inside.some((heading) => headingPhase(heading.text) !== null);
  const heading = own || (!isByPhases && note.isCurrent) ? [] : [`### ${phaseHeading(note.phase)}`, ''];
  // As one more item of a list that is there.
  if (body && heading.length === 0 && /^\s*[-*+] /.test(lineText(doc, body.endLine - 1)))
    return applyEdits(text, [{ offset: lineEnd(doc, body.endLine - 1), length: 0, text: doc.eol + item }]);
  return insertNotes(doc, { body, line: own ? own.line + 1 : notes.line }, [...heading, item]);
}
