import type { ListItem, MarkdownDocument } from '../markdown/document';
import { applyEdits, type TextEdit } from '../markdown/edits';
import { isBlank, lineCount, lineEnd, lineStart, lineText, parseMarkdown } from '../markdown/parse';
import { samePhase, type PhaseId } from '../types';
import { headingPhase, phaseHeading } from '../plan/headings';
import { lineAfterTitle, ownMetadata, readSummaryPlace, summaryPlace } from './head';
import { bodyLines, isPlaceholderLine, notesSection, NOTES_PLACEHOLDER, stateLine, todoSection } from './locate';
import type { ContextEdit, NewTodo } from './model';
import { findStateBlock } from './stateBlock';
import { replacedTodos } from './todos';

/** Replaces the one-line summary of the method, or puts one in after the title: any other line stays. */
export function replaceSummaryLine(text: string, summary: string): string {
  const doc = parseMarkdown(text);
  const place = summaryPlace(doc);
  if (!place) return insertBlock(doc, lineAfterTitle(doc), [withoutBreaks(summary)]);
  return applyEdits(text, [{ offset: place.start, length: place.end - place.start, text: withoutBreaks(summary) }]);
}

/** Takes the one-line summary of the method out. */
export function removeSummaryLine(text: string): string {
  const doc = parseMarkdown(text);
  const place = summaryPlace(doc);
  if (!place) return text;
  const offset = lineStart(doc, place.line);
  const edits = orphanedBlanks(doc, new Set([place.line]));
  return applyEdits(text, [{ offset, length: lineStart(doc, place.line + 1) - offset, text: '' }, ...edits]);
}

/**
 * Replaces the branch and plan lines by the given ones, where the first of them stands; without any, as a paragraph of
 * its own after the summary. Other metadata (`**Phase:** 1 of 3`) stays, and what the user wrote after such a label.
 */
export function replaceMetadata(text: string, metadata: NonNullable<ContextEdit['metadata']>): string {
  const doc = parseMarkdown(text);
  const lines = metadata.map(
    ({ label, value }) => `**${label}:** ${label === 'Branch' ? code(value) : withoutBreaks(value)}`,
  );
  const old = ownMetadata(doc);
  if (old.length === 0) return lines.length > 0 ? insertBlock(doc, lineAfterSummary(doc), lines) : text;
  const plain = old.find(({ line }) => lineText(doc, line).trimStart().startsWith('**')) ?? old[0];
  const edits = old.map(({ line }): TextEdit => {
    const offset = lineStart(doc, line);
    if (line === plain?.line && lines.length > 0) {
      return { offset, length: lineEnd(doc, line) - offset, text: lines.join(doc.eol) };
    }
    return { offset, length: lineStart(doc, line + 1) - offset, text: '' };
  });
  if (lines.length === 0) edits.push(...orphanedBlanks(doc, new Set(old.map(({ line }) => line))));
  return applyEdits(text, edits);
}

/** The blank line after a paragraph that goes altogether, when one stands before it too. */
function orphanedBlanks(doc: MarkdownDocument, removed: ReadonlySet<number>): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const line of removed) {
    const next = line + 1;
    if (removed.has(next) || next >= lineCount(doc) || !isBlank(doc, next)) continue;
    let before = line - 1;
    while (removed.has(before)) before--;
    if (before >= 0 && isBlank(doc, before)) {
      edits.push({ offset: lineStart(doc, next), length: lineStart(doc, next + 1) - lineStart(doc, next), text: '' });
    }
  }
  return edits;
}

function lineAfterSummary(doc: MarkdownDocument): number {
  const place = readSummaryPlace(doc);
  if (!place) return lineAfterTitle(doc);
  const paragraph = doc.paragraphs.find(({ line }) => line === place.line);
  return paragraph?.endLine ?? place.line + 2;
}

/**
 * Replaces the items of the to-do list. What else stands in its section stays; a group's heading goes with its last
 * item. Without such a section, one is put in before the progress notes, else before the state block and the heading
 * that it belongs to.
 */
export function replaceTodos(text: string, todos: NonNullable<ContextEdit['todos']>): string {
  const doc = parseMarkdown(text);
  const block = findStateBlock(doc);
  const list = todoSection(doc, block);
  const lines = boxLines(todos, list?.heading.level ?? LIST_LEVEL);
  if (!list) return lines.length > 0 ? insertTodoSection(doc, lines) : text;
  const items = itemsWithBoxes(doc).filter(({ line }) => line >= list.line && line < list.endLine);
  if (items.length > 0) return replacedTodos(doc, list, items, lines);
  // Before the first group: under the last one they would seem to belong to it.
  const group = doc.headings.find(({ line }) => line >= list.line && line < list.endLine);
  const body = bodyLines(doc, { ...list, endLine: group?.line ?? list.endLine });
  return lines.length > 0 ? insertBlock(doc, body?.endLine ?? list.line, lines) : text;
}

function insertTodoSection(doc: MarkdownDocument, lines: string[]): string {
  const block = findStateBlock(doc);
  const line = notesSection(doc, block)?.heading.line ?? stateLine(doc, block);
  return insertBlock(doc, line, ['## To-Do List', '', ...lines]);
}

/**
 * Puts the to-dos of a phase under its `### Phase N` at the end of the to-do list. Items of phases that run beside it
 * stay; those of others go, as by `replaceTodos`.
 */
export function replacePhaseTodos(text: string, o: NonNullable<ContextEdit['phaseTodos']>): string {
  const [only, ...more] = o.keep;
  if (only !== undefined && more.length === 0) text = groupLooseTodos(text, only);
  const stays = parseMarkdown(text);
  const places = todoPlaces(stays);
  const gone = places.filter(({ phase }) => !o.keep.some((id) => samePhase(id, phase))).map(({ item }) => item);
  const section = todoSection(stays, findStateBlock(stays));
  const cleared = section && gone.length > 0 ? replacedTodos(stays, section, gone, []) : text;
  const doc = parseMarkdown(cleared);
  const list = todoSection(doc, findStateBlock(doc));
  const lines = [groupHeading(o.phase), '', ...boxLines(o.todos, LIST_LEVEL + 1)];
  if (!list) return insertTodoSection(doc, lines);
  return insertBlock(doc, bodyLines(doc, list)?.endLine ?? list.line + 1, lines);
}

/** The to-dos of a phase that ran alone may stand under no heading: they get its own. */
function groupLooseTodos(text: string, phase: PhaseId): string {
  const doc = parseMarkdown(text);
  const loose = todoPlaces(doc).find((place) => place.phase === null);
  return loose ? insertBlock(doc, loose.item.line, [groupHeading(phase)]) : text;
}

/** The items of the to-do list, each with the phase it stands under. */
export function todoPlaces(doc: MarkdownDocument): { item: ListItem; phase: PhaseId | null }[] {
  const list = todoSection(doc, findStateBlock(doc));
  if (!list) return [];
  const headings = doc.headings.filter(({ line }) => line >= list.line && line < list.endLine);
  return itemsWithBoxes(doc)
    .filter(({ line }) => line >= list.line && line < list.endLine)
    .map((item) => {
      const above = headings.filter(({ line }) => line < item.line).map((heading) => headingPhase(heading.text));
      return { item, phase: above.findLast((id) => id !== null) ?? null };
    });
}

const groupHeading = (phase: PhaseId): string => `### ${phaseHeading(phase)}`;

/** Of `## To-Do List`. */
const LIST_LEVEL = 2;

/** The items, each group of them under its heading, which is one level below `level`. */
function boxLines(todos: NonNullable<ContextEdit['todos']>, level: number): string[] {
  const items = todos.map((todo): NewTodo => (typeof todo === 'string' ? { text: todo } : todo));
  return items.flatMap(({ text, raw = text, marker = ' ', group }, at) => {
    const isFirst = group !== undefined && items[at - 1]?.group !== group;
    const heading = isFirst ? [`${'#'.repeat(Math.min(6, level + 1))} ${withoutBreaks(group)}`, ''] : [];
    return [...(isFirst && at > 0 ? [''] : []), ...heading, `- [${marker}] ${withoutBreaks(raw)}`];
  });
}

/** The top-level items that are, or hold, a to-do. */
function itemsWithBoxes(doc: MarkdownDocument): ListItem[] {
  const found: ListItem[] = [];
  let top: ListItem | undefined;
  for (const item of doc.items) {
    if (item.depth === 0) top = item;
    if (item.task && top && found.at(-1) !== top) found.push(top);
  }
  return found;
}

/** Puts the placeholder in place of the progress notes; makes the section, after the to-do list, when there is none. */
export function freshNotes(text: string): string {
  const doc = parseMarkdown(text);
  const block = findStateBlock(doc);
  const notes = notesSection(doc, block);
  if (!notes) {
    const line = todoSection(doc, block)?.endLine ?? stateLine(doc, block);
    return insertBlock(doc, line, ['## Progress Notes', '', NOTES_PLACEHOLDER]);
  }
  const body = bodyLines(doc, notes);
  if (!body) return insertBlock(doc, notes.line, [NOTES_PLACEHOLDER]);
  if (body.endLine === body.line + 1 && isPlaceholderLine(lineText(doc, body.line))) return text;
  const offset = lineStart(doc, body.line);
  return applyEdits(text, [{ offset, length: lineEnd(doc, body.endLine - 1) - offset, text: NOTES_PLACEHOLDER }]);
}

/** Puts lines before a line, with blank lines around them where there are none. */
function insertBlock(doc: MarkdownDocument, line: number, lines: readonly string[]): string {
  const last = lineCount(doc) - 1;
  // After a final line ending there is one more, empty line: that is where the file goes on.
  const at = line > last && lineText(doc, last) === '' ? last : Math.min(line, last + 1);
  const offset = lineStart(doc, at);
  const unfinished = at > last;
  const before = at > 0 && !isBlank(doc, at - 1) ? doc.eol : '';
  const after = at < last || !isBlank(doc, last) ? (isBlank(doc, at) ? doc.eol : doc.eol + doc.eol) : doc.eol;
  const block = lines.join(doc.eol);
  const text = unfinished ? doc.eol + before + block : before + block + after;
  return applyEdits(doc.text, [{ offset, length: 0, text }]);
}

/**
 * Puts lines at the end of the progress notes, or of a part of them, in place of the placeholder where there is nothing
 * else. `body`: what stands there, null for nothing; they go before `line` then.
 */
export function insertNotes(
  doc: MarkdownDocument,
  { body, line }: { body: { line: number; endLine: number } | null; line: number },
  lines: readonly string[],
): string {
  if (!body) return insertBlock(doc, line, lines);
  if (body.endLine > body.line + 1 || !isPlaceholderLine(lineText(doc, body.line)))
    return insertBlock(doc, body.endLine, lines);
  const offset = lineStart(doc, body.line);
  return applyEdits(doc.text, [{ offset, length: lineEnd(doc, body.line) - offset, text: lines.join(doc.eol) }]);
}

function code(value: string): string {
  return value.includes('`') ? withoutBreaks(value) : `\`${withoutBreaks(value)}\``;
}

function withoutBreaks(text: string): string {
  return text.replace(/(?<!\s)\s*[\r\n]+\s*/g, ' ').trim();
}
