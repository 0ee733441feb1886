import type { MarkdownDocument } from './document';

type Lines = Pick<MarkdownDocument, 'text' | 'lineOffsets'>;

const LF = 10;
const CR = 13;
const BOM = 0xfeff;

/**
 * The offset each line begins at, and the end of the text. Line endings: LF, CRLF and a lone CR, as editors count them.
 */
export function lineOffsets(text: string): number[] {
  const offsets = [text.charCodeAt(0) === BOM ? 1 : 0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === LF || (code === CR && text.charCodeAt(i + 1) !== LF)) offsets.push(i + 1);
  }
  offsets.push(text.length);
  return offsets;
}

/** The line ending of the first line, LF when there is only one line. */
export function lineEnding(text: string): string {
  const at = text.search(/[\r\n]/);
  if (at < 0) return '\n';
  return text.startsWith('\r\n', at) ? '\r\n' : text.charAt(at);
}

export function lineCount(doc: Lines): number {
  return doc.lineOffsets.length - 1;
}

/** Where a line begins; the end of the text for a line after the last. */
export function lineStart(doc: Lines, line: number): number {
  return doc.lineOffsets[line] ?? doc.text.length;
}

/** Where a line's text ends, before its line ending. */
export function lineEnd(doc: Lines, line: number): number {
  const start = lineStart(doc, line);
  let end = lineStart(doc, line + 1);
  while (end > start && /[\r\n]/.test(doc.text.charAt(end - 1))) end--;
  return end;
}

/** A line without its line ending (and without a BOM); empty for a line that doesn't exist. */
export function lineText(doc: Lines, line: number): string {
  return doc.text.slice(lineStart(doc, line), lineEnd(doc, line));
}

export function isBlank(doc: Lines, line: number): boolean {
  return lineText(doc, line).trim() === '';
}

/** The 0-based line that holds an offset. */
export function lineAt(doc: Lines, offset: number): number {
  let low = 0;
  let high = Math.max(0, lineCount(doc) - 1);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (lineStart(doc, middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
