import type { Heading, MarkdownDocument } from '../markdown/document';
import { normalizeName } from '../markdown/inline';
import { isBlank, lineCount } from '../markdown/lines';
import { section, sectionOf, type Section } from '../markdown/sections';
import { stateFence, type StateBlock } from './stateBlock';

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

export const NOTES_PLACEHOLDER = '_Update this section as you complete items._';

/** Also as other versions of the method word it. */
export function isPlaceholderLine(line: string): boolean {
  return /^[_*]Update this section as .*[_*]$/i.test(line.trim());
}

/** The first heading of level 1; what comes after the state block is no title. */
export function titleOf(doc: MarkdownDocument): Heading | null {
  const title = doc.headings.find((heading) => heading.level === 1);
  return title && title.line < (stateFence(doc)?.line ?? Infinity) ? title : null;
}

/**
 * The line where the file's tail begins: the thematic break that sets the state block off, else the block itself, else
 * the end of the file.
 */
export function tailLine(doc: MarkdownDocument, block: StateBlock | null): number {
  if (!block) return lineCount(doc);
  const fence = block.fence.line;
  const rule = doc.rules.findLast((line) => line < fence);
  if (rule === undefined || doc.headings.some((heading) => heading.line > rule && heading.line < fence)) return fence;
  return rule;
}

/**
 * The line before which new sections go: that of the heading that the state block belongs to, with the thematic break
 * right before it, else `tailLine`.
 */
export function stateLine(doc: MarkdownDocument, block: StateBlock | null): number {
  const heading = block && stateHeading(doc, block);
  if (!heading) return tailLine(doc, block);
  let line = heading.line;
  while (line > 0 && isBlank(doc, line - 1)) line--;
  return doc.rules.includes(line - 1) ? line - 1 : heading.line;
}

/** The outermost heading that the state block stands under, unless it is set off from it by a thematic break. */
function stateHeading(doc: MarkdownDocument, block: StateBlock): Heading | null {
  const { line } = block.fence;
  if (tailLine(doc, block) < line) return null;
  const title = titleOf(doc);
  const around = doc.headings.filter((each) => each !== title && each.line < line && each.endLine > line);
  if (!around.some(({ text }) => isMethodSection(text))) return around[0] ?? null;
  // A heading within the to-dos or the notes is one of theirs, unless there is nothing else under it.
  const last = around.at(-1);
  if (!last || isMethodSection(last.text)) return null;
  for (let between = sectionOf(doc, last).line; between < line; between++) if (!isBlank(doc, between)) return null;
  return last;
}

function isMethodSection(heading: string): boolean {
  return [TODO_NAMES[0], NOTES_NAMES[0]].some((name) => normalizeName(name ?? '') === sectionName(heading));
}

export function todoSection(doc: MarkdownDocument, block: StateBlock | null): Section | null {
  return methodSection(doc, TODO_NAMES, block);
}

export function notesSection(doc: MarkdownDocument, block: StateBlock | null): Section | null {
  return methodSection(doc, NOTES_NAMES, block);
}

/** One before the state block, else one after it: what comes after the block is the user's wherever that can be. */
function methodSection(doc: MarkdownDocument, names: readonly string[], block: StateBlock | null): Section | null {
  const before = block && section(doc, names, { within: { line: 0, endLine: block.fence.line } });
  return capped(doc, before ?? section(doc, names), block);
}

/** Headings don't end at the state block, but sections do; nor do all sections of a file belong to its title. */
function capped(doc: MarkdownDocument, found: Section | null, block: StateBlock | null): Section | null {
  if (!found) return null;
  const { heading } = found;
  const next = heading === titleOf(doc) ? doc.headings.find(({ line }) => line > heading.line) : undefined;
  const ends = [stateLine(doc, block), tailLine(doc, block), next?.line ?? Infinity];
  return { ...found, endLine: Math.min(found.endLine, ...ends.filter((line) => line > heading.line)) };
}

/** The lines of a section's body without the blank ones around it; null when it is empty. */
export function bodyLines(doc: MarkdownDocument, { line, endLine }: Section): { line: number; endLine: number } | null {
  while (line < endLine && isBlank(doc, line)) line++;
  while (endLine > line && isBlank(doc, endLine - 1)) endLine--;
  return line < endLine ? { line, endLine } : null;
}
