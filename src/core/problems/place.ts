import { findStateBlock } from '../context/stateBlock';
import { nodeAt, type JsonNode, type JsonPath } from '../context/json';
import { lineAt, lineEnd, lineOffsets, lineStart } from '../markdown/lines';
import { parseMarkdown } from '../markdown/parse';
import type { Range } from './rule';

/** The range between two offsets of a text. */
export function rangeAt(text: string, start: number, end: number): Range {
  const doc = { text, lineOffsets: lineOffsets(text) };
  const position = (offset: number) => {
    const line = lineAt(doc, offset);
    return { line, character: Math.max(0, offset - lineStart(doc, line)) };
  };
  return { start: position(start), end: position(end) };
}

/** A whole line without its indentation. */
export function rangeOfLine(text: string, line: number): Range {
  const doc = { text, lineOffsets: lineOffsets(text) };
  const end = lineEnd(doc, line);
  const content = text.slice(lineStart(doc, line), end);
  const character = content.length - content.trimStart().length;
  return { start: { line, character }, end: { line, character: Math.max(character, content.trimEnd().length) } };
}

/** The value at a path of the state block, or the nearest thing around it that is there; the first line without a block. */
export function rangeInState(text: string, path: JsonPath): Range {
  const block = findStateBlock(parseMarkdown(text));
  const root = block?.json.root;
  if (!root) return rangeOfLine(text, 0);
  let node: JsonNode | undefined;
  for (let length = path.length; !node && length >= 0; length--) node = nodeAt(root, path.slice(0, length));
  const { offset, length } = node ?? root;
  const start = block.fence.start + offset;
  // An object or a list is named by its first line: underlining the whole block would tell nothing.
  const firstLine = text.slice(start, start + length).split(/\r\n?|\n/, 1)[0] ?? '';
  return rangeAt(text, start, start + firstLine.length);
}
