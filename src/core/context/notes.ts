import type { MarkdownDocument } from '../markdown/document';
import { isBlank, lineEnd, lineStart, parseMarkdown, section } from '../markdown/parse';
import { samePhase, type PhaseId } from '../types';
import { keepHeadings, piecesOf, type Piece } from '../plan/groups';

interface Known {
  /** The phase whose notes are wanted; null for those of any. */
  phase: PhaseId | null;
  /** The texts of earlier summaries. */
  told: readonly string[];
  /**
   * Notes that may be of others: those the phase began with, and those that merges brought. Null when that isn't known.
   */
  brought: readonly string[] | null;
}

/**
 * The progress notes that belong to a phase, piece by piece: without those that an earlier summary tells already, and
 * without those under another phase's heading. Null when nothing is left.
 */
export function ownNotes(notes: string, { phase, told, brought }: Known): string | null {
  const doc = parseMarkdown(notes);
  const summaries = told.map((text) => asCompared(notesIn(text)));
  const others = brought?.map(asCompared) ?? null;
  const has = (texts: readonly string[], text: string): boolean => texts.some((each) => each.includes(`\n${text}\n`));
  const isTold = (piece: Piece): boolean => {
    const text = asCompared(textOf(doc, piece)).trim();
    return text !== '' && has(summaries, text) && (others === null || has(others, text));
  };
  const isOthers = (piece: Piece): boolean => phase !== null && piece.phase !== null && !samePhase(piece.phase, phase);
  const pieces = piecesOf(doc);
  const kept = keepHeadings(pieces, new Set(pieces.filter((piece) => !isOthers(piece) && !isTold(piece))));
  if (kept.length === pieces.length) return notes;
  const text = kept.map((piece, at) => {
    const before = kept[at - 1];
    return (before ? (hasBlankBetween(doc, before, piece) ? '\n\n' : '\n') : '') + textOf(doc, piece);
  });
  return kept.some((piece) => asCompared(textOf(doc, piece)).trim() !== '') ? text.join('') : null;
}

function hasBlankBetween(doc: MarkdownDocument, before: Piece, after: Piece): boolean {
  for (let line = before.endLine; line < after.line; line++) if (isBlank(doc, line)) return true;
  return false;
}

function textOf(doc: MarkdownDocument, { line, endLine }: Piece): string {
  return doc.text.slice(lineStart(doc, line), lineEnd(doc, endLine - 1));
}

/** The notes in a summary of our own form; the whole of any other. */
function notesIn(summary: string): string {
  const doc = parseMarkdown(summary);
  const notes = section(doc, ['Progress Notes']);
  return notes ? summary.slice(lineStart(doc, notes.line), lineStart(doc, notes.endLine)) : summary;
}

/**
 * Line by line, each between line breaks: in a summary, headings stand further down, and one that is underlined isn't
 * there.
 */
function asCompared(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).map((line) =>
    line
      .trim()
      .replace(/\s+/g, ' ')
      .replace(/^#+ /, '')
      .replace(/^[*+] /, '- '),
  );
  return `\n${lines.filter((line) => !/^[=-]*$/.test(line)).join('\n')}\n`;
}
