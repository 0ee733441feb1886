import { revealedName } from '../core/revealed';

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

export interface Styled {
  style: keyof typeof CODES;
  text: string;
}

/** A line for a person: texts, some of them in a style. */
export type Line = string | readonly (string | Styled)[];

export const styled = (style: Styled['style'], text: string): Styled => ({ style, text });

/** The words of a text of several lines. */
export const linesIn = (text: string): string[] => text.split(/\r\n|[\r\n]/);

/**
 * Lines as they are printed. Whatever of a plan could steer a terminal (escape sequences, ends of lines, signs that
 * turn the direction) is written out: what is printed in a style comes from here alone.
 */
export function printed(lines: readonly Line[], colours: boolean): string {
  return lines
    .map(
      (line) =>
        `${[line]
          .flat()
          .map((part) => partOf(part, colours))
          .join('')}\n`,
    )
    .join('');
}

function partOf(part: string | Styled, colours: boolean): string {
  if (typeof part === 'string') return revealedName(part);
  const text = revealedName(part.text);
  return colours ? `\u001b[${CODES[part.style]}m${text}\u001b[0m` : text;
}

/** JSON for other programs; what could steer a terminal is escaped, and reads the same. */
export function printedJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, escaped)}\n`;
}

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A text in lines of at most this many signs, each begun so. */
export function wrapped(text: string, width: number, begin: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && begin.length + line.length + 1 + word.length > width) {
      lines.push(begin + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, begin + line];
}
