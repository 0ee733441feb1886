import { isObject, nodeAt, valueOf, type JsonNode, type JsonObject } from '../json/json';
import type { StateEdit } from './model';
import { pathList } from './state';

/**
 * The value to write for a list of paths, which is read flat and as text only: named groups stay groups (a new path
 * joins the plans), and elements that aren't text stay where they are.
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

/** The groups with the wanted paths: others go, new ones join the plans, and what isn't read stays. */
export function regroup(groups: JsonObject, wanted: string[]): JsonObject {
  const known = new Set(pathList(groups));
  const missing = wanted.filter((path) => !known.has(path));
  const result = pruned(groups, wanted);
  if (missing.length > 0) addTo(homeOf(result, wanted), missing);
  return result;
}

function pruned(groups: JsonObject, wanted: string[]): JsonObject {
  const result = Object.create(null) as JsonObject;
  for (const [name, group] of Object.entries(groups)) {
    if ('repos' in groups && name !== 'plans') result[name] = group;
    else if (typeof group === 'string') result[name] = wanted.includes(group) ? group : null;
    else if (isObject(group)) result[name] = pruned(group, wanted);
    else if (!Array.isArray(group)) result[name] = group;
    else result[name] = group.filter((item) => typeof item !== 'string' || wanted.includes(item));
  }
  return result;
}

/** The object whose list of plans a new path joins: of several groups of lists, the one that holds a path beside it. */
function homeOf(groups: JsonObject, wanted: string[]): JsonObject {
  if ('repos' in groups || Object.values(groups).some(Array.isArray)) return groups;
  const inner = Object.values(groups).filter(isObject);
  return inner.find((group) => pathList(group)?.some((path) => wanted.includes(path))) ?? inner[0] ?? groups;
}

function addTo(home: JsonObject, paths: string[]): void {
  const lists = 'repos' in home ? [] : Object.keys(home).filter((name) => Array.isArray(home[name]));
  const name = lists.find((each) => /plan/i.test(each)) ?? lists[0] ?? 'plans';
  home[name] = [...[home[name] ?? []].flat(), ...paths];
}
