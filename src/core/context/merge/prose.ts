import type { MarkdownDocument } from '../../markdown/document';
import { isBlank, lineStart, lineText, parseMarkdown } from '../../markdown/parse';
import { boxRank, chunksOf, isRuled, STATE_KEY, type Chunk } from './chunks';
import { findStateBlock } from '../stateBlock';

interface Side {
  doc: MarkdownDocument;
  chunks: Chunk[];
  byKey: Map<string, Chunk>;
}

/** Which box counts: the one that is done, or the one that was changed since the base. */
export type BoxRule = 'done' | 'changed';

/**
 * Unites the prose of two versions: `ours`, with the pieces that only `theirs` has put in where they stand there, and
 * every box ticked that is ticked on either side. With `base`, a piece that one side removed and the other left alone
 * goes.
 */
export function mergeProse(ours: string, theirs: string, base: string | null, boxes: BoxRule = 'done'): string {
  const our = sideOf(ours);
  const their = sideOf(theirs);
  const old = base === null ? null : sideOf(base);
  const dropped = droppedChunks(our, their, old);
  const added = addedChunks(our, their, old);
  const put = dropPlaceholder(our, dropped, added);
  return assemble(our, their, dropped, placeChunks(our, their, put), boxes === 'changed' ? old : null);
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
    (chunk) => chunk.kind !== 'fixed' && !isRuled(chunk) && !their.byKey.has(chunk.key) && wasRemoved(chunk, old),
  );
  const dropped = new Set(gone);
  for (const chunk of our.chunks) {
    if (dropped.has(chunk)) continue;
    for (const key of chunk.under) dropped.delete(our.byKey.get(key) ?? chunk);
  }
  return dropped;
}

/**
 * Their pieces that we lack and didn't remove, with the headings they stand under. Summary and metadata have rules of
 * their own.
 */
function addedChunks(our: Side, their: Side, old: Side | null): Chunk[] {
  const wanted = new Set<string>();
  for (const chunk of their.chunks) {
    if (isRuled(chunk) || our.byKey.has(chunk.key) || wasRemoved(chunk, old)) continue;
    for (const key of [...chunk.under, chunk.key]) wanted.add(key);
  }
  return their.chunks.filter(({ key }) => wanted.has(key) && !our.byKey.has(key));
}

/**
 * The placeholder goes as soon as there are notes, and isn't put in beside some; one that stands beside some already
 * stays.
 */
function dropPlaceholder(our: Side, dropped: Set<Chunk>, added: Chunk[]): Chunk[] {
  const kept = [...our.chunks.filter((chunk) => !dropped.has(chunk)), ...added];
  const [noted, before] = [notedIn(kept), notedIn(our.chunks)];
  const stays = (chunk: Chunk) => our.byKey.has(chunk.key) && chunk.under.some((key) => before.has(key));
  const idle = kept.filter(
    (chunk) => chunk.kind === 'placeholder' && chunk.under.some((key) => noted.has(key)) && !stays(chunk),
  );
  for (const chunk of idle) dropped.add(chunk);
  return added.filter((chunk) => !dropped.has(chunk));
}

/** The headings that something stands under beside a placeholder. */
function notedIn(chunks: readonly Chunk[]): Set<string> {
  return new Set(chunks.filter(({ kind }) => kind !== 'placeholder' && kind !== 'fixed').flatMap(({ under }) => under));
}

/**
 * Where their pieces go: in their section, after the nearest piece before them that we have too, behind what we have
 * added there ourselves. Gives for each of our pieces (by index; -1 is the beginning) those that come after it.
 */
function placeChunks(our: Side, their: Side, added: Chunk[]): Map<number, Chunk[]> {
  const indexOf = new Map(our.chunks.map(({ key }, index) => [key, index]));
  const isAdded = new Set(added);
  const places = new Map<number, Chunk[]>();
  const placeOf = new Map<string, number>();
  let at = -1;
  for (const chunk of their.chunks) {
    const index = indexOf.get(chunk.key);
    if (index !== undefined) at = index;
    if (!isAdded.has(chunk)) continue;
    const parent = chunk.under.at(-1);
    const parentPlace = parent === undefined ? undefined : placeOf.get(parent);
    if (parentPlace !== undefined) {
      // Under a heading that is put in too.
      const list = places.get(parentPlace) ?? [];
      const last = list.findLastIndex(({ key, under }) => key === parent || under.includes(parent ?? ''));
      list.splice(last + 1, 0, chunk);
      at = parentPlace;
    } else {
      at = placeInSide(our, their, chunk, inSection(our, at, chunk, indexOf));
      const list = places.get(at);
      if (list) list.push(chunk);
      else places.set(at, [chunk]);
    }
    placeOf.set(chunk.key, at);
  }
  return places;
}

/** The index itself when it lies in the section of the piece's heading, else the end of that section's own text. */
function inSection(our: Side, at: number, chunk: Chunk, indexOf: Map<string, number>): number {
  const piece = our.chunks[at];
  const parent = chunk.under.at(-1);
  if (parent === undefined) {
    if (!piece || piece.kind === 'fixed' || chunk.kind === 'heading' || headingOf(piece) === undefined) return at;
  } else if (piece) {
    const own = chunk.kind === 'under' ? piece.under.at(-1) : headingOf(piece);
    const inside = chunk.kind === 'heading' ? piece.under.includes(parent) : own === parent;
    if (inside || piece.key === parent) return at;
  }
  let end = parent === undefined ? -1 : (indexOf.get(parent) ?? at);
  for (let next = our.chunks[end + 1]; next; next = our.chunks[end + 1]) {
    const own = chunk.kind === 'under' ? next.under.at(-1) : headingOf(next);
    if (next.kind === 'heading' || next.key === STATE_KEY || own !== parent) break;
    end++;
  }
  return end;
}

/** The heading that a piece stands right under. */
function headingOf({ kind, under }: Chunk): string | undefined {
  return under.at(kind === 'under' ? -2 : -1);
}

/** The index after which a piece can stand: a heading must not take what follows it out of its section. */
function placeInSide(our: Side, their: Side, chunk: Chunk, at: number): number {
  for (let next = our.chunks[at + 1]; next && next.key !== STATE_KEY; next = our.chunks[at + 1]) {
    const ours = !their.byKey.has(next.key) && chunk.under.every((key) => next.under.includes(key));
    const section = next.kind === 'heading' && next.under.length <= chunk.under.length;
    // What stands under a to-do stays there.
    const apart = next.kind === 'under' && chunk.kind !== 'under';
    if (chunk.kind === 'heading' ? section && !ours : next.kind === 'heading' || !(ours || apart)) break;
    at++;
  }
  return at;
}

function assemble(our: Side, their: Side, dropped: Set<Chunk>, places: Map<number, Chunk[]>, old: Side | null): string {
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
    else out.keep(withBox(our.doc, chunk, their.byKey.get(chunk.key), old?.byKey.get(chunk.key)), chunk.kind);
    line = chunk.endLine;
    insert(index);
  });
  copyBlanks(doc.lineOffsets.length - 1);
  return out.text(/[\r\n]$/.test(doc.text));
}

/**
 * A piece of ours, with their mark in its box when that says more; with `before`, the piece as it was, when only they
 * have changed it.
 */
function withBox(doc: MarkdownDocument, chunk: Chunk, other: Chunk | undefined, before: Chunk | undefined): string {
  const start = lineStart(doc, chunk.line);
  const text = doc.text.slice(start, lineStart(doc, chunk.endLine));
  if (chunk.marker === null || other?.marker == null) return text;
  const onlyOne = before?.marker === chunk.marker || before?.marker === other.marker;
  const theirs = onlyOne ? before?.marker === chunk.marker : boxRank(other.marker) > boxRank(chunk.marker);
  if (!theirs) return text;
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
    const isList = (each: Chunk['kind'] | null): boolean => each === 'item' || each === 'under';
    const joins = isList(kind) ? isList(this.last) : kind === this.last && ['metadata', 'line'].includes(kind);
    if (!joins || (spaced && ['line', 'under'].includes(kind))) this.parts.push(this.eol);
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
