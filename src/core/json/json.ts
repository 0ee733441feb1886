import {
  createScanner,
  getLocation,
  parseTree,
  printParseErrorCode,
  type Location,
  type Node,
  type ParseError,
} from 'jsonc-parser';

export type JsonNode = Node;
export type JsonPath = readonly (string | number)[];

/** JSON read from a text; offsets in `root` refer to that text. */
export interface ParsedJson {
  /** Null when the text isn't JSON. */
  root: JsonNode | null;
  /** The first thing that is wrong with it (“a comma is missing before “x””, without a full stop), or null. */
  error: { message: string; offset: number; length: number } | null;
}

/** No state block nests deeper; a hostile one would overflow the stack. */
const DEEPEST = 200;

/** Of jsonc-parser's const enum `SyntaxKind`, which isolated modules can't import. */
export const KIND = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  string: 10,
  unknown: 16,
} as const;
const OPENS = new Set<number>([KIND.openBrace, KIND.openBracket]);
const CLOSES = new Set<number>([KIND.closeBrace, KIND.closeBracket]);
const TRIVIA = new Set([12, 13, 14, 15]);
const END = 17;

/** A word or sign of JSON; blanks and comments are none. */
export interface Token {
  kind: number;
  start: number;
  end: number;
}

/** Where JSON is broken, by the parser's names for errors. */
export interface JsonError {
  code: string;
  offset: number;
  length: number;
}

/**
 * Reads JSON with its places. Comments are accepted, since people write them; trailing commas only where asked for,
 * since other tools of the method fail on them. Never throws.
 */
export function readJson(text: string, options: { trailingCommas: boolean }): ParsedJson {
  const tooDeep = findTooDeep(text);
  if (tooDeep !== null) {
    const message = `this value nests too deeply: more than ${DEEPEST} levels`;
    return { root: null, error: { message, offset: tooDeep, length: 1 } };
  }
  const { root, first } = parse(text, options);
  if (first) return { root: null, error: describeSyntaxError(text, first) };
  if (root) return { root, error: null };
  return { root: null, error: { message: 'the block is empty, but needs an object', offset: 0, length: 0 } };
}

function parse(text: string, options: { trailingCommas: boolean }): { root: JsonNode | null; first: JsonError | null } {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: options.trailingCommas, disallowComments: false }) ?? null;
  const [first] = errors;
  if (!first) return { root, first: null };
  return { root, first: { code: printParseErrorCode(first.error), offset: first.offset, length: first.length } };
}

/** Where a text stops being JSON; null where it doesn't. */
export function firstError(text: string): JsonError | 'tooDeep' | null {
  if (findTooDeep(text) !== null) return 'tooDeep';
  return parse(text, { trailingCommas: false }).first;
}

/** Every word and sign of a text, broken ones too. */
export function scanTokens(text: string): Token[] {
  const scanner = createScanner(text, false);
  const tokens: Token[] = [];
  for (let kind: number = scanner.scan(); kind !== END; kind = scanner.scan()) {
    const start = scanner.getTokenOffset();
    if (!TRIVIA.has(kind)) tokens.push({ kind, start, end: start + scanner.getTokenLength() });
  }
  return tokens;
}

/** What of a text can be read as JSON, whatever is wrong with it; null when nothing can. */
export function readBrokenJson(text: string): JsonNode | null {
  if (findTooDeep(text) !== null) return null;
  return parseTree(text, [], { allowTrailingComma: true, disallowComments: false }) ?? null;
}

/** Where in JSON, perhaps half-typed, an offset stands; null in what nests too deeply. */
export function locationAt(text: string, offset: number): Location | null {
  return findTooDeep(text) === null ? getLocation(text, offset) : null;
}

/** What the parser misses, by its names for errors. */
const MISSES: Record<string, string> = {
  PropertyNameExpected: 'a key in double quotes',
  ValueExpected: 'a value',
  ColonExpected: 'a colon',
  CommaExpected: 'a comma',
  CloseBraceExpected: 'a closing brace',
  CloseBracketExpected: 'a closing bracket',
};

/** What begins and doesn't end, by the parser's names for errors. */
const UNENDED: Record<string, string> = {
  UnexpectedEndOfString: 'a closing quotation mark',
  UnexpectedEndOfComment: 'the end of the comment',
};

function describeSyntaxError(text: string, { code, offset, length }: JsonError): NonNullable<ParsedJson['error']> {
  const found = /^[^\r\n]*/.exec(text.slice(offset, offset + length))?.[0] ?? '';
  const comma = /^[}\]]$/.test(found) && MISSES_MEMBER.has(code) ? commaBefore(text, offset) : null;
  if (comma === null) return { message: syntaxComplaint(code, found), offset, length };
  return { message: `there is a comma too many before “${found}”`, offset: comma, length: 1 };
}

const MISSES_MEMBER: ReadonlySet<string> = new Set(['PropertyNameExpected', 'ValueExpected']);

/** Where the last word or sign before an offset stands, if that is a comma; else null. */
function commaBefore(text: string, offset: number): number | null {
  const last = scanTokens(text).findLast(({ end }) => end <= offset);
  return last?.kind === KIND.comma ? last.start : null;
}

function syntaxComplaint(error: string, found: string): string {
  const what = `“${inMessage(found)}”`;
  if (MISSES[error]) return `${MISSES[error]} is missing ${found === '' ? 'at the end' : `before ${what}`}`;
  if (UNENDED[error]) return `${UNENDED[error]} is missing after ${what}`;
  if (error === 'EndOfFileExpected') return `${what} stands after the end of the JSON`;
  return found === '' ? 'this isn’t JSON' : `${what} isn’t JSON`;
}

/** At most so many characters of what is there are said. */
const LONGEST_SAID = 30;

/** Without its own quotation marks: those of the message are enough. */
function inMessage(found: string): string {
  const bare = found.replace(/^"(?=.)/, '').replace(/(?<=.)"$/, '');
  return bare.length > LONGEST_SAID ? `${bare.slice(0, LONGEST_SAID).trimEnd()}…` : bare;
}

function findTooDeep(text: string): number | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token: number = scanner.scan(); token !== END; token = scanner.scan()) {
    if (OPENS.has(token) && ++depth > DEEPEST) return scanner.getTokenOffset();
    if (CLOSES.has(token)) depth--;
  }
  return null;
}

/** The property of an object with this key, the last one when it stands twice (as `JSON.parse` reads it). */
export function property(node: JsonNode, key: string): JsonNode | undefined {
  if (node.type !== 'object') return undefined;
  return node.children?.findLast((child) => child.children?.[0]?.value === key);
}

/** The node at a path, or undefined. */
export function nodeAt(root: JsonNode, path: JsonPath): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const part of path) {
    if (!node) return undefined;
    if (typeof part === 'number' && node.type === 'array') node = node.children?.[part];
    else node = property(node, String(part))?.children?.[1];
  }
  return node;
}

export type JsonObject = Record<string, unknown>;

/** The value of a node. Objects have no prototype, so that a key `__proto__` is a key like any other. */
export function valueOf(node: JsonNode): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value as unknown;
  const object = Object.create(null) as JsonObject;
  for (const { children: [key, value] = [] } of node.children ?? []) {
    if (key && value) object[String(key.value)] = valueOf(value);
  }
  return object;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two JSON values are the same; the order of keys doesn't count, and a key without a value is none. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = definedKeys(a);
  return (
    keys.length === definedKeys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

export function definedKeys(object: JsonObject): string[] {
  return Object.keys(object).filter((key) => object[key] !== undefined);
}
