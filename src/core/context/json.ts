import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

export type JsonNode = Node;
export type JsonPath = readonly (string | number)[];

/** JSON read from a text; offsets in `root` refer to that text. */
export interface ParsedJson {
  /** Null when the text isn't JSON. */
  root: JsonNode | null;
  /** The first thing that is wrong with it, or null. */
  error: { message: string; offset: number } | null;
}

/** No state block nests deeper; a hostile one would overflow the stack. */
const DEEPEST = 200;

// Of jsonc-parser's const enum `SyntaxKind`, which isolated modules can't import.
const OPENS = new Set([1, 3]);
const CLOSES = new Set([2, 4]);
const END = 17;

/**
 * Reads JSON with its places. Comments are accepted, since people write them; trailing commas only where asked for, since
 * other tools of the method fail on them. Never throws.
 */
export function readJson(text: string, options: { trailingCommas: boolean }): ParsedJson {
  const tooDeep = findTooDeep(text);
  if (tooDeep !== null) return { root: null, error: { message: 'it nests too deeply', offset: tooDeep } };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: options.trailingCommas, disallowComments: false });
  const [first] = errors;
  if (first) return { root: null, error: { message: describeError(first), offset: first.offset } };
  return root ? { root, error: null } : { root: null, error: { message: 'it is empty', offset: 0 } };
}

/** `CommaExpected` → `comma expected`. */
function describeError(error: ParseError): string {
  return printParseErrorCode(error.error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
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
