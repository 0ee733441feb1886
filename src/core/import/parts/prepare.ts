import { LARGEST_FILE } from '../../limits';

const FENCE = /^(?:\s|>|[-*+]\s|\d{1,9}[.)]\s)*(`{3,}|~{3,})\s*([^\s`]*)/;
const NUMBERED = /^ {0,3}\d{1,9}[.)]\s+\S/;
const BOLD = /^ {0,3}(?:\*\*|__)\S/;
/** `   1.2 Do it`, as people go on below `1.`; to CommonMark that is text. */
const DOTTED = /^(\s+)(?=\d{1,4}(?:\.\d{1,4})+[.)]?\s+[\p{Lu}\p{Lo}`*[])/u;
/** `**Status:** done` at the margin: right below an item CommonMark takes it for the item’s own text. */
const LABEL = /^(?:\*\*|__)[^*_]{1,40}(?:[:：](?:\*\*|__)|(?:\*\*|__)[:：])/;
const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s/;
/** `-[ ] Do it`, `-**Status:** done`: items that lack their space. */
const TIGHT = /^(\s*-)(?=\[[ xX~/-]\]\s|\*\*[^\s*])/;
/** `[ ] Do it`, `☐ Do it`: boxes without a list. */
const BARE_BOX = /^( {0,3})(?=(?:\[[ xX]\]|[☐☑☒⬜])\ufe0f?\s+\S)/u;
const OF_MARKDOWN = /^(?:md|markdown)$/i;

/**
 * A text whose Markdown says what its writer meant: without HTML comments and without what stands in fences; with a
 * blank line between a bold line and the numbered list right below it, which CommonMark takes for one paragraph unless
 * it begins with 1; with a mark before sub-items and boxes that lack one, and a space behind marks that lack it; with a
 * label at the margin apart from the item above it. Nothing is left of a text longer than any plan.
 */
export function prepareMarkdown(text: string): string {
  if (text.length > LARGEST_FILE) return '';
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const comments = new Comments(lines);
  const fences = new Fences(lines);
  const prepared: string[] = [];
  let above = '';
  let inItem = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const end = comments.isOpen ? null : fences.endOf(at);
    if (end !== null) {
      prepared.push(line, ...new Array<string>(end - at - 1).fill(''), lines[end] ?? '');
      at = end;
      above = '';
      continue;
    }
    const own = comments.cut(line, at).replace(TIGHT, '$1 ').replace(BARE_BOX, '$1- ');
    if ((BOLD.test(above) && NUMBERED.test(own)) || (inItem && LABEL.test(own))) prepared.push('');
    prepared.push(own.replace(DOTTED, '$1- '));
    inItem = ITEM.test(own) || (inItem && own.trim() !== '' && !LABEL.test(own));
    above = own;
  }
  return prepared.join('\n');
}

/**
 * Where fences end. One of Markdown may hold others, which CommonMark doesn't know: there a fence with a language opens
 * one, and the next without a language closes it.
 */
class Fences {
  /** Whether those of Markdown are closed so; once one isn't, none is looked for again. */
  private nest = true;

  /** Marks that nothing closes from here on: looking for each again would take the square of the time. */
  private readonly unclosed: string[] = [];

  constructor(private readonly lines: readonly string[]) {}

  /** The line that closes the fence that begins on this one; null where none does, or nothing closes it. */
  endOf(at: number): number | null {
    const open = FENCE.exec(this.lines[at] ?? '');
    const [, ticks = '', language = ''] = open ?? [];
    if (!open || this.unclosed.some((marks) => ticks.startsWith(marks))) return null;
    if (this.nest && OF_MARKDOWN.test(language)) {
      const end = closing(this.lines, at, ticks, true);
      if (end !== null) return end;
      this.nest = false;
    }
    const end = closing(this.lines, at, ticks, false);
    if (end === null) this.unclosed.push(ticks);
    return end;
  }
}

/** The line that closes a fence; null where nothing does. */
function closing(lines: readonly string[], from: number, ticks: string, nested: boolean): number | null {
  let depth = 1;
  for (let at = from + 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const fence = FENCE.exec(line);
    if (!fence?.[1]?.startsWith(ticks)) continue;
    const isBare = /^[\s>]*[`~]+\s*$/.test(line);
    if (isBare && !(nested && depth === 1 && opens(lines, at))) depth--;
    else if (isBare || (nested && fence[2])) depth++;
    if (depth === 0) return at;
  }
  return null;
}

/** Without a language it opens one where it stands right above its text, and apart from what is before it. */
const opens = (lines: readonly string[], at: number): boolean =>
  (lines[at - 1] ?? '').trim() === '' && (lines[at + 1] ?? '').trim() !== '';

/** Cuts comments out, line by line; line breaks stay, so that what stands around them isn't joined. */
class Comments {
  isOpen = false;
  /** The last line that ends a comment: what begins after it is none. */
  private readonly lastEnd: number;

  constructor(lines: readonly string[]) {
    this.lastEnd = lines.findLastIndex((line) => line.includes('-->'));
  }

  cut(line: string, at: number): string {
    if (!this.isOpen && !line.includes('<!--')) return line;
    const parts: string[] = [];
    for (let from = 0; from <= line.length;) {
      const next = line.indexOf(this.isOpen ? '-->' : '<!--', from);
      if (this.isOpen) {
        if (next < 0) break;
        from = next + 3;
        this.isOpen = false;
      } else if (next < 0 || isCode(line, next) || !(at < this.lastEnd || line.includes('-->', next))) {
        parts.push(line.slice(from));
        break;
      } else {
        parts.push(line.slice(from, next));
        from = next + 4;
        this.isOpen = true;
      }
    }
    return parts.join('').trimEnd();
  }
}

const isCode = (line: string, at: number): boolean => line.slice(0, at).split('`').length % 2 === 0;
