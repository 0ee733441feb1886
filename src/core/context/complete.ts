import { parseMarkdown } from '../markdown/parse';
import { readPlanFileName } from '../plan/names';
import { isObject, locationAt, nodeAt, readBrokenJson, valueOf, type JsonNode, type JsonPath } from '../json/json';
import { schemaAt, typesOf, type SchemaNode } from './schemaPath';
import { phaseId } from './state';
import { findStateBlock } from './stateBlock';

/** Something to be written at the cursor. */
export interface Completion {
  kind: 'key' | 'value' | 'path';
  /** What a list shows. */
  label: string;
  /** What takes the place of `start` to `end`, offsets in the whole text; `$0` marks where the cursor goes. */
  insert: string;
  start: number;
  end: number;
  description: string | null;
}

/** The files that the state block may name, relative to the workspace folder. */
export interface KnownFiles {
  plans: readonly string[];
  summaries: readonly string[];
}

/** The words the method writes; what else it reads is not proposed. */
const STATUSES = ['pending', 'in_progress', 'completed', 'dropped'];

interface Place {
  source: string;
  root: JsonNode | null;
  path: JsonPath;
  schema: SchemaNode | null;
  files: KnownFiles;
}

type Draft = Pick<Completion, 'kind' | 'label' | 'insert'> & { description?: string };

/** What can be written at an offset of a context file: nothing outside its state block. Reads half-typed JSON. */
export function completeState(text: string, offset: number, files: KnownFiles): Completion[] {
  const block = findStateBlock(parseMarkdown(text));
  if (!block || offset < block.fence.start || offset > block.fence.end) return [];
  const { source } = block;
  const at = offset - block.fence.start;
  const location = locationAt(source, at);
  if (!location || isInComment(source, at)) return [];
  const { path, isAtPropertyKey } = location;
  const range = replacedRange(source, at, location.previousNode);
  if (!range) return [];
  const root = readBrokenJson(source);
  const place = { source, root, path, schema: schemaAt(path), files };
  const drafts = isAtPropertyKey ? keys(place, source.slice(range.end)) : values(place);
  return drafts.map((draft) => ({
    description: null,
    ...draft,
    start: block.fence.start + range.start,
    end: block.fence.start + range.end,
  }));
}

/**
 * The whole string, number or word that the cursor is in; a string without its end ends at the cursor. Null before and
 * after one.
 */
function replacedRange(source: string, at: number, node: JsonNode | undefined): { start: number; end: number } | null {
  if (!node || at < node.offset || at > node.offset + node.length) {
    const word = /[\w.-]*$/.exec(source.slice(0, at))?.[0] ?? '';
    return { start: at - word.length, end: at };
  }
  if (at === node.offset) return null;
  const end = node.offset + node.length;
  if (node.type !== 'string' && node.type !== 'property') return { start: node.offset, end };
  const quoted = node.length > 1 && source[end - 1] === '"' && source[end - 2] !== '\\';
  // The quote that ends it may be the one that begins the next string.
  const closed = quoted && /^[ \t]*(?:[,:\]}\r\n]|\/[/*]|$)/.test(source.slice(end));
  if (closed && at === end) return null;
  return { start: node.offset, end: closed ? end : at };
}

function isInComment(source: string, at: number): boolean {
  const line = source.slice(source.lastIndexOf('\n', at - 1) + 1, at);
  return /^\s*\/\//.test(line);
}

function keys({ root, path }: Place, after: string): Draft[] {
  const parent = path.slice(0, -1);
  const { properties = {} } = schemaAt(parent) ?? {};
  const object = root && nodeAt(root, parent);
  const typed = String(path.at(-1) ?? '');
  const there = (object?.children ?? []).map((child) => String(child.children?.[0]?.value));
  const hasValue = /^\s*:/.test(after);
  const comma = /^\s*"/.test(after) ? ',' : '';
  return Object.entries(properties)
    .filter(([key]) => key === typed || !there.includes(key))
    .map(([key, schema]) => ({
      kind: 'key',
      label: key,
      insert: hasValue ? `"${key}"` : `"${key}": ${emptyValue(schema)}${comma}`,
      ...(schema.description === undefined ? {} : { description: schema.description }),
    }));
}

function emptyValue(schema: SchemaNode): string {
  const [type] = typesOf(schema);
  if (type === 'array') return '[$0]';
  if (type === 'object') return '{$0}';
  return type === 'string' || schema.enum ? '"$0"' : '$0';
}

function values(place: Place): Draft[] {
  const { path, schema } = place;
  if (!schema) return [];
  const found = [
    ...(schema.enum ? STATUSES.map((status) => textDraft('value', status)) : []),
    ...phaseIds(place),
    ...paths(place),
  ];
  const types = typesOf(schema);
  const words = types.includes('boolean') ? ['true', 'false'] : [];
  // A list is no place for “nothing”.
  const nothing = types.includes('null') && typeof path.at(-1) !== 'number' ? ['null'] : [];
  return [...found, ...[...words, ...nothing].map((word): Draft => ({ kind: 'value', label: word, insert: word }))];
}

function textDraft(kind: Draft['kind'], value: string): Draft {
  return { kind, label: value, insert: JSON.stringify(value) };
}

/** The ids of the phases, as they are written, where one is asked for. */
function phaseIds({ root, path }: Place): Draft[] {
  const dependency = path.indexOf('depends_on');
  if (dependency < 0 && path.at(-1) !== 'current_phase') return [];
  const phases = root && nodeAt(root, ['phased_execution', 'phases']);
  const listed = phases?.type === 'array' ? (phases.children ?? []).map(valueOf) : [];
  const taken = dependency < 0 ? [] : [listed[Number(path[2])]].flatMap(ownIds).map(String);
  return listed
    .map((phase) => (isObject(phase) ? phaseId(phase.phase) : null))
    .filter((id) => id !== null && !taken.includes(String(id)))
    .map((id) => ({ kind: 'value', label: String(id), insert: JSON.stringify(id) }));
}

/** A phase depends neither on itself nor twice on another. */
function ownIds(phase: unknown): unknown[] {
  return isObject(phase) ? [phase.phase, ...[phase.depends_on ?? []].flat()] : [];
}

function paths({ root, path, files }: Place): Draft[] {
  const [top, second] = path;
  const inList = typeof path.at(-1) === 'number';
  const list = root && inList ? nodeAt(root, path.slice(0, -1)) : undefined;
  const there = (list?.children ?? []).map((child) => child.value as unknown);
  const current = root && (nodeAt(root, path)?.value as unknown);
  const masters = files.plans.filter((plan) => readPlanFileName(plan)?.phase == null);
  const found =
    top === 'active_context' && inList
      ? files.plans
      : top === 'completed_summaries' && inList
        ? files.summaries
        : top === 'phased_execution' && second === 'master_plan'
          ? masters
          : top === 'phased_execution' && path.at(-1) === 'plan'
            ? files.plans.filter((plan) => !masters.includes(plan))
            : [];
  return found.filter((file) => file === current || !there.includes(file)).map((file) => textDraft('path', file));
}

/** What the schema says of the key at an offset of a context file, and where that key is; null elsewhere. */
export function keyAt(text: string, offset: number): { description: string; start: number; end: number } | null {
  const block = findStateBlock(parseMarkdown(text));
  if (!block || offset < block.fence.start || offset > block.fence.end) return null;
  const at = offset - block.fence.start;
  const location = locationAt(block.source, at);
  const key = location?.previousNode;
  if (!location?.isAtPropertyKey || !key || at < key.offset || at > key.offset + key.length) return null;
  const { description } = schemaAt([...location.path.slice(0, -1), String(key.value)]) ?? {};
  if (description === undefined) return null;
  return { description, start: block.fence.start + key.offset, end: block.fence.start + key.offset + key.length };
}
