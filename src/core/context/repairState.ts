import { lineCount, lineStart, lineText, parseMarkdown } from '../markdown/parse';
import type { MarkdownDocument } from '../markdown/document';
import { isObject, readBrokenJson, valueOf, type JsonObject } from '../json/json';
import { findStateBlock, STATE_KEYS, withClosingFence } from './stateBlock';

/**
 * The text with a state block that can be read: what of a broken one can still be understood stays, what it lacks comes
 * from `fallback`. A block that can be read already stays as it is, to the byte, and is closed where it is open; one
 * that is missing goes to the end.
 */
export function withReadableState(given: string, fallback: JsonObject | null): string {
  const text = fencedBareState(given);
  const doc = parseMarkdown(text);
  const block = findStateBlock(doc);
  if (!block) return withNewBlock(doc, fallback ?? {});
  const { fence } = block;
  const around = (json: string): string =>
    text.slice(0, fence.start) + withClosingFence(doc, fence, json) + text.slice(fence.end);
  if (block.json.root && isObject(valueOf(block.json.root))) return fence.isClosed ? text : around(block.source);
  const root = readBrokenJson(block.source);
  const value = root && valueOf(root);
  return around(format(doc, { ...fallback, ...(isObject(value) ? value : {}) }) + doc.eol);
}

/** The state as a value, as far as it can be read; null without one. */
export function readableState(text: string): JsonObject | null {
  const block = findStateBlock(parseMarkdown(fencedBareState(text)));
  const root = block && readBrokenJson(block.source);
  const value = root && valueOf(root);
  return isObject(value) ? value : null;
}

function withNewBlock(doc: MarkdownDocument, value: JsonObject): string {
  const { eol } = doc;
  const last = doc.fences.at(-1);
  const isOpen = last && last.endLine >= lineCount(doc) - 1 && last.end >= doc.text.trimEnd().length;
  const prose = doc.text.trimEnd() + (isOpen ? `${eol}\`\`\`` : '');
  const rule = doc.rules.some((line) => lineStart(doc, line + 1) >= prose.length) ? '' : `---${eol}${eol}`;
  return `${prose}${eol}${eol}${rule}\`\`\`json${eol}${format(doc, value)}${eol}\`\`\`${eol}`;
}

function format({ eol }: MarkdownDocument, value: JsonObject): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', eol);
}

/** A state block that lost its first line of back-ticks gets it back. */
function fencedBareState(text: string): string {
  const doc = parseMarkdown(text);
  if (findStateBlock(doc) && doc.fences.some((fence) => STATE_KEYS.test(doc.text.slice(fence.start, fence.end)))) {
    return text;
  }
  let open = -1;
  for (let line = 0; line < lineCount(doc); line++) if (lineText(doc, line) === '{') open = line;
  if (open < 0) return text;
  let close = open;
  while (close < lineCount(doc) && lineText(doc, close) !== '}') close++;
  const start = lineStart(doc, open);
  const end = lineStart(doc, close + 1);
  if (!STATE_KEYS.test(text.slice(start, end))) return text;
  const rest = text.slice(end);
  const ends = close === lineCount(doc) ? rest : /^\s*```/.test(rest) ? rest : `\`\`\`${doc.eol}${rest}`;
  const eol = /[\r\n]$/.test(text.slice(0, end)) ? '' : doc.eol;
  return `${text.slice(0, start)}\`\`\`json${doc.eol}${text.slice(start, end)}${eol}${ends}`;
}
