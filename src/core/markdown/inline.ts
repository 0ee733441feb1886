import MarkdownIt from 'markdown-it';

// HTML stays as it is written: `Handle <T>` names a type, not a tag.
const inline = new MarkdownIt('commonmark', { html: false }).enable('strikethrough');

/** The same, where what isn't emphasis stays as it is written. Made when it is asked for: most windows never do. */
let emphasis: MarkdownIt | undefined;

function emphasisAlone(): MarkdownIt {
  const made = new MarkdownIt('commonmark', { html: false }).enable('strikethrough');
  const { ruler } = new MarkdownIt('commonmark').inline;
  for (const name of ['backticks', 'link', 'image', 'autolink', 'escape', 'entity']) {
    ruler.enableOnly([name]);
    const [rule] = ruler.getRules('');
    made.inline.ruler.at(name, (state, silent) => {
      const start = state.pos;
      if (!rule?.(state, true)) return false;
      if (!silent) state.pending += state.src.slice(start, state.pos);
      return true;
    });
  }
  return made;
}

/** A line longer than this is data, not a title; parsing it would only cost time. */
const LONGEST = 4000;
const LONGEST_TARGET = 1000;

/**
 * Zero-width characters but the joiners of emoji and scripts, and those that turn the direction of what comes after
 * them.
 */
const INVISIBLE = /[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/g;

/** A text as it can be shown: nothing in it is hidden, or makes what stands beside it read differently. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/**
 * The text of one line without its inline markup (code ticks, emphasis, escapes; links and images become their text)
 * and without invisible characters.
 */
export function cleanInline(raw: string): string {
  const text = visible(raw).trim();
  if (text.length > LONGEST || !/[`*_[\]<&!\\~]/.test(text)) return text;
  const parts: string[] = [];
  for (const token of inline.parseInline(text, {})[0]?.children ?? []) {
    if (token.type === 'softbreak' || token.type === 'hardbreak') parts.push(' ');
    else parts.push(token.content);
  }
  return parts.join('').trim();
}

/** One line's text without emphasis; code spans, links and escapes stay as they are written. */
export function withoutEmphasis(raw: string): string {
  const text = visible(raw).trim();
  if (text.length > LONGEST || !/[*_~]/.test(text)) return text;
  emphasis ??= emphasisAlone();
  const tokens = emphasis.parseInline(text, {})[0]?.children ?? [];
  return tokens
    .map(({ type, content }) => (type === 'softbreak' ? ' ' : content))
    .join('')
    .trim();
}

/**
 * What a metadata value names: the first code span, else a link's target, else the text without a remark after it, in
 * brackets or behind a dash: `main (working directly)`, `main – for now` → `main`. Empty when it names nothing.
 */
export function metadataTarget(value: string): string {
  const text = value.trim().slice(0, LONGEST_TARGET);
  const code = /^(`+)\s*(.*?)\s*\1(?!`)/.exec(text);
  if (code) return code[2] ?? '';
  const link = /^\[[^\]]*\]\(<?([^)>\s]*)/.exec(text);
  if (link) return link[1] ?? '';
  return cleanInline(text.replace(/(?<!\s)\s+\([^()]*\)\s*$/, '').replace(/^(\S+)\s+[-–—]\s.*$/, '$1'));
}

/** Whether a text has letters of one form only. */
// eslint-disable-next-line no-control-regex
export const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

/** A heading's name for comparison: lower case, words only (`✅ To-Do List:` → `to do list`). */
export function normalizeName(text: string): string {
  // Most names are in letters that have one form only.
  return (isAscii(text) ? text : text.normalize('NFKC'))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
