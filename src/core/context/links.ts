import { lineCount, lineText, metadataAt, metadataTarget, parseMarkdown } from '../markdown/parse';
import type { MarkdownDocument } from '../markdown/document';
import { resolveReference } from '../plan/names';
import { readBrokenJson, type JsonNode } from '../json/json';
import { findStateBlock } from './stateBlock';

/** A path in a file of the method, between two offsets of its text; perhaps of nothing that is there. */
export interface PathLink {
  start: number;
  end: number;
  /** Relative to the workspace folder. */
  path: string;
}

/** Nobody follows more, and each has to be looked up. */
const MOST_FOUND = 500;

/**
 * The paths that Markdown's own links don't cover: those in the state block of the context file, and those that
 * metadata lines name (`**Plan:** path`). `path`: the file's own.
 */
export function linksIn(text: string, path: string, contextFile: boolean): PathLink[] {
  const doc = parseMarkdown(text);
  const named = metadataLinks(doc, contextFile ? null : path);
  return [...named, ...(contextFile ? stateLinks(doc) : [])].slice(0, MOST_FOUND);
}

function metadataLinks(doc: MarkdownDocument, from: string | null): PathLink[] {
  const found: PathLink[] = [];
  let fence = 0;
  for (let line = 0; line < lineCount(doc); line++) {
    while ((doc.fences[fence]?.endLine ?? Infinity) <= line) fence++;
    if (line >= (doc.fences[fence]?.line ?? Infinity) || !lineText(doc, line).includes('**')) continue;
    const metadata = metadataAt(doc, line);
    // A Markdown link is one already.
    if (!metadata || metadata.value.includes('](')) continue;
    const target = metadataTarget(metadata.value);
    if (!looksLikeFile(target)) continue;
    const start = metadata.start + metadata.value.indexOf(target);
    if (start < metadata.start) continue;
    found.push({ start, end: start + target.length, path: from === null ? target : resolveReference(from, target) });
  }
  return found;
}

function stateLinks(doc: MarkdownDocument): PathLink[] {
  const block = findStateBlock(doc);
  const root = block && readBrokenJson(block.source);
  if (!root) return [];
  return strings(root)
    .filter((node) => looksLikeFile(String(node.value)))
    .map((node) => {
      const start = block.fence.start + node.offset + 1;
      return { start, end: start + node.length - 2, path: String(node.value) };
    });
}

/** The strings that are values. */
function strings(node: JsonNode): JsonNode[] {
  if (node.type === 'string') return [node];
  if (node.type === 'property') return (node.children ?? []).slice(1).flatMap(strings);
  return (node.children ?? []).flatMap(strings);
}

function looksLikeFile(value: string): boolean {
  return value.length <= 1000 && /^[^\s<>|"*?:][^<>|"*?:\r\n]*\.[A-Za-z0-9]+$/.test(value);
}
