import type { MarkdownDocument } from '../../markdown/document';
import { applyEdits } from '../../markdown/edits';
import { isBlank, lineEnd, lineStart, lineText, parseMarkdown, type Section } from '../../markdown/parse';
import { PhaseMap } from '../../phaseMap';
import { samePhase, type PhaseId } from '../../types';
import { keepHeadings, piecesOf } from '../../plan/groups';
import { headingPhase, phaseHeading } from '../../plan/headings';
import { isPlaceholderLine, notesSection, todoSection } from '../locate';
import { findStateBlock } from '../stateBlock';

/** What is grouped by phase. */
export type Kind = 'to-dos' | 'notes';

/** A list item, a fence, a heading or a line of a section, as it is to be written. */
export interface ListRow {
  lines: string[];
  /** Whether a blank line stands before it. */
  spaced: boolean;
  level: number | null;
  phase: PhaseId | null;
  isItem: boolean;
}

/** A section cut by its outermost headings. */
export interface Grouped {
  doc: MarkdownDocument;
  section: Section;
  /**
   * What stands under no phase's heading and belongs to none: the words before the to-dos, the placeholder of the
   * notes.
   */
  intro: ListRow[];
  /** What else stands under no phase's heading, the headings of other things included. */
  loose: ListRow[];
  /** The headings of phases, each with what stands under it. */
  groups: { phase: PhaseId; rows: ListRow[] }[];
  /** Whether something loose stands after a group. */
  mixed: boolean;
}

/** Null when there is no such section, or no room for headings in it. */
export function readGroups(text: string, kind: Kind): Grouped | null {
  const doc = parseMarkdown(text);
  const block = findStateBlock(doc);
  const section = kind === 'to-dos' ? todoSection(doc, block) : notesSection(doc, block);
  if (!section || section.heading.level > 5) return null;
  const read: Grouped = { doc, section, intro: [], loose: [], groups: [], mixed: false };
  let top: number | null = null;
  let group: Grouped['groups'][number] | null = null;
  for (const row of rowsOf(doc, section)) {
    if (row.level !== null && (top === null || row.level <= top)) {
      top = row.level;
      group = row.phase === null ? null : { phase: row.phase, rows: [] };
      if (group) read.groups.push(group);
    }
    if (group) group.rows.push(row);
    else {
      read.loose.push(row);
      read.mixed ||= read.groups.length > 0;
    }
  }
  const belongs = ({ isItem, lines: [line = ''] }: ListRow): boolean =>
    kind === 'to-dos' ? isItem : !isPlaceholderLine(line);
  const first = read.loose.findIndex((row) => row.level !== null || belongs(row));
  // Headings with no to-do under them, as with none at all.
  const none = kind === 'to-dos' && !read.loose.some(({ isItem }) => isItem);
  read.intro = read.loose.splice(0, first < 0 || none ? read.loose.length : first);
  return read;
}

function rowsOf(doc: MarkdownDocument, section: Section): ListRow[] {
  return piecesOf(doc, section).map(({ line, endLine, level, phase }) => {
    let end = Math.min(endLine, section.endLine);
    while (end > line + 1 && isBlank(doc, end - 1)) end--;
    const lines = Array.from({ length: end - line }, (_, i) => lineText(doc, line + i));
    const isItem = doc.items.some((item) => item.line === line && item.depth === 0);
    return { lines, spaced: isBlank(doc, line - 1), level, phase, isItem };
  });
}

/** The words by which a piece is known in another version. */
export function wordsOf({ lines }: ListRow): string {
  return lines.map((line) => line.trim()).join('\n');
}

/**
 * Puts what stands under no phase's heading under that of the phase it belongs to: one that is there, else a new one.
 * `headings`: such headings, by phase, as other versions write them.
 */
export function groupLoose(
  read: Grouped,
  own: PhaseId,
  ownerOf: (row: ListRow) => PhaseId,
  headings: PhaseMap<string>,
): string {
  const { section, intro, loose } = read;
  if (loose.length === 0) return read.doc.text;
  const groups = read.groups.map((group) => ({ ...group, rows: [...group.rows] }));
  const owners = new Map(loose.map((row) => [row, row.level === null ? ownerOf(row) : own]));
  const phases = [...owners.values()].sort((a, b) => Number(samePhase(a, own)) - Number(samePhase(b, own)));
  for (const phase of new PhaseMap(phases.map((id) => [id, id] as const)).values()) {
    const rows = keepHeadings(loose, new Set(loose.filter((row) => samePhase(owners.get(row), phase))));
    let group = groups.find((each) => samePhase(each.phase, phase));
    if (!group) {
      const level = section.heading.level + 1;
      const line = headings.get(phase) ?? `${'#'.repeat(level)} ${phaseHeading(phase)}`;
      group = { phase, rows: [{ lines: [line], spaced: true, level, phase, isItem: false }] };
      groups.push(group);
    }
    const under = (group.rows[0]?.level ?? 0) - section.heading.level;
    const before = group.rows.at(-1);
    group.rows.push(...rows.map((row, at) => lowered(at === 0 ? spacedAfter(before, row) : row, under)));
  }
  return writeGroups(read, [...intro, ...groups.flatMap(({ rows }) => rows)]);
}

function spacedAfter(before: ListRow | undefined, row: ListRow): ListRow {
  return { ...row, spaced: !before?.isItem || !row.isItem };
}

/** A heading as one of a section that lies deeper. */
function lowered(row: ListRow, levels: number): ListRow {
  if (row.level === null) return row;
  const level = Math.min(6, row.level + levels);
  const [line = '', ...rest] = row.lines;
  const text = /^ {0,3}#/.test(line)
    ? line.trim().replace(/^#+\s*/, '')
    : [line, ...rest.slice(0, -1)].join(' ').trim();
  return { ...row, level, lines: [`${'#'.repeat(level)} ${text}`] };
}

/** How a section writes the headings of its phases, where they are those of a group that stands right in it. */
export function headingsOf({ section, groups }: Grouped): PhaseMap<string> {
  const own = groups.filter(({ rows }) => rows[0]?.level === section.heading.level + 1);
  return new PhaseMap(own.map(({ phase, rows }) => [phase, rows[0]?.lines[0] ?? ''] as const));
}

/** Takes the groups of some phases out. */
export function withoutGroups(text: string, kind: Kind, isOut: (phase: PhaseId) => boolean): string {
  const read = readGroups(text, kind);
  const kept = read?.groups.filter(({ phase }) => !isOut(phase)) ?? [];
  if (!read || kept.length === read.groups.length) return text;
  return writeGroups(read, [...read.intro, ...read.loose, ...kept.flatMap(({ rows }) => rows)]);
}

/** Puts the group of a phase after all others. */
export function putLast(text: string, kind: Kind, phase: PhaseId): string {
  const read = readGroups(text, kind);
  if (!read || read.mixed || !read.groups.some((each) => samePhase(each.phase, phase))) return text;
  const [others, last] = [false, true].map((is) => read.groups.filter((each) => samePhase(each.phase, phase) === is));
  const sorted = [...(others ?? []), ...(last ?? [])];
  if (sorted.every((group, at) => group === read.groups[at])) return text;
  const rows = sorted.flatMap((group) => group.rows.map((row, at) => (at === 0 ? { ...row, spaced: true } : row)));
  return writeGroups(read, [...read.intro, ...read.loose, ...rows]);
}

/** Takes the heading of a phase away where nothing is left that it tells it from. */
export function withoutHeading(text: string, kind: Kind, phase: PhaseId): string {
  const read = readGroups(text, kind);
  const [group, ...more] = read?.groups ?? [];
  if (!read || !group || more.length > 0 || read.loose.length > 0 || !samePhase(group.phase, phase)) return text;
  const [, first, ...rest] = group.rows;
  if (!first || [first, ...rest].some(({ level }) => level !== null)) return text;
  return writeGroups(read, [...read.intro, { ...first, spaced: true }, ...rest]);
}

/** Whether a heading in a section names a phase. */
export function namesPhase(read: Grouped | null, phase: PhaseId | null = null): boolean {
  if (!read) return false;
  return read.doc.headings
    .filter(({ line }) => line >= read.section.line && line < read.section.endLine)
    .map((heading) => headingPhase(heading.text))
    .some((id) => id !== null && (phase === null || samePhase(id, phase)));
}

/** The section with these rows; the blank lines around it stay. */
function writeGroups({ doc, section, intro, loose, groups }: Grouped, rows: readonly ListRow[]): string {
  if (intro.length + loose.length + groups.length === 0) return doc.text;
  let { line, endLine } = section;
  while (isBlank(doc, line)) line++;
  while (isBlank(doc, endLine - 1)) endLine--;
  const { eol } = doc;
  const body = rows.map((row, at) => (at > 0 && row.spaced ? eol : '') + row.lines.join(eol)).join(eol);
  const isTight = line === section.line && rows[0]?.level != null;
  const offset = lineStart(doc, line);
  return applyEdits(doc.text, [
    { offset, length: lineEnd(doc, endLine - 1) - offset, text: (isTight ? eol : '') + body },
  ]);
}
