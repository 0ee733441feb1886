import type { Fence, MarkdownDocument } from '../markdown/document';
import { lineText } from '../markdown/parse';
import { readJson, type ParsedJson } from '../json/json';

/** The fence that holds the state, and its JSON; offsets in `json` count from `fence.start`. */
export interface StateBlock {
  fence: Fence;
  source: string;
  json: ParsedJson;
  trailingCommas: boolean;
}

/** What makes a text a state block. */
export const STATE_KEYS = /"(?:active_context|completed_summaries|phased_execution|execution_branch|last_updated)"\s*:/;

/**
 * The state block: the last `json` fence, wherever it stands. A `jsonc` fence or one without a language counts when it
 * holds such an object; a `json` fence that holds something else (an example in the notes) only when there is nothing
 * better.
 */
export function findStateBlock(doc: MarkdownDocument): StateBlock | null {
  const fence = stateFence(doc);
  if (!fence) return null;
  const source = doc.text.slice(fence.start, fence.end);
  const trailingCommas = fence.language.startsWith('json') && fence.language !== 'json';
  return { fence, source, json: readJson(source, { trailingCommas }), trailingCommas };
}

/** What stands in a block from then on: `json`, and the last line of back-ticks where the block lacks it. */
export function withClosingFence(doc: MarkdownDocument, { line, end, isClosed }: Fence, json: string): string {
  if (isClosed) return json;
  const [, marks = '```'] = /^([\s>]*(?:`{3,}|~{3,}))/.exec(lineText(doc, line)) ?? [];
  const after = /^\r?\n/.test(doc.text.slice(end)) ? [] : [''];
  return [json.trimEnd(), marks, ...after].join(doc.eol);
}

/** The fence of the state block. */
export function stateFence(doc: MarkdownDocument): Fence | null {
  const json = doc.fences.filter((fence) => fence.language === 'json');
  const other = doc.fences.filter((fence) => ['', 'jsonc', 'json5'].includes(fence.language));
  const holdsState = (fence: Fence) => STATE_KEYS.test(doc.text.slice(fence.start, fence.end));
  return json.findLast(holdsState) ?? other.findLast(holdsState) ?? json.at(-1) ?? null;
}

/**
 * The line of the first merge-conflict marker, or null. Only a whole conflict counts (`<<<<<<<`, `=======`, `>>>>>>>`),
 * and none inside a fence that isn't the state block: that is an example.
 */
export function conflictLine(doc: MarkdownDocument, block: StateBlock | null): number | null {
  if (!doc.text.includes('<<<<<<<')) return null;
  const examples = doc.fences.filter((fence) => fence !== block?.fence);
  let next = 0;
  let start: number | null = null;
  let divided = false;
  for (let line = 0; line < doc.lineOffsets.length - 1; line++) {
    const text = lineText(doc, line);
    while ((examples[next]?.endLine ?? Infinity) <= line) next++;
    const inExample = line > (examples[next]?.line ?? Infinity);
    if (/^<{7}(?: |$)/.test(text) && !inExample) {
      start ??= line;
    } else if (start !== null && /^={7}$/.test(text)) {
      divided = true;
    } else if (start !== null && divided && /^>{7}(?: |$)/.test(text)) {
      return start;
    }
  }
  return null;
}
