import { isObject, nodeAt, valueOf, type JsonNode, type JsonObject } from './json';
import type { StateEdit } from './model';

/**
 * The value to write for a list of paths, which is read flat and as text only: named groups stay groups (a new path joins the
 * plans), and elements that aren't text stay where they are.
 */
export function keepUnread(root: JsonNode, { path, value }: StateEdit): unknown {
  const [key] = path;
  if (path.length !== 1 || (key !== 'active_context' && key !== 'completed_summaries')) return value;
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return value;
  const node = nodeAt(root, [key]);
  const old = node && valueOf(node);
  if (isObject(old)) return regroup(old, value);
  return Array.isArray(old) ? withOthers(old, value) : value;
}

function withOthers(old: unknown[], wanted: string[]): unknown[] {
  const result: unknown[] = [...wanted];
  old.forEach((item, i) => {
    if (typeof item !== 'string') result.splice(Math.min(i, result.length), 0, item);
  });
  return result;
}

export function regroup(groups: JsonObject, wanted: string[]): JsonObject {
  const result = Object.create(null) as JsonObject;
  const missing = new Set(wanted);
  for (const [name, group] of Object.entries(groups)) {
    for (const path of Array.isArray(group) ? (group as unknown[]) : [group]) missing.delete(path as string);
    if (typeof group === 'string') result[name] = wanted.includes(group) ? group : null;
    else if (!Array.isArray(group)) result[name] = group;
    else result[name] = group.filter((item) => typeof item !== 'string' || wanted.includes(item));
  }
  if (missing.size === 0) return result;
  const lists = Object.keys(result).filter((name) => Array.isArray(result[name]));
  const home = lists.find((name) => /plan/i.test(name)) ?? lists[0] ?? 'plans';
  result[home] = [...((result[home] as unknown[] | undefined) ?? []), ...missing];
  return result;
}
