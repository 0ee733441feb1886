import type { ListItem, MarkdownDocument } from '../../markdown/document';
import { isTicked } from '../../markdown/edits';
import { isBlank, lineAt, lineCount, lineStart, lineText, metadataLines, type Section } from '../../markdown/parse';
import { isDropped } from '../../markdown/settled';
import { headingPhase } from '../../plan/headings';
import { isMethodLabel, ownMetadata, summaryPlace } from '../head';
import { isPlaceholderLine, notesSection, sectionName, tailLine, titleOf, todoSection } from '../locate';
import type { StateBlock } from '../stateBlock';

/** A piece of a context file that stays whole in a merge. Blank lines belong to none. */
export interface Chunk {
  /** The same in two versions of a file when it is the same piece; unique in its file. */
  key: string;
  kind: 'heading' | 'item' | 'under' | 'placeholder' | 'line' | 'text' | 'metadata' | 'fixed';
  line: number;
  endLine: number;
  /** The headings it stands under, by their keys, and the to-do that it belongs to; without itself. */
  under: string[];
  /** The character in its box. */
  marker: string | null;
  markerOffset: number;
}

/** The key of the state block's piece. */
export const STATE_KEY = '\nfixed\nstate\n1';

type Draft = Pick<Chunk, 'kind' | 'line' | 'endLine'> & { name: string; level?: number; item?: number };

/**
 * Cuts a file into pieces: headings, list items (without their nested items), fences and paragraphs; progress notes and
 * what stands under a to-do line by line. Title, summary, metadata and state block are fixed places: they serve to find
 * one's way and are merged by rules of their own.
 */
export function chunksOf(doc: MarkdownDocument, block: StateBlock | null): Chunk[] {
  const count = new Map<string, number>();
  let open: { level: number; key: string; text: string }[] = [];
  let todo = '';
  return drafts(doc, block).map((draft) => {
    if (draft.level !== undefined) open = open.filter(({ level }) => level < (draft.level ?? 0));
    const item = draft.item === undefined ? undefined : doc.items[draft.item];
    // A to-do is the same wherever it stands, but the same words for two phases are two to-dos.
    const phase = open.map(({ text }) => headingPhase(text)).findLast((id) => id !== null) ?? '';
    const scope = item?.task ? `to-do ${phase}` : draft.kind === 'under' ? todo : scopeOf(draft, open.at(-1)?.key);
    const base = [scope, draft.kind, draft.name].join('\n');
    const number = (count.get(base) ?? 0) + 1;
    count.set(base, number);
    const key = `${base}\n${number}`;
    // The state block is no part of a phase, even where it comes right after one.
    const part = key === STATE_KEY ? open.findIndex((heading) => headingPhase(heading.text) !== null) : -1;
    const under = (part < 0 ? open : open.slice(0, part)).map((heading) => heading.key);
    if (draft.kind === 'under') under.push(todo);
    if (item?.task) todo = key;
    // What comes after the state block belongs to no section.
    if (key === STATE_KEY) open = [];
    if (draft.level !== undefined)
      open.push({ level: draft.level, key, text: lineText(doc, draft.line).replace(/^#+\s*/, '') });
    const { kind, line, endLine } = draft;
    return {
      key,
      kind,
      line,
      endLine,
      under,
      marker: item?.task?.marker ?? null,
      markerOffset: item?.task?.offset ?? -1,
    };
  });
}

function scopeOf({ kind }: Draft, heading: string | undefined): string {
  return kind === 'fixed' || kind === 'metadata' ? '' : (heading ?? '');
}

function drafts(doc: MarkdownDocument, block: StateBlock | null): Draft[] {
  const byLine = new Map<number, Draft>();
  // Of two items that begin on one line (`- - [ ] x`), the inner one has the text.
  const add = (draft: Draft) => {
    const known = byLine.get(draft.line)?.kind;
    if (known === undefined || (known === 'item' && draft.kind === 'item')) byLine.set(draft.line, draft);
  };
  addFixed(doc, block, add);
  for (const { line, text, level } of doc.headings) {
    add({ kind: 'heading', line, endLine: headingEnd(doc, line), name: sectionName(text), level });
  }
  doc.items.forEach((item, index) => {
    const endLine = Math.max(item.line + 1, Math.min(item.endLine, doc.items[index + 1]?.line ?? Infinity));
    if (item.task) addTodo(doc, { item, index, endLine }, add);
    else add({ kind: 'item', line: item.line, endLine, name: trimmedText(doc, item.line, endLine), item: index });
  });
  for (const { line, endLine } of doc.fences)
    add({ kind: 'text', line, endLine, name: trimmedText(doc, line, endLine) });
  return fillGaps(doc, block, byLine);
}

/** A to-do is its first line; what somebody writes under it may be another text in each version. */
function addTodo(
  doc: MarkdownDocument,
  { item, index, endLine }: { item: ListItem; index: number; endLine: number },
  add: (draft: Draft) => void,
): void {
  let line = Math.max(item.line, item.task ? lineAt(doc, item.task.offset) : 0) + 1;
  add({ kind: 'item', line: item.line, endLine: line, name: item.text, item: index });
  while (line < endLine) {
    const fence = doc.fences.find((each) => each.line === line);
    const end = Math.min(fence?.endLine ?? line + 1, endLine);
    if (!isBlank(doc, line)) add({ kind: 'under', line, endLine: end, name: trimmedText(doc, line, end) });
    line = end;
  }
}

function addFixed(doc: MarkdownDocument, block: StateBlock | null, add: (draft: Draft) => void): void {
  const title = titleOf(doc);
  if (title) add({ kind: 'fixed', line: title.line, endLine: headingEnd(doc, title.line), name: 'title' });
  const summary = summaryPlace(doc);
  if (summary) add({ kind: 'fixed', line: summary.line, endLine: summary.line + 1, name: 'summary' });
  const own = new Set(ownMetadata(doc).map(({ line }) => line));
  for (const { label, line } of metadataLines(doc)) {
    // After the method's own labels, what isn't its own is text like any other.
    if (!own.has(line) && isMethodLabel(label)) continue;
    add({ kind: 'metadata', line, endLine: line + 1, name: label.toLowerCase() });
  }
  if (block) add({ kind: 'fixed', line: blockStart(doc, block), endLine: block.fence.endLine, name: 'state' });
}

/** The thematic break before the state block belongs to it, unless something stands between them. */
function blockStart(doc: MarkdownDocument, block: StateBlock): number {
  const tail = tailLine(doc, block);
  for (let line = tail + 1; line < block.fence.line; line++) if (!isBlank(doc, line)) return block.fence.line;
  return tail;
}

/** Everything between the pieces found so far: paragraphs, tables, HTML; in the progress notes every line by itself. */
function fillGaps(doc: MarkdownDocument, block: StateBlock | null, byLine: Map<number, Draft>): Draft[] {
  const [notes, todos] = [notesSection(doc, block), todoSection(doc, block)];
  const isIn = (section: Section | null, line: number): boolean =>
    section !== null && line >= section.line && line < section.endLine;
  const found: Draft[] = [];
  for (let line = 0; line < lineCount(doc);) {
    const known = byLine.get(line);
    if (known) {
      found.push(known);
      line = Math.max(known.endLine, line + 1);
    } else if (isBlank(doc, line)) {
      line++;
    } else {
      const single = isIn(notes, line);
      let endLine = line + 1;
      while (!single && endLine < lineCount(doc) && !byLine.has(endLine) && !isBlank(doc, endLine)) endLine++;
      const isIdle = endLine === line + 1 && isPlaceholderLine(lineText(doc, line)) && (single || isIn(todos, line));
      const kind = isIdle ? 'placeholder' : single ? 'line' : 'text';
      found.push({ kind, line, endLine, name: kind === 'placeholder' ? '' : trimmedText(doc, line, endLine) });
      line = endLine;
    }
  }
  return found;
}

function headingEnd(doc: MarkdownDocument, line: number): number {
  if (/^ {0,3}#/.test(lineText(doc, line))) return line + 1;
  let end = line + 1;
  while (end < lineCount(doc) && !/^ {0,3}(?:=+|-+)\s*$/.test(lineText(doc, end))) end++;
  return end + 1;
}

/** The lines of a piece, without the white space at their ends. */
function trimmedText(doc: MarkdownDocument, line: number, endLine: number): string {
  const raw = doc.text.slice(lineStart(doc, line), lineStart(doc, endLine));
  return raw
    .split(/\r\n|\r|\n/)
    .map((part) => part.trimEnd())
    .join('\n')
    .trim();
}

/** Whether a piece is merged by a rule of its own: it stays where it is, and is never put in or left out. */
export function isRuled({ kind, key }: Chunk): boolean {
  if (kind === 'metadata') return isMethodLabel(key.split('\n')[2] ?? '');
  return kind === 'fixed' && !/\n(?:title|state)\n/.test(key);
}

/** How much a box says: done, dropped, something else than empty, empty. */
export function boxRank(marker: string): number {
  if (isTicked(marker)) return 3;
  return isDropped(marker) ? 2 : marker === ' ' ? 0 : 1;
}
