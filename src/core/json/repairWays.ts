import type { TextEdit } from '../markdown/edits';
import { indentAt } from './style';
import { KIND, type JsonError, type Token } from './json';

export type RepairKind =
  | 'remove-comma'
  | 'add-comma'
  | 'add-colon'
  | 'open'
  | 'close'
  | 'remove-bracket'
  | 'change-bracket'
  | 'double-quotes'
  | 'quote-key'
  | 'quote-value'
  | 'quotation-mark'
  | 'literal'
  | 'comment'
  | 'end-comment'
  | 'escape';

/** One small edit. */
export interface Repair extends TextEdit {
  kind: RepairKind;
  /** Whether something else may have been meant. */
  guessed: boolean;
}

/** Where the reader stumbled. */
export interface Stumble {
  text: string;
  tokens: readonly Token[];
  error: JsonError;
}

/** The ways to go on from there, the likeliest first. */
export function ways(stumble: Stumble): Repair[] {
  switch (stumble.error.code) {
    case 'CommaExpected':
      return withoutComma(stumble);
    case 'PropertyNameExpected':
    case 'ValueExpected':
      return withoutMember(stumble);
    case 'ColonExpected':
      return withoutColon(stumble);
    case 'CloseBraceExpected':
    case 'CloseBracketExpected':
      return closing(stumble, before(stumble)?.end);
    case 'EndOfFileExpected':
      return tooMuch(stumble);
    case 'InvalidSymbol':
      return unknownWord(stumble);
    case 'UnexpectedEndOfString':
      return openString(stumble);
    case 'UnexpectedEndOfComment':
      return [insert('end-comment', endOfLine(stumble.text, stumble.error.offset), ' */', true)];
    case 'InvalidEscapeCharacter':
    case 'InvalidUnicode':
    case 'InvalidCharacter':
      return [escaped(stumble)];
    default:
      return [];
  }
}

const OPENS: readonly number[] = [KIND.openBrace, KIND.openBracket];
const CLOSES: readonly number[] = [KIND.closeBrace, KIND.closeBracket];

function withoutComma(stumble: Stumble): Repair[] {
  const token = at(stumble);
  const last = before(stumble);
  if (!last) return [];
  if (token?.kind === KIND.colon) {
    // `["a", "key": …`: the list should have ended before the key.
    const above = before(stumble, last.start);
    return closing(stumble, above?.kind === KIND.comma ? before(stumble, above.start)?.end : above?.end);
  }
  const close = closing(stumble, last.end);
  if (token && CLOSES.includes(token.kind)) {
    const other = token.kind === KIND.closeBrace ? ']' : '}';
    return [
      ...opening(stumble),
      ...close,
      replace('change-bracket', token, other, true),
      remove('remove-bracket', token, true),
    ];
  }
  return [insert('add-comma', last.end, ',', true), ...close];
}

/** There is no value or no key where one has to be. */
function withoutMember(stumble: Stumble): Repair[] {
  const token = at(stumble);
  const last = before(stumble);
  const isFirst = !last || OPENS.includes(last.kind);
  if (token?.kind === KIND.comma && (isFirst || last.kind === KIND.comma)) {
    return [remove('remove-comma', token), ...(isFirst ? closing(stumble, last?.end) : [])];
  }
  if (last?.kind !== KIND.comma) return token ? keyOf(stumble, token) : [];
  if (!token || CLOSES.includes(token.kind)) return [remove('remove-comma', last)];
  // `{"phase": 1, {"phase": 2}`: the first one should have ended before the comma.
  if (OPENS.includes(token.kind)) return closing(stumble, before(stumble, last.start)?.end);
  return keyOf(stumble, token);
}

/** A number, `true`, `false` or `null` that is a key. */
function keyOf({ text, tokens }: Stumble, token: Token): Repair[] {
  const next = tokens[tokens.indexOf(token) + 1];
  if (next?.kind !== KIND.colon || CLOSES.includes(token.kind)) return [];
  return [replace('quote-key', token, JSON.stringify(text.slice(token.start, token.end)))];
}

function withoutColon(stumble: Stumble): Repair[] {
  const token = at(stumble);
  const last = before(stumble);
  const ends: readonly number[] = [...CLOSES, KIND.comma];
  if (!last || !token) return [];
  return ends.includes(token.kind) ? opening(stumble) : [insert('add-colon', last.end, ':', true)];
}

/** `"paths": "a", "b" ]`: a list that ends, and doesn't begin. */
function opening({ tokens, error }: Stumble): Repair[] {
  const colon = tokens.findLastIndex(({ kind, end }) => kind === KIND.colon && end <= error.offset);
  const first = tokens[colon + 1];
  const next = tokens.slice(colon + 1).find(({ kind }) => kind !== KIND.string && kind !== KIND.comma);
  if (colon < 0 || first?.kind !== KIND.string || next?.kind !== KIND.closeBracket) return [];
  return [insert('open', first.start, '[', true)];
}

/** Ends the innermost list or object that is open at an offset, on a line of its own when it began on another one. */
function closing({ text, tokens }: Stumble, offset: number | undefined): Repair[] {
  if (offset === undefined) return [];
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.start >= offset) break;
    if (OPENS.includes(token.kind)) open.push(token);
    if (CLOSES.includes(token.kind)) open.pop();
  }
  const last = open.at(-1);
  if (!last) return [];
  const eol = /\r\n|\r|\n/.exec(text.slice(last.start, offset))?.[0];
  const sign = last.kind === KIND.openBrace ? '}' : ']';
  return [insert('close', offset, eol === undefined ? sign : eol + indentAt(text, last.start) + sign, true)];
}

function tooMuch(stumble: Stumble): Repair[] {
  const token = at(stumble);
  if (token?.kind === KIND.comma) return [remove('remove-comma', token)];
  return token && CLOSES.includes(token.kind) ? [remove('remove-bracket', token, true)] : [];
}

const WORDS: Readonly<Record<string, string>> = {
  True: 'true',
  TRUE: 'true',
  False: 'false',
  FALSE: 'false',
  None: 'null',
  Null: 'null',
  NULL: 'null',
  undefined: 'null',
};

function unknownWord({ text, error: { offset } }: Stumble): Repair[] {
  const found = (pattern: RegExp): Token | null => {
    pattern.lastIndex = offset;
    const match = pattern.exec(text);
    return match ? { kind: KIND.unknown, start: offset, end: offset + match[0].length } : null;
  };
  const said = (token: Token): string => text.slice(token.start, token.end);
  const quoted = found(/'(?:[^'\\\r\n]|\\[^\r\n])*'|[“”„][^“”"\r\n]*[“”]|[‘’][^‘’\r\n]*[‘’]|`[^`\r\n]*`/y);
  if (quoted) return [replace('double-quotes', quoted, inDoubleQuotes(said(quoted)))];
  const key = found(/[\p{L}_$][\w$-]*(?=\s*:)/uy);
  if (key) return [replace('quote-key', key, JSON.stringify(said(key)))];
  const word = found(/\w+(?![^\s,}\]])/y);
  const meant = word && WORDS[said(word)];
  if (word && meant !== undefined && meant !== null) return [replace('literal', word, meant)];
  const comment = found(/#[^\r\n]*/y);
  if (comment) return [replace('comment', comment, said(comment).replace('#', '//'))];
  if (found(/=>?/y)) return [replace('add-colon', found(/=>?/y) ?? { start: offset, end: offset }, ':', true)];
  // `"plan": context/plans/a.md",`: its end is there.
  if (found(/[^\s"',{}[\]:][^\s"',{}[\]]*"(?=\s*(?:[,}\]\r\n]|$))/y))
    return [insert('quotation-mark', offset, '"', true)];
  const value = found(/[^\s"',{}[\]:;](?:[^\r\n"',{}[\]:;]*[^\s"',{}[\]:;])?(?=\s*(?:[,}\]\r\n]|$))/y);
  return value ? [replace('quote-value', value, JSON.stringify(said(value)), true)] : [];
}

/** A string in other quotes, as JSON: what is escaped in it stays so. */
function inDoubleQuotes(said: string): string {
  const inside = said.slice(1, -1).replace(/\\(['`])/g, '$1');
  return `"${inside.replace(/\\[^]|"/g, (sign) => (sign === '"' ? '\\"' : sign))}"`;
}

/** Before what ends the line as well, a comma above all; else at its end. */
function openString({ text, error: { offset } }: Stumble): Repair[] {
  const end = endOfLine(text, offset);
  const line = text.slice(offset, end);
  const patterns = [/(?<![\s,}\]])[\s,}\]]*$/, /(?<!\s)\s*(?:,\s*)?$/, /(?<!\s)\s*$/];
  const ends = patterns.map((pattern) => offset + (pattern.exec(line)?.index ?? 0));
  return [...new Set(ends)].filter((each) => each > offset).map((each) => insert('quotation-mark', each, '"', true));
}

function escaped({ text, error: { offset, length, code } }: Stumble): Repair {
  const token = { start: offset, end: offset + length };
  const said = text.slice(token.start, token.end);
  // eslint-disable-next-line no-control-regex -- those are what JSON doesn't allow
  const written = said.replace(/[\u0000-\u001f]/g, (sign) => JSON.stringify(sign).slice(1, -1));
  const slashes = written.replace(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\\/g, (sign) => (sign === '\\' ? '\\\\' : sign));
  return replace('escape', token, slashes, code !== 'InvalidCharacter');
}

/** The token that the reader stumbled over; undefined at the end. */
const at = ({ tokens, error }: Stumble): Token | undefined => tokens.find(({ start }) => start === error.offset);

/** The last token before an offset. */
function before({ tokens, error }: Stumble, offset = error.offset): Token | undefined {
  return tokens.findLast(({ end }) => end <= offset);
}

function endOfLine(text: string, offset: number): number {
  const found = text.slice(offset).search(/[\r\n]/);
  return found < 0 ? text.length : offset + found;
}

type Place = Pick<Token, 'start' | 'end'>;

function replace(kind: RepairKind, { start, end }: Place, text: string, guessed = false): Repair {
  return { kind, guessed, offset: start, length: end - start, text };
}
const insert = (kind: RepairKind, offset: number, text: string, guessed: boolean): Repair =>
  replace(kind, { start: offset, end: offset }, text, guessed);
const remove = (kind: RepairKind, place: Place, guessed = false): Repair => replace(kind, place, '', guessed);
