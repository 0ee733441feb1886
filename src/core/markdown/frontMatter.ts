import type { FrontMatter, MarkdownDocument, MetadataLine } from './document';
import { lineCount, lineEnd, lineStart, lineText } from './lines';

/** More than this is no front matter that somebody writes. */
const MOST_LINES = 200;

/** A key with its value, an element of a list, a comment, what goes on from the line before, or nothing. */
const YAML_LINE = /^(?:[^\s:#][^:]*:(?:\s|$)|\s*-(?:\s|$)|\s*#|\s|$)/;
const KEY = /^([^\s:#-][^:]{0,79}):(?:[ \t]+|$)/;

/** What a text of several lines begins with. */
const BLOCK = /^[>|][+-]?\d?$/;

/**
 * The YAML front matter that a text begins with: lines between `---` and `---` (or `...`) that all look like YAML. Null
 * when there is none: then `---` is a thematic break, and what follows it is Markdown.
 */
export function readFrontMatter(doc: Pick<MarkdownDocument, 'text' | 'lineOffsets'>): FrontMatter | null {
  if (!/^---[ \t]*$/.test(lineText(doc, 0))) return null;
  const last = Math.min(lineCount(doc), MOST_LINES);
  for (let line = 1; line < last; line++) {
    const text = lineText(doc, line);
    if (/^(?:---|\.\.\.)[ \t]*$/.test(text)) {
      const values = valuesOf(doc, line);
      return values.length > 0 ? { endLine: line + 1, values } : null;
    }
    if (!YAML_LINE.test(text)) return null;
  }
  return null;
}

/** What the keys of the first level say; a list's elements as one text. */
function valuesOf(doc: Pick<MarkdownDocument, 'text' | 'lineOffsets'>, endLine: number): MetadataLine[] {
  const values: MetadataLine[] = [];
  let inMap = false;
  let mayBeList = false;
  for (let line = 1; line < endLine; line++) {
    const text = lineText(doc, line);
    const key = KEY.exec(text);
    if (key?.[1]) {
      inMap = false;
      const start = lineStart(doc, line) + key[0].length;
      const value = withoutComment(text.slice(key[0].length));
      mayBeList = value === '' || BLOCK.test(value);
      values.push({ label: key[1].trim(), value: plainValue(value), line, start, end: start + value.length });
      continue;
    }
    const owner = values.at(-1);
    const more = /^[ \t]+(?![-#])(\S.*)$/.exec(text)?.[1];
    if (owner && more !== undefined && owner.value === '') {
      // Keys of its own: no text that could be changed.
      values.pop();
      inMap = true;
    }
    if (inMap) continue;
    if (owner && more !== undefined) {
      // It goes on from the line before, folded or literal.
      owner.value = [owner.value.replace(BLOCK, ''), more.trimEnd()].filter(Boolean).join(' ');
      owner.end = lineEnd(doc, line);
    }
    const element = /^\s*-\s+(.*)$/.exec(text)?.[1];
    if (element === undefined || !owner || !mayBeList) continue;
    owner.value = [owner.value, plainValue(withoutComment(element))].filter(Boolean).join(', ');
    owner.end = lineEnd(doc, line);
  }
  return values;
}

function withoutComment(text: string): string {
  return (/^("[^"]*"|'(?:[^']|'')*')/.exec(text)?.[1] ?? text.replace(/(?<!\s)\s+#.*$/, '')).trimEnd();
}

/** `"In Progress"` → `In Progress`, `[1, 2]` → `1, 2`, `[]` → `none`. */
function plainValue(text: string): string {
  const list = /^\[(.*)\]$/.exec(text)?.[1];
  if (list !== undefined) return list.trim() === '' ? 'none' : list.replace(/["']/g, '').trim();
  const quoted = /^(["'])(.*)\1$/.exec(text);
  return quoted?.[1] === "'" ? (quoted[2] ?? '').replaceAll("''", "'") : (quoted?.[2] ?? text);
}
