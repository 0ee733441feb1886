import { applyEdits, type TextEdit } from '../markdown/edits';
import { definedKeys, isObject, property, readJson, sameJson, valueOf, type JsonNode, type JsonPath } from './json';
import { filled, formatValue, inlineChild, insertion, removal, styleOf, type Style } from './style';

/** More single changes than this, and the value is written again: a change so large has no style left to keep. */
const MOST_CHANGES = 400;
/** Each change reads the JSON again: no more than this many characters are read for one value. */
const MOST_READING = 4_000_000;

/** What whoever edits knows of the JSON: where its keys belong, and which elements of its lists are the same. */
export interface JsonShape {
  /** The keys of the object at a path, in the order in which they are written; none for one without such an order. */
  keyOrder(path: JsonPath): readonly string[];
  /** Whether two objects of a list are the same element, perhaps changed; null when that is told by value alone. */
  isSameElement(a: Record<string, unknown>, b: Record<string, unknown>): boolean | null;
}

interface Source {
  text: string;
  root: JsonNode;
  style: Style;
  shape: JsonShape;
}

/**
 * Sets the value at a path (`undefined` removes it) by the smallest changes: what stays the same keeps its bytes, keys
 * keep their order, a new key goes to its canonical place, and what is new is written in the style around it. Missing
 * objects on the way are made. Null when the path can't be followed, or `text` isn't JSON.
 */
export function setJson(
  text: string,
  path: JsonPath,
  value: unknown,
  options: { eol: string; trailingCommas: boolean; shape: JsonShape },
): string | null {
  for (let changes = 0; ; changes++) {
    const { root } = readJson(text, options);
    if (!root) return null;
    const source: Source = { text, root, style: styleOf(text, root, options.eol), shape: options.shape };
    const edit = nextEdit(source, path, value, changes > Math.min(MOST_CHANGES, MOST_READING / text.length));
    if (edit === 'none') return text;
    if (edit === 'nowhere') return null;
    text = applyEdits(text, [edit]);
    // Where an element was taken out of a list the next one stands now.
    if (value === undefined && typeof path.at(-1) === 'number') return text;
  }
}

/** The next single change on the way to the value; `none` when it is reached. */
function nextEdit(source: Source, path: JsonPath, value: unknown, whole: boolean): TextEdit | 'none' | 'nowhere' {
  let node = source.root;
  for (const [i, part] of path.entries()) {
    const rest = path.slice(i + 1);
    if (typeof part === 'number' && node.type === 'array') {
      const children = node.children ?? [];
      const child = children[part];
      if (!child && part !== children.length) return value === undefined ? 'none' : 'nowhere';
      if (value === undefined && rest.length === 0) return child ? removal(source.text, child) : 'none';
      if (!child) return value === undefined ? 'none' : addElement(source, node, part, wrap(rest, value));
      node = child;
    } else if (node.type === 'object') {
      const key = String(part);
      const found = property(node, key);
      const child = found?.children?.[1];
      if (value === undefined && (!found || rest.length === 0)) return found ? removal(source.text, found) : 'none';
      if (!child) return addProperty(source, node, path.slice(0, i), key, wrap(rest, value));
      if (rest.length > 0 && child.type === 'null') {
        return value === undefined ? 'none' : replacement(source, child, wrap(rest, value));
      }
      node = child;
    } else {
      return value === undefined ? 'none' : 'nowhere';
    }
  }
  if (whole) return sameJson(valueOf(node), value) ? 'none' : replacement(source, node, value);
  return difference(source, node, path, value) ?? 'none';
}

/** The value with the objects that the rest of a path asks for around it. */
function wrap(rest: JsonPath, value: unknown): unknown {
  return rest.reduceRight<unknown>((inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }), value);
}

/** The first difference between a node and a value, as an edit; null when there is none. */
function difference(source: Source, node: JsonNode, path: JsonPath, value: unknown): TextEdit | null {
  if (node.type === 'object' && isObject(value)) {
    const extra = node.children?.find((child) => !isInValue(value, child));
    if (extra) return removal(source.text, extra);
    const byKey = new Map(node.children?.map(({ children: [key, child] = [] }) => [key?.value as unknown, child]));
    for (const key of definedKeys(value)) {
      const child = byKey.get(key);
      if (!child) return addProperty(source, node, path, key, value[key]);
      const edit = difference(source, child, [...path, key], value[key]);
      if (edit) return edit;
    }
    return null;
  }
  if (node.type === 'array' && Array.isArray(value)) return arrayDifference(source, node, path, value);
  return sameJson(valueOf(node), value) ? null : replacement(source, node, value);
}

function isInValue(value: Record<string, unknown>, propertyNode: JsonNode): boolean {
  const key = String(propertyNode.children?.[0]?.value);
  return Object.hasOwn(value, key) && value[key] !== undefined;
}

/** Elements that stay are found by `JsonShape`, else by value; every step makes the matching beginning longer. */
function arrayDifference(source: Source, node: JsonNode, path: JsonPath, value: unknown[]): TextEdit | null {
  const children = node.children ?? [];
  for (let i = 0; i < Math.max(children.length, value.length); i++) {
    const child = children[i];
    if (!child) return addElement(source, node, i, value[i]);
    if (i >= value.length) return removal(source.text, child);
    const old = valueOf(child);
    if (!sameElement(source, old, value[i])) {
      if (value.slice(i + 1).some((item) => sameElement(source, old, item))) {
        const stays = children.slice(i + 1).some((other) => sameElement(source, valueOf(other), value[i]));
        return stays ? removal(source.text, child) : addElement(source, node, i, value[i]);
      }
      const later = children.slice(i + 1).some((other) => sameElement(source, valueOf(other), value[i]));
      return later ? removal(source.text, child) : replacement(source, child, value[i]);
    }
    const edit = difference(source, child, [...path, i], value[i]);
    if (edit) return edit;
  }
  return null;
}

function sameElement({ shape }: Source, a: unknown, b: unknown): boolean {
  const same = isObject(a) && isObject(b) ? shape.isSameElement(a, b) : null;
  return same ?? sameJson(a, b);
}

function replacement(source: Source, node: JsonNode, value: unknown): TextEdit {
  const inline = node.parent ? inlineChild(source.text, node.parent.type === 'property' ? node.parent : node) : false;
  return {
    offset: node.offset,
    length: node.length,
    text: formatValue(source.text, node.offset, value, source.style, inline),
  };
}

function addElement(source: Source, array: JsonNode, index: number, value: unknown): TextEdit {
  const children = array.children ?? [];
  if (children.length === 0) return filled(source.text, array, '', value, source.style);
  // What is added between list elements is written as its neighbour is: `{"phase": 1}` stays on one line.
  const neighbour = children[index - 1] ?? children[0];
  return insertion(source.text, array, { index, value, key: '', neighbour }, source.style);
}

/**
 * Puts a new key after the nearest key that the method writes before it, else before the nearest one after it, else
 * last.
 */
function addProperty(source: Source, object: JsonNode, path: JsonPath, key: string, value: unknown): TextEdit {
  const children = object.children ?? [];
  const quoted = JSON.stringify(key);
  if (children.length === 0) return filled(source.text, object, quoted, value, source.style);
  const order = source.shape.keyOrder(path);
  const place = order.indexOf(key);
  const position = (other: string | undefined) =>
    children.findLastIndex((child) => other !== undefined && child.children?.[0]?.value === other);
  const before = place < 0 ? -1 : Math.max(...order.slice(0, place).map(position), -1);
  const after =
    place < 0
      ? -1
      : (order
          .slice(place + 1)
          .map(position)
          .find((at) => at >= 0) ?? -1);
  // A key the method doesn't know goes last, but the time of the last change stays the last line.
  const last = order.at(-1);
  const end = position(last) === children.length - 1 ? children.length - 1 : children.length;
  const index = before >= 0 ? before + 1 : after >= 0 ? after : place < 0 ? end : children.length;
  return insertion(source.text, object, { index, value, key: quoted }, source.style);
}
