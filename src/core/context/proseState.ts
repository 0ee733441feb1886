import type { MarkdownDocument } from '../markdown/document';
import { metadataTarget, normalizeName } from '../markdown/inline';
import { lineStart } from '../markdown/lines';
import { metadataLines, section } from '../markdown/sections';
import { isObject, type JsonObject } from '../json/json';
import { titleOf } from './locate';
import type { StateBlock } from './stateBlock';

/** A value of the state that stands in Markdown. */
export interface ProseValue {
  key: 'active_context' | 'completed_summaries' | 'last_updated';
  value: string | string[];
  line: number;
  /** Offsets of its section, or of its line. */
  start: number;
  end: number;
}

const LISTS = ['active_context', 'completed_summaries'] as const;

/**
 * What a file says of its state outside the state block: paths listed under a heading that is a key's name, and a
 * `**last_updated:**` line at its top. A list that holds anything else than paths is the user's own.
 */
export function proseState(doc: MarkdownDocument, block: StateBlock | null): ProseValue[] {
  const lists = LISTS.flatMap((key) => listUnder(doc, block, key) ?? []);
  const updated = metadataLines(doc).find(({ label }) => normalizeName(label) === 'last updated');
  if (!updated || updated.value === '') return lists;
  const { line, value } = updated;
  const [start, end] = [lineStart(doc, line), lineStart(doc, line + 1)];
  return [...lists, { key: 'last_updated', value: metadataTarget(value), line, start, end }];
}

function listUnder(doc: MarkdownDocument, block: StateBlock | null, key: (typeof LISTS)[number]): ProseValue | null {
  const found = section(doc, [key]);
  if (!found || found.heading === titleOf(doc)) return null;
  const { heading, line, endLine } = found;
  const isIn = (each: { line: number }): boolean => each.line >= line && each.line < endLine;
  const items = doc.items.filter(isIn);
  const others = [...doc.paragraphs, ...doc.fences, ...doc.headings].some(isIn);
  const value = items.map(({ raw }) => metadataTarget(raw));
  if (others || (block && isIn(block.fence)) || !value.every((path) => /^\S+\/\S+$/.test(path))) return null;
  if (items.some(({ depth, task }) => depth > 0 || task) || items.length === 0) return null;
  return { key, value, line: heading.line, start: lineStart(doc, heading.line), end: lineStart(doc, endLine) };
}

/** The value of a state block with what only the prose says; where both say something, the block counts. */
export function withProseState(value: unknown, doc: MarkdownDocument, block: StateBlock): unknown {
  if (!isObject(value)) return value;
  const lacking = proseState(doc, block).filter(({ key }) => value[key] === undefined);
  const all = Object.create(null) as JsonObject;
  return Object.assign(all, value, Object.fromEntries(lacking.map(({ key, value: said }) => [key, said])));
}
