import type { TextEdit } from '../markdown/edits';
import type { JsonNode } from './json';

/** How a state block is written. */
export interface Style {
  eol: string;
  /** One level of indentation. */
  unit: string;
}

const NEW_LINE = /[\r\n]/;
/** Blanks, and comments that end on their line. */
const SAID = String.raw`(?:[^\S\r\n]|/\*[^\r\n]*?\*/|//[^\r\n]*)`;

export function styleOf(text: string, root: JsonNode, eol: string): Style {
  const first = root.children?.[0];
  if (!first || !isMultiLine(text, root)) return { eol, unit: '  ' };
  const unit = indentAt(text, first.offset).slice(indentAt(text, root.offset).length);
  return { eol, unit: unit || '  ' };
}

/** Whether a list's or object's first child stands on a line of its own. An empty one is as what holds it. */
function isMultiLine(text: string, node: JsonNode): boolean {
  const first = node.children?.[0];
  if (first) return NEW_LINE.test(text.slice(node.offset, first.offset));
  const holder = node.parent?.type === 'property' ? node.parent.parent : node.parent;
  return holder ? isMultiLine(text, holder) : true;
}

/** Whether a child (an element or a property) stands in a one-line list or object. */
export function inlineChild(text: string, child: JsonNode): boolean {
  return child.parent !== undefined && !isMultiLine(text, child.parent);
}

/** The blanks that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  let start = offset;
  while (start > 0 && !NEW_LINE.test(text.charAt(start - 1))) start--;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** A value on several lines, its first line where it is put. */
function childText(value: unknown, style: Style, indent: string): string {
  return (JSON.stringify(value, null, style.unit) ?? 'null').replaceAll('\n', style.eol + indent);
}

/** A value on one line: `{"phase": 1, "status": "pending"}`. */
function inlineText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}: ${inlineText(member)}`).join(', ')}}`;
}

export function formatValue(text: string, offset: number, value: unknown, style: Style, inline: boolean): string {
  return inline ? inlineText(value) : childText(value, style, indentAt(text, offset));
}

/**
 * Fills an empty list or object, on a line of its own unless what holds it is on one line. `key`: of a property,
 * quoted.
 */
export function filled(text: string, node: JsonNode, key: string, value: unknown, style: Style): TextEdit {
  const [open, close] = node.type === 'array' ? ['[', ']'] : ['{', '}'];
  const label = key && `${key}: `;
  const outer = indentAt(text, node.offset);
  const inner = outer + style.unit;
  const written = isMultiLine(text, node)
    ? `${open}${style.eol}${inner}${label}${childText(value, style, inner)}${style.eol}${outer}${close}`
    : `${open}${label}${inlineText(value)}${close}`;
  return { offset: node.offset, length: node.length, text: written };
}

export interface Insertion {
  /** Where among the children of the list or object. */
  index: number;
  value: unknown;
  /** The quoted key of a property; empty for an element. */
  key: string;
  /** The element whose style a new one takes. */
  neighbour?: JsonNode;
}

/** Adds a child to a list or object that has some. */
export function insertion(text: string, node: JsonNode, added: Insertion, style: Style): TextEdit {
  const children = node.children ?? [];
  const previous = children[added.index - 1];
  const anchor = previous ?? children[0] ?? node;
  const multiLine = isMultiLine(text, node);
  const inline = !multiLine || (hasChildren(added.neighbour) && !isMultiLine(text, added.neighbour));
  const written = formatValue(text, anchor.offset, added.value, style, inline);
  const member = added.key ? added.key + colonOf(text, anchor) + written : written;
  const separator = multiLine ? `,${style.eol}${indentAt(text, anchor.offset)}` : commaOf(text, children);
  return previous
    ? { offset: previous.offset + previous.length, length: 0, text: separator + member }
    : { offset: anchor.offset, length: 0, text: member + separator };
}

function hasChildren(node: JsonNode | undefined): node is JsonNode {
  return node !== undefined && (node.children?.length ?? 0) > 0;
}

/** What stands between key and value. */
function colonOf(text: string, propertyNode: JsonNode): string {
  const [key, value] = propertyNode.children ?? [];
  const between = key && value ? text.slice(key.offset + key.length, value.offset) : '';
  return /^[ \t]*:[ \t]*$/.test(between) ? between : ': ';
}

/** What stands between the children of a one-line list or object. */
function commaOf(text: string, [first, second]: JsonNode[]): string {
  const between = first && second ? text.slice(first.offset + first.length, second.offset) : '';
  return /^[ \t]*,[ \t]*$/.test(between) ? between : ', ';
}

/**
 * Removes an element or a property with the comma it no longer needs, and with what is said of it on its own line;
 * comments on other lines stay, and so does the line on which something else stands.
 */
export function removal(text: string, child: JsonNode): TextEdit {
  const siblings = child.parent?.children ?? [child];
  const index = siblings.indexOf(child);
  const next = siblings[index + 1];
  const previous = siblings[index - 1];
  const end = child.offset + child.length;
  const begin = previous ? previous.offset + previous.length : (child.parent ?? child).offset + 1;
  if (!previous && !next) return { offset: begin, length: (child.parent ?? child).length - 2, text: '' };
  const before = text.slice(begin, child.offset);
  if (next) {
    const after = text.slice(end, next.offset);
    const rest = NEXT_LINE.exec(after)?.[0];
    // The last one of a line on which others stand.
    if (rest !== undefined && previous && !NEW_LINE.test(before))
      return { offset: begin, length: end - begin, text: '' };
    return { offset: child.offset, length: end - child.offset + (rest ?? after).length, text: '' };
  }
  // The comma goes, and every comment between them stays.
  const kept = before.replace(FIRST_COMMA, '$1');
  if (kept.trim() === '') return { offset: begin, length: end - begin, text: '' };
  const alone = /^[^\S\r\n]*[\r\n]/.test(text.slice(end));
  return { offset: begin, length: end - begin, text: alone ? kept.trimEnd() : kept };
}

const FIRST_COMMA = new RegExp(`^((?:${SAID}|[\\r\\n])*),`);
/** A comma, and what is said on its line, up to what stands next. A comment of several lines is left alone. */
const NEXT_LINE = new RegExp(`^${SAID}*,${SAID}*(?:\\r\\n|\\r|\\n)\\s*`);
