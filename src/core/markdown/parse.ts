import MarkdownIt from 'markdown-it';
import { isTooLarge } from '../limits';
import type { Fence, Heading, ListItem, MarkdownDocument } from './document';
import { readFrontMatter } from './frontMatter';
import { cleanInline } from './inline';
import { isBlank, lineCount, lineEnd, lineEnding, lineOffsets, lineStart, lineText } from './lines';

export { cleanInline, metadataTarget, normalizeName } from './inline';
export { isBlank, lineAt, lineCount, lineEnd, lineStart, lineText } from './lines';
export { metadataAt, metadataLines, section, sectionOf } from './sections';
export type { MetadataLine } from './document';
export type { Section } from './sections';

type Token = ReturnType<MarkdownIt['parse']>[number];

// Blocks only: inline text is cleaned line by line when asked for, which keeps hostile lines cheap. Link definitions
// stay paragraphs, so that no line of the user's disappears from view.
const blocks = new MarkdownIt('commonmark');

/**
 * How deep blocks nest: a list and its item count as two. What is deeper is passed over, and what comes after it isn't.
 */
const DEEPEST = 100;
// Its own limit, which leaves out everything to the end of the file, is never reached.
Object.assign(blocks.options, { maxNesting: 10 * DEEPEST });
blocks.block.ruler.before('table', 'too_deep', (state, startLine, endLine) => {
  if (state.level < DEEPEST) return false;
  state.line = startLine + 1;
  while (state.line < endLine && !state.isEmpty(state.line) && (state.sCount[state.line] ?? 0) >= state.blkIndent) {
    state.line++;
  }
  return true;
});
blocks.core.ruler.disable(['inline', 'text_join']);
blocks.block.ruler.disable(['reference']);

/** The box at the start of an item: any single character between brackets, then a space or the end. */
const BOX = /^\[(.)\](?:\s+|$)/u;

/**
 * Reads any text as Markdown (CommonMark). Never throws; linear in the length of the text, and nothing is found in one
 * that is longer than `LARGEST_FILE`. Every line and offset refers to `text` itself, whatever its line endings and BOM;
 * what stands inside fences, code and HTML blocks is not looked at.
 */
export function parseMarkdown(text: string): MarkdownDocument {
  const doc: MarkdownDocument = {
    text,
    lineOffsets: isTooLarge(text) ? [0, text.length] : lineOffsets(text),
    eol: lineEnding(text),
    frontMatter: null,
    headings: [],
    items: [],
    fences: [],
    paragraphs: [],
    rules: [],
  };
  if (isTooLarge(text)) return doc;
  doc.frontMatter = readFrontMatter(doc);
  collect(doc, blocks.parse(withoutFrontMatter(doc), {}));
  closeSections(doc);
  return doc;
}

/** The text after the BOM; blank lines stand for front matter, so that every line keeps its number. */
function withoutFrontMatter({ text, lineOffsets: offsets, frontMatter }: MarkdownDocument): string {
  const lines = frontMatter?.endLine ?? 0;
  return '\n'.repeat(lines) + text.slice(offsets[lines]);
}

/** Walks the tokens once, knowing which lists, items and quotes are open. */
function collect(doc: MarkdownDocument, tokens: Token[]): void {
  const lists: boolean[] = [];
  const open: { item: ListItem; level: number; named: boolean }[] = [];
  tokens.forEach((token, index) => {
    const [line, endLine] = token.map ?? [0, 0];
    switch (token.type) {
      case 'heading_open':
        if (token.level === 0) doc.headings.push(heading(token, tokens[index + 1]?.content ?? ''));
        break;
      case 'bullet_list_open':
      case 'ordered_list_open':
        lists.push(token.type === 'ordered_list_open');
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        lists.pop();
        break;
      case 'list_item_open': {
        const item = newItem(doc, line, endLine, lists);
        doc.items.push(item);
        open.push({ item, level: token.level, named: false });
        break;
      }
      case 'list_item_close':
        open.pop();
        break;
      case 'paragraph_open': {
        const content = tokens[index + 1]?.content ?? '';
        const parent = open.at(-1);
        if (!parent) doc.paragraphs.push({ line, endLine, text: content });
        else if (!parent.named && token.level === parent.level + 1) {
          parent.named = true;
          nameItem(doc, parent.item, line, content);
        }
        break;
      }
      case 'fence':
        doc.fences.push(fence(doc, token));
        break;
      case 'hr':
        if (token.level === 0) doc.rules.push(line);
        break;
    }
  });
}

function heading(token: Token, content: string): Heading {
  const line = token.map?.[0] ?? 0;
  return { level: Number(token.tag.slice(1)), text: cleanInline(content), line, endLine: line + 1 };
}

function newItem(doc: MarkdownDocument, line: number, endLine: number, lists: boolean[]): ListItem {
  let end = endLine;
  while (end > line + 1 && isBlank(doc, end - 1)) end--;
  return {
    line,
    endLine: end,
    depth: lists.length - 1,
    ordered: lists.at(-1) ?? false,
    text: '',
    raw: '',
    more: [],
    start: null,
    bold: false,
    task: null,
  };
}

function nameItem(doc: MarkdownDocument, item: ListItem, line: number, content: string): void {
  const [written = '', ...more] = content.split('\n');
  const first = written.trimEnd();
  const box = BOX.exec(first);
  // The item's text is the tail of its line: that gives its place without knowing how its markers are written.
  const start = lineStart(doc, line) + lineText(doc, line).trimEnd().length - first.length;
  item.start = start;
  const marker = box?.[1];
  if (marker !== undefined && doc.text.startsWith(`[${marker}]`, start)) item.task = { marker, offset: start + 1 };
  item.raw = first.slice(item.task ? (box?.[0].length ?? 0) : 0).trim();
  item.text = cleanInline(item.raw);
  item.more = more;
  item.bold = /^(\*\*|__)\S/.test(item.raw);
}

function fence(doc: MarkdownDocument, token: Token): Fence {
  const [line, endLine] = token.map ?? [0, 0];
  const last = lineText(doc, endLine - 1);
  const closing = /^[\s>]*(`{3,}|~{3,})[ \t]*$/.exec(last)?.[1] ?? '';
  const closed = endLine - 1 > line && closing.startsWith(token.markup);
  return {
    language: (/^\S+/.exec(token.info.trim())?.[0] ?? '').toLowerCase(),
    line,
    endLine,
    start: lineStart(doc, line + 1),
    end: closed ? lineStart(doc, endLine - 1) : Math.max(lineStart(doc, line + 1), lineEnd(doc, endLine - 1)),
    depth: Math.max(0, lineText(doc, line).indexOf(token.markup)),
    isClosed: closed,
  };
}

/** Ends every section at the next heading of its level or above. */
function closeSections(doc: MarkdownDocument): void {
  const next = new Array<number>(7).fill(lineCount(doc));
  for (const heading of doc.headings.toReversed()) {
    heading.endLine = Math.min(...next.slice(1, heading.level + 1));
    next[heading.level] = heading.line;
  }
}
