import type { Heading, MarkdownDocument } from '../markdown/document';
import { normalizeName } from '../markdown/inline';
import { isBlank, lineCount, lineEnd, lineStart, lineText } from '../markdown/lines';
import { metadataAt, section, sectionOf, type Section } from '../markdown/sections';
import type { StateBlock } from './stateBlock';

/** The names a to-do list's heading has in the wild. */
const TODO_NAMES = ['To-Do List', 'To-Do', 'To-Dos', 'Todos', 'Todo List', 'Todo', 'Tasks', 'Task List'];
const NOTES_NAMES = ['Progress Notes', 'Progress Note', 'Progress Log'];

/** A heading's name for comparison: every name of the to-do list, and of the progress notes, is the same. */
export function sectionName(text: string): string {
  const name = normalizeName(text) || text;
  for (const names of [TODO_NAMES, NOTES_NAMES]) {
    const [first = ''] = names;
    if (names.some((other) => normalizeName(other) === name)) return normalizeName(first);
  }
  return name;
}

/** What the method writes between title and first section; such a line is no summary. */
const METADATA_LABELS = /^(?:branch|plan|master plan|phase plan|phase|date|status|worktree|summary|summaries)$/i;

export const NOTES_PLACEHOLDER = '_Update this section as you complete items._';

/** Also as other versions of the method word it. */
export function isPlaceholder(line: string): boolean {
  return /^[_*]Update this section as .*[_*]$/i.test(line.trim());
}

export function titleOf(doc: MarkdownDocument): Heading | null {
  return doc.headings.find((heading) => heading.level === 1) ?? null;
}

/** The line after the title, where the summary belongs; the first line when there is no title. */
export function lineAfterTitle(doc: MarkdownDocument): number {
  const title = titleOf(doc);
  return title ? sectionOf(doc, title).line : 0;
}

export interface SummaryPlace {
  line: number;
  start: number;
  end: number;
}

/**
 * The one-line summary: the first line of the first paragraph after the title, when no heading, thematic break or fence comes
 * before it and it isn't metadata. A summary that `---` on the next line turned into a heading is one too.
 */
export function summaryPlace(doc: MarkdownDocument): SummaryPlace | null {
  const from = lineAfterTitle(doc);
  const next = doc.headings.find((heading) => heading.line >= from);
  const underlined = next && !lineText(doc, next.line).trimStart().startsWith('#') && next.line <= from + 1;
  const limit = Math.min(
    next?.line ?? Infinity,
    doc.rules.find((line) => line >= from) ?? Infinity,
    doc.fences.find((fence) => fence.line >= from)?.line ?? Infinity,
  );
  const line =
    doc.paragraphs.find((paragraph) => paragraph.line >= from && paragraph.line < limit)?.line ??
    (underlined ? next.line : undefined);
  if (line === undefined || METADATA_LABELS.test(metadataAt(doc, line)?.label ?? '')) return null;
  const text = lineText(doc, line);
  const start = lineStart(doc, line) + (/^[\s>]*/.exec(text)?.[0].length ?? 0);
  return { line, start, end: Math.max(start, lineEnd(doc, line) - (text.length - text.trimEnd().length)) };
}

/**
 * The line where the file's tail begins: the thematic break that sets the state block off, else the block itself, else the end
 * of the file.
 */
export function tailLine(doc: MarkdownDocument, block: StateBlock | null): number {
  if (!block) return lineCount(doc);
  const fence = block.fence.line;
  const rule = doc.rules.findLast((line) => line < fence);
  if (rule === undefined || doc.headings.some((heading) => heading.line > rule && heading.line < fence)) return fence;
  return rule;
}

export function todoSection(doc: MarkdownDocument, block: StateBlock | null): Section | null {
  return capped(doc, section(doc, TODO_NAMES), block);
}

export function notesSection(doc: MarkdownDocument, block: StateBlock | null): Section | null {
  return capped(doc, section(doc, NOTES_NAMES), block);
}

/** Headings don't end at the state block, but sections do. */
function capped(doc: MarkdownDocument, found: Section | null, block: StateBlock | null): Section | null {
  if (!found) return null;
  const tail = tailLine(doc, block);
  return tail > found.heading.line ? { ...found, endLine: Math.min(found.endLine, tail) } : found;
}

/** The lines of a section's body without the blank ones around it; null when it is empty. */
export function bodyLines(doc: MarkdownDocument, { line, endLine }: Section): { line: number; endLine: number } | null {
  while (line < endLine && isBlank(doc, line)) line++;
  while (endLine > line && isBlank(doc, endLine - 1)) endLine--;
  return line < endLine ? { line, endLine } : null;
}
