import { LARGEST_FILE } from '../../limits';

const FENCE = /^(?:\s|>|[-*+]\s|\d{1,9}[.)]\s)*(`{3,}|~{3,})/;
const NUMBERED = /^ {0,3}\d{1,9}[.)]\s+\S/;
const BOLD = /^ {0,3}(?:\*\*|__)\S/;

/**
 * A text whose Markdown says what its writer meant: without HTML comments, and with a blank line between a bold line
 * and the numbered list right below it, which CommonMark takes for one paragraph unless it begins with 1. Fences stay.
 * Nothing is left of a text that is longer than any plan.
 */
export function prepareMarkdown(text: string): string {
  if (text.length > LARGEST_FILE) return '';
  const lines: string[] = [];
  let fence: string | null = null;
  let above = '';
  for (const line of withoutComments(text).split('\n')) {
    const ticks = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (ticks?.startsWith(fence) && /^[\s>]*[`~]+\s*$/.test(line)) fence = null;
    } else if (ticks !== undefined) {
      fence = ticks;
    } else if (BOLD.test(above) && NUMBERED.test(line)) {
      lines.push('');
    }
    lines.push(line);
    above = fence === null ? line : '';
  }
  return lines.join('\n');
}

/** Line breaks of comments stay, so that what stands around them isn't joined. */
function withoutComments(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  if (!text.includes('<!--') || !text.includes('-->')) return lines.join('\n');
  // The last line that ends a comment: what begins after it is none.
  const lastEnd = lines.findLastIndex((line) => line.includes('-->'));
  let fence: string | null = null;
  let inside = false;
  return lines
    .map((line, at) => {
      if (!inside) {
        const ticks = FENCE.exec(line)?.[1];
        if (fence !== null) {
          if (ticks?.startsWith(fence) && /^[\s>]*[`~]+\s*$/.test(line)) fence = null;
          return line;
        }
        if (ticks !== undefined) {
          fence = ticks;
          return line;
        }
      }
      const { rest, open } = cutComments(line, inside, at, lastEnd);
      inside = open;
      return rest;
    })
    .join('\n');
}

/** One line without what of it lies in comments, and whether one is still open at its end. */
function cutComments(line: string, inside: boolean, at: number, lastEnd: number): { rest: string; open: boolean } {
  const parts: string[] = [];
  let from = 0;
  let open = inside;
  while (from <= line.length) {
    const next = line.indexOf(open ? '-->' : '<!--', from);
    if (open) {
      if (next < 0) break;
      from = next + 3;
      open = false;
    } else if (next < 0 || isCode(line, next) || !endsLater(line, next, at, lastEnd)) {
      parts.push(line.slice(from));
      break;
    } else {
      parts.push(line.slice(from, next));
      from = next + 4;
      open = true;
    }
  }
  return { rest: parts.join('').trimEnd(), open };
}

const isCode = (line: string, at: number): boolean => line.slice(0, at).split('`').length % 2 === 0;
const endsLater = (line: string, at: number, number: number, lastEnd: number): boolean =>
  number < lastEnd || line.includes('-->', at);
