import type { MarkdownDocument } from '../markdown/document';
import { isBlank, lineStart, lineText, parseMarkdown } from '../markdown/parse';
import { boxRank, chunksOf, STATE_KEY, type Chunk } from './chunks';
import { notesSection } from './locate';
import { findStateBlock } from './stateBlock';

interface Side {
  doc: MarkdownDocument;
  chunks: Chunk[];
  byKey: Map<string, Chunk>;
}

/**
 * Unites the prose of two versions: `ours`, with the pieces that only `theirs` has put in where they stand there, and every box
 * ticked that is ticked on either side. With `base`, a piece that one side removed and the other left alone goes.
 */
export function mergeProse(ours: string, theirs: string, base: string | null): string {
  const our = sideOf(ours);
  const their = sideOf(theirs);
  const old = base === null ? null : sideOf(base);
  const dropped = droppedChunks(our, their, old);
  const added = addedChunks(our, their, old);
  dropPlaceholder(our, dropped, added);
  return assemble(our, their, dropped, placeChunks(our, their, added));
}

function sideOf(text: string): Side {
  const doc = parseMarkdown(text);
  const chunks = chunksOf(doc, findStateBlock(doc));
  return { doc, chunks, byKey: new Map(chunks.map((chunk) => [chunk.key, chunk])) };
}

/** Whether a piece that the other side lacks was removed there: it is in the base, as it is here. */
function wasRemoved(chunk: Chunk, old: Side | null): boolean {
  const before = old?.byKey.get(chunk.key);
  return before !== undefined && before.marker === chunk.marker;
}

/** Our pieces that they removed; a heading only goes with all that stands under it. */
function droppedChunks(our: Side, their: Side, old: Side | null): Set<Chunk> {
  const gone = our.chunks.filter(
    (chunk) => chunk.kind !== 'fixed' && !their.byKey.has(chunk.key) && wasRemoved(chunk, old),
  );
  const dropped = new Set(gone);
  for (const chunk of our.chunks) {
    if (dropped.has(chunk)) continue;
    for (const key of chunk.under) dropped.delete(our.byKey.get(key) ?? chunk);
  }
  return dropped;
}

/** Their pieces that we lack and didn't remove, with the headings they stand under. Summary and metadata have rules of their own. */
function addedChunks(our: Side, their: Side, old: Side | null): Chunk[] {
  const wanted = new Set<string>();
  for (const chunk of their.chunks) {
    const ruled = chunk.kind === 'fixed' && !/\n(?:title|state)\n/.test(chunk.key);
    if (ruled || our.byKey.has(chunk.key) || wasRemoved(chunk, old)) continue;
    for (const key of [...chunk.under, chunk.key]) wanted.add(key);
  }
  return their.chunks.filter(({ key }) => wanted.has(key) && !our.byKey.has(key));
}

/** The placeholder goes as soon as there are notes, and isn't put in beside some. */
function dropPlaceholder(our: Side, dropped: Set<Chunk>, added: Chunk[]): void {
  const notes = notesSection(our.doc, findStateBlock(our.doc));
  const heading = notes && our.chunks.find(({ line, kind }) => kind === 'heading' && line === notes.heading.line);
  if (!heading) return;
  const isNote = ({ kind, under }: Chunk) => kind !== 'placeholder' && kind !== 'fixed' && under.includes(heading.key);
  if (!our.chunks.some((chunk) => isNote(chunk) && !dropped.has(chunk)) && !added.some(isNote)) return;
  for (const chunk of our.chunks) if (chunk.kind === 'placeholder') dropped.add(chunk);
  const placeholder = added.findIndex(({ kind }) => kind === 'placeholder');
  if (placeholder >= 0) added.splice(placeholder, 1);
}

/**
 * Where their pieces go: after the nearest piece before them that we have too, behind what we have added there ourselves. Gives
 * for each of our pieces (by index; -1 is the beginning) those that come after it.
 */
function placeChunks(our: Side, their: Side, added: Chunk[]): Map<number, Chunk[]> {
  const indexOf = new Map(our.chunks.map(({ key }, index) => [key, index]));
  const isAdded = new Set(added);
  const places = new Map<number, Chunk[]>();
  let at = -1;
  for (const chunk of their.chunks) {
    const index = indexOf.get(chunk.key);
    if (index !== undefined) {
      at = index;
    } else if (isAdded.has(chunk)) {
      while (isOurAddition(our.chunks[at + 1], chunk, their)) at++;
      places.set(at, [...(places.get(at) ?? []), chunk]);
    }
  }
  return places;
}

/** Whether a piece is ours alone and stands where `chunk` would go: in the same section, and no section by itself unless it is one. */
function isOurAddition(piece: Chunk | undefined, chunk: Chunk, their: Side): boolean {
  if (!piece || piece.key === STATE_KEY || their.byKey.has(piece.key)) return false;
  if (piece.kind === 'heading' && chunk.kind !== 'heading') return false;
  return chunk.under.every((key) => piece.under.includes(key));
}

function assemble(our: Side, their: Side, dropped: Set<Chunk>, places: Map<number, Chunk[]>): string {
  const { doc } = our;
  const out = new Output(doc.eol, doc.text.slice(0, lineStart(doc, 0)));
  let line = 0;
  const copyBlanks = (end: number) => {
    for (; line < end; line++) out.blank(doc.text.slice(lineStart(doc, line), lineStart(doc, line + 1)));
  };
  const insert = (index: number) => {
    for (const chunk of places.get(index) ?? []) {
      const spaced = chunk.line > 0 && isBlank(their.doc, chunk.line - 1);
      out.insert(linesOf(their.doc, chunk), chunk.kind, spaced);
    }
  };
  insert(-1);
  our.chunks.forEach((chunk, index) => {
    copyBlanks(chunk.line);
    if (dropped.has(chunk)) out.drop();
    else out.keep(withBox(our.doc, chunk, their.byKey.get(chunk.key)), chunk.kind);
    line = chunk.endLine;
    insert(index);
  });
  copyBlanks(doc.lineOffsets.length - 1);
  return out.text(/[\r\n]$/.test(doc.text));
}

/** A piece of ours, with their mark in its box when that says more. */
function withBox(doc: MarkdownDocument, chunk: Chunk, other: Chunk | undefined): string {
  const start = lineStart(doc, chunk.line);
  const text = doc.text.slice(start, lineStart(doc, chunk.endLine));
  if (chunk.marker === null || other?.marker == null || boxRank(other.marker) <= boxRank(chunk.marker)) return text;
  const at = chunk.markerOffset - start;
  return text.slice(0, at) + other.marker + text.slice(at + chunk.marker.length);
}

function linesOf(doc: MarkdownDocument, { line, endLine }: Chunk): string[] {
  return Array.from({ length: endLine - line }, (_, i) => lineText(doc, line + i));
}

/** Puts pieces together, with blank lines where two of them would run into one. */
class Output {
  private readonly parts: string[];
  private last: Chunk['kind'] | null = null;
  private blankBefore = true;
  /** Whether something was put in or left out since the last piece of ours. */
  private seam = false;

  constructor(
    private readonly eol: string,
    bom: string,
  ) {
    this.parts = [bom];
  }

  blank(text: string): void {
    // Where a piece went, the blank lines around it become one.
    if (this.seam && this.blankBefore && this.last !== null) return;
    this.parts.push(text);
    this.blankBefore = true;
  }

  keep(text: string, kind: Chunk['kind']): void {
    if (this.seam) this.separate(kind, false);
    this.push(text, kind);
    this.seam = false;
  }

  drop(): void {
    this.seam = true;
  }

  insert(lines: string[], kind: Chunk['kind'], spaced: boolean): void {
    this.endLine();
    this.separate(kind, spaced);
    this.push(lines.map((line) => line + this.eol).join(''), kind);
    this.seam = true;
  }

  /** The whole; it ends with a line ending as `ours` did. */
  text(ended: boolean): string {
    const text = this.parts.join('');
    return ended || !this.seam ? text : text.replace(/(?:\r\n|\r|\n)$/, '');
  }

  private separate(kind: Chunk['kind'], spaced: boolean): void {
    if (this.blankBefore) return;
    const apart = spaced || kind !== this.last || kind === 'heading' || kind === 'fixed';
    if (apart) this.parts.push(this.eol);
  }

  private push(text: string, kind: Chunk['kind']): void {
    this.parts.push(text);
    this.last = kind;
    this.blankBefore = false;
  }

  /** Before something is put in after the last line of a file that has no final line ending. */
  private endLine(): void {
    const last = this.parts.at(-1) ?? '';
    if (last !== '' && last !== '\ufeff' && !/[\r\n]$/.test(last)) this.parts.push(this.eol);
  }
}
