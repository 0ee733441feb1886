import type { Heading, ListItem, MarkdownDocument } from '../../markdown/document';
import { normalizeName, withoutEmphasis } from '../../markdown/inline';
import { lineText } from '../../markdown/lines';
import { parseMarkdown } from '../../markdown/parse';
import type { DraftState } from '../model';
import { looseBox, signOf, stateOf } from './boxes';
import { prepareMarkdown } from './prepare';
import { textBlocks, type TextBlock } from './textBlocks';

/** An item of a list, with what stands below it. */
export interface Item {
  kind: 'item';
  /** The whole of its first paragraph on one line, without the box. */
  raw: string;
  /** What its box says; null: it has none. */
  state: DraftState | null;
  /** `[ ]*` */
  optional: boolean;
  ordered: boolean;
  items: Item[];
}

export type OutlineBlock = Item | TextBlock;

/** A heading, or the beginning of the file (level 0), with what stands below it. */
export interface Part {
  level: number;
  /** The heading, without emphasis. */
  raw: string;
  /** The same for comparison: lower case, words only, no outline number. */
  key: string;
  /** What comes before the first sub-heading. */
  blocks: OutlineBlock[];
  parts: Part[];
}

/** Reads a Markdown file as a tree of headings. Never throws; `states` says what boxes of other characters mean. */
export function readOutline(text: string, states: Readonly<Record<string, DraftState>> = {}): Part {
  const doc = parseMarkdown(prepareMarkdown(text));
  const root: Part = { level: 0, raw: '', key: '', blocks: [], parts: [] };
  const open = [root];
  const items = itemTree(doc, states);
  const texts = textBlocks(doc);
  let item = 0;
  let block = 0;
  const fill = (part: Part, end: number): void => {
    for (;;) {
      const nextItem = items[item]?.line ?? Infinity;
      const nextText = texts[block]?.line ?? Infinity;
      if (Math.min(nextItem, nextText) >= end) return;
      const next = nextItem < nextText ? items[item++]?.item : texts[block++]?.block;
      if (next) part.blocks.push(next);
    }
  };
  for (const heading of doc.headings) {
    fill(open.at(-1) ?? root, heading.line);
    while ((open.at(-1)?.level ?? 0) >= heading.level) open.pop();
    const raw = rawHeading(doc, heading);
    const part: Part = { level: heading.level, raw, key: keyOf(raw), blocks: [], parts: [] };
    (open.at(-1) ?? root).parts.push(part);
    open.push(part);
  }
  fill(open.at(-1) ?? root, Infinity);
  return root;
}

/** As it is written; the first line of one that is underlined. */
function rawHeading(doc: MarkdownDocument, { line }: Heading): string {
  const text = lineText(doc, line).trim();
  const marked = /^#{1,6}(?:\s+|$)(.*)$/.exec(text)?.[1];
  return withoutEmphasis(marked === undefined ? text : marked.replace(/(?:^|\s)#+$/, ''));
}

/** `## 2.1 ✅ Success Criteria (all):` → `success criteria all` */
export function keyOf(text: string): string {
  return normalizeName(text).replace(/^(?:\d+ )+(?=\S)/, '');
}

function itemTree(doc: MarkdownDocument, states: Readonly<Record<string, DraftState>>): { line: number; item: Item }[] {
  const tops: { line: number; item: Item }[] = [];
  const open: { depth: number; endLine: number; item: Item }[] = [];
  const signs = new Map<Item, DraftState>();
  for (const each of doc.items) {
    while ((open.at(-1)?.depth ?? -1) >= each.depth || (open.at(-1)?.endLine ?? Infinity) <= each.line) open.pop();
    const item = asItem(each, states);
    const sign = signOf(each.raw);
    if (sign) signs.set(item, sign);
    const parent = open.at(-1)?.item;
    if (parent) parent.items.push(item);
    else tops.push({ line: each.line, item });
    open.push({ depth: each.depth, endLine: each.endLine, item });
  }
  // One sign for all is an ornament; several tell what is done from what isn’t.
  if (new Set(signs.values()).size > 1) for (const [item, sign] of signs) item.state ??= sign;
  return tops;
}

function asItem({ raw: first, more, task, ordered }: ListItem, states: Readonly<Record<string, DraftState>>): Item {
  const box = task ? null : looseBox(first, states);
  const raw = [box ? first.slice(box.length) : first, ...more.map((line) => line.trim())].join(' ').trim();
  return {
    kind: 'item',
    raw,
    state: task ? stateOf(task.marker, states) : (box?.state ?? null),
    optional: box?.optional ?? false,
    ordered,
    items: [],
  };
}
