/**
 * Putting texts of others (file names, commit subjects, notes) into Markdown so that they can't change its structure.
 */
import { parseMarkdown } from '../markdown/parse';

/** One line: white space and line breaks become single spaces, other control characters go. */
export function oneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
}

/** One line that starts no block of its own (heading, list, quote, fence) and opens no HTML tag outside code. */
export function plainLine(text: string): string {
  const line = oneLine(text)
    .split(/(`+[^`]*`+)/)
    .map((part) => (part.startsWith('`') ? part : part.replace(/<(?=[a-z/!?])/gi, '\\<')))
    .join('');
  return line
    .replace(/^(#{1,6}(?=\s|$)|[-+*](?=\s|$)|([-*_])(?:\s*\2){2,}$|>|`{3}|~{3}|\[(?=.\]))/u, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** A code span that shows exactly this text; line breaks and control characters are written as escapes. */
export function codeSpan(text: string): string {
  const shown = text.replace(/\p{Cc}|[\u2028\u2029]/gu, escapeSequence);
  const ticks = '`'.repeat(longestRun(shown, '`') + 1);
  const pad = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return ticks + pad + shown + pad + ticks;
}

function escapeSequence(character: string): string {
  return JSON.stringify(character)
    .slice(1, -1)
    .replace(/^[^\\]/, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * A text of several lines that ends where it seems to: an unclosed fence or comment in it can't swallow what follows.
 * Otherwise it stays as it is.
 */
export function closeFences(text: string): string {
  const body = bodyOf(text);
  return endsByItself(body) ? body : fenced(body);
}

/** As `closeFences`, and its headings become headings of level 4 or below, so that they stay within a `###` section. */
export function nestHeadings(text: string): string {
  const body = bodyOf(text);
  const lines = body.split('\n');
  for (const { line, level } of parseMarkdown(body).headings) {
    if (level >= 4) continue;
    const atx = /^ {0,3}#+/.test(lines[line] ?? '');
    // A heading underlined with `===` takes more lines: its text is kept, the underline isn't.
    lines[line] = atx ? (lines[line] ?? '').replace(/^ {0,3}#+/, '####') : `#### ${(lines[line] ?? '').trim()}`;
    if (!atx) removeUnderline(lines, line);
  }
  const demoted = bodyOf(lines.join('\n'));
  return endsByItself(demoted) && parseMarkdown(demoted).headings.every(({ level }) => level >= 4)
    ? demoted
    : fenced(body);
}

/** Without blank lines around it; indentation of the first line may mean code and stays. */
function bodyOf(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd();
}

function removeUnderline(lines: string[], heading: number): void {
  const at = lines.findIndex((line, index) => index > heading && /^ {0,3}(=+|-+)\s*$/.test(line));
  if (at >= 0) lines[at] = '';
}

/** Asked of the parser itself: is a heading right after the text seen as one? */
function endsByItself(text: string): boolean {
  const { headings, lineOffsets } = parseMarkdown(`${text}\n\n# end\n`);
  const last = headings.at(-1);
  return last?.level === 1 && last.text === 'end' && last.line >= lineOffsets.length - 3;
}

function fenced(text: string): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(text, '`') + 1));
  return `${ticks}text\n${text}\n${ticks}`;
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
