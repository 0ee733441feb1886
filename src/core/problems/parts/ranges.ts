import type { ContextFile } from '../../context/model';
import { nodeAt, type JsonNode, type JsonPath } from '../../json/json';
import { findStateBlock, type StateBlock } from '../../context/stateBlock';
import type { MarkdownDocument } from '../../markdown/document';
import { lineAt, lineEnd, lineOffsets, lineStart } from '../../markdown/lines';
import { parseMarkdown } from '../../markdown/parse';
import type { Range } from './rule';

type Lines = Pick<MarkdownDocument, 'text' | 'lineOffsets'>;

/** The range between two offsets of a text, or of one whose lines are known already. */
export function rangeAt(of: string | Lines, start: number, end: number): Range {
  const doc = typeof of === 'string' ? { text: of, lineOffsets: lineOffsets(of) } : of;
  const position = (offset: number) => {
    const line = lineAt(doc, offset);
    return { line, character: Math.max(0, offset - lineStart(doc, line)) };
  };
  return { start: position(start), end: position(end) };
}

/** A whole line without its indentation. */
export function rangeOfLine(doc: Lines, line: number): Range {
  const content = doc.text.slice(lineStart(doc, line), lineEnd(doc, line));
  const character = content.length - content.trimStart().length;
  return { start: { line, character }, end: { line, character: Math.max(character, content.trimEnd().length) } };
}

interface Located {
  doc: MarkdownDocument;
  block: StateBlock | null;
}

/** Many rules ask for places in one file: it is parsed once. */
const located = new WeakMap<ContextFile, Located>();

/** A context file's Markdown and its state block. */
export function locate(context: ContextFile): Located {
  let found = located.get(context);
  if (!found) {
    const doc = parseMarkdown(context.text);
    found = { doc, block: findStateBlock(doc) };
    located.set(context, found);
  }
  return found;
}

/** The root of the state block's JSON, or null. */
export function stateRoot(context: ContextFile): JsonNode | null {
  return locate(context).block?.json.root ?? null;
}

/**
 * A value of the state block. An object or a list is named by its first line: underlining all of it would tell nothing.
 */
export function rangeOfNode(context: ContextFile, { offset, length }: JsonNode): Range {
  const { doc, block } = locate(context);
  const start = (block?.fence.start ?? 0) + offset;
  return rangeAt(doc, start, Math.min(start + length, lineEnd(doc, lineAt(doc, start))));
}

/**
 * The value at a path of the state block, or the nearest thing around it that is there; the first line without a block.
 */
export function rangeInState(context: ContextFile, path: JsonPath): Range {
  const root = stateRoot(context);
  if (!root) return rangeOfLine(locate(context).doc, 0);
  let node: JsonNode | undefined;
  for (let length = path.length; !node && length >= 0; length--) node = nodeAt(root, path.slice(0, length));
  return rangeOfNode(context, node ?? root);
}
