import type { MarkdownDocument } from '../markdown/document';
import { isBlank, lineCount } from '../markdown/lines';
import { sectionOf } from '../markdown/sections';
import type { PhaseId } from '../types';
import { headingPhase } from './headings';

/** A list item, a fence, a heading or a line. */
export interface Piece {
  line: number;
  endLine: number;
  /** A heading's level; null for what stands under one. */
  level: number | null;
  /** The phase whose heading it stands under. */
  phase: PhaseId | null;
}

/** What stands in some lines, the whole text or a section, piece by piece; blank lines are none. */
export function piecesOf(
  doc: MarkdownDocument,
  within: { line: number; endLine: number } = { line: 0, endLine: lineCount(doc) },
): Piece[] {
  const ends = new Map<number, number>();
  for (const { line, endLine } of doc.fences) ends.set(line, endLine);
  for (const { line, endLine, depth } of doc.items) if (depth === 0) ends.set(line, endLine);
  const headings = new Map(doc.headings.map((heading) => [heading.line, heading]));
  const pieces: Piece[] = [];
  let open: { level: number; phase: PhaseId | null }[] = [];
  for (let { line } = within; line < within.endLine;) {
    const heading = headings.get(line);
    const endLine = heading ? sectionOf(doc, heading).line : (ends.get(line) ?? line + 1);
    if (heading) {
      open = open.filter(({ level }) => level < heading.level);
      open.push({ level: heading.level, phase: headingPhase(heading.text) });
    }
    const phase = open.findLast((each) => each.phase !== null)?.phase ?? null;
    if (!isBlank(doc, line)) pieces.push({ line, endLine, level: heading?.level ?? null, phase });
    line = Math.max(endLine, line + 1);
  }
  return pieces;
}

/** A heading stays with what is kept under it, and goes with what went. */
export function keepHeadings<T extends { level: number | null }>(pieces: readonly T[], kept: Set<T>): T[] {
  pieces.forEach((piece, index) => {
    if (piece.level === null) return;
    const level = piece.level;
    const end = pieces.findIndex((each, at) => at > index && each.level !== null && each.level <= level);
    const under = pieces.slice(index + 1, end < 0 ? undefined : end).filter((each) => each.level === null);
    if (under.length === 0) return;
    if (under.some((each) => kept.has(each))) kept.add(piece);
    else kept.delete(piece);
  });
  return pieces.filter((piece) => kept.has(piece));
}
