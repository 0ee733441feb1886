import { isObject, sameJson, type JsonObject } from '../../json/json';
import { regroup } from '../lists';
import { isDroppedStatus, rank, readStatus, saysMerged } from '../../plan/status';
import { pathList, phaseId } from '../state';

/** The side with the later `last_updated`. */
export type Newer = 'ours' | 'theirs' | 'neither';

export function newerOf(ours: JsonObject | null, theirs: JsonObject | null): Newer {
  const [our, their] = [timeOf(ours?.last_updated), timeOf(theirs?.last_updated)];
  if (our === their) return 'neither';
  return our > their ? 'ours' : 'theirs';
}

/** A merge of one value; `undefined` is a missing key. `known`: there is a base to compare with. */
type Rule = (ours: unknown, theirs: unknown, base: unknown, context: Context) => unknown;

interface Context extends Sides {
  known: boolean;
}

/**
 * Which side's values count. `lead`: the one that all values of what runs come from; null when each goes its own way.
 */
interface Sides {
  newer: Newer;
  lead: 'ours' | 'theirs' | null;
}

/** Merges two state objects by the rules of `mergeContexts`; keys keep the order of `ours`. */
export function mergeState(ours: JsonObject, theirs: JsonObject, base: JsonObject | null, sides: Sides): JsonObject {
  const context = { ...sides, known: base !== null };
  return mergeObject(ours, theirs, base ?? {}, context, ROOT_RULES);
}

const pathRule: Rule = (ours, theirs, base, context) => {
  if (isObject(ours) && isObject(theirs)) return anyRule(ours, theirs, base, context);
  if (!isObject(ours) && !isObject(theirs)) return anyRule(ours, theirs, base, context);
  const merged = mergeList(pathList(ours) ?? [], pathList(theirs) ?? [], pathList(base) ?? [], context);
  const paths = merged.filter((path) => typeof path === 'string');
  // Groups hold more than a list does, whichever side has them.
  const groups = isObject(ours) ? ours : isObject(theirs) ? theirs : null;
  return groups ? regroup(groups, paths) : merged;
};

/** A single value that may rightly be gone: a missing one on the newer side wins too. */
const singleRule: Rule = (ours, theirs, base, context) => {
  if (same(ours, theirs)) return ours;
  if (context.known && same(ours, base)) return theirs;
  if (context.known && same(theirs, base)) return ours;
  return pickNewer(ours, theirs, context.newer);
};

/** A value of what runs: all of them come from one side where that is known, so that the result is no mixture. */
const runningRule: Rule = (ours, theirs, base, context) =>
  context.lead === null ? singleRule(ours, theirs, base, context) : context.lead === 'ours' ? ours : theirs;

const timeRule: Rule = (ours, theirs) => {
  const [our, their] = [timeOf(ours), timeOf(theirs)];
  if (our === their) return pickNewer(ours, theirs, 'neither');
  return our > their ? ours : theirs;
};

/** When the execution started: gone when the newer side says that nothing runs, else the later time. */
const startedRule: Rule = (ours, theirs, base, context) =>
  context.lead !== null || isNothing(ours) || isNothing(theirs)
    ? runningRule(ours, theirs, base, context)
    : timeRule(ours, theirs, base, context);

const statusRule: Rule = (ours, theirs, base, context) => {
  // Somebody's decision since, not a status that lags behind.
  if (isDroppedStatus(ours) && same(theirs, base)) return ours;
  if (isDroppedStatus(theirs) && same(ours, base)) return theirs;
  const [our, their] = [rankOf(ours), rankOf(theirs)];
  if (our !== their) return our > their ? ours : theirs;
  return ours !== undefined && theirs !== undefined ? singleRule(ours, theirs, base, context) : (ours ?? theirs);
};

const mergedRule: Rule = (ours, theirs, base, context) =>
  ours === true || theirs === true ? true : anyRule(ours, theirs, base, context);

/** One side's plan as a whole when the other has none or another one: phases of two plans don't mix. */
const phasedRule: Rule = (ours, theirs, base, context) => {
  if (!isObject(ours) || !isObject(theirs) || same(ours.master_plan, theirs.master_plan)) {
    return anyRule(ours, theirs, base, context);
  }
  return singleRule(ours, theirs, base, context);
};

/**
 * Lists are united, objects merged key by key, a value wins over none; what both sides changed comes from the newer
 * one.
 */
const anyRule: Rule = (ours, theirs, base, context) => {
  if (same(ours, theirs)) return ours;
  const oneIsMissing = isNothing(ours) || isNothing(theirs);
  if (context.known && oneIsMissing && !isNothing(base)) {
    if (same(ours, base)) return theirs;
    if (same(theirs, base)) return ours;
  }
  if (oneIsMissing) return isNothing(ours) ? (theirs ?? ours) : ours;
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    return mergeList(ours, theirs, Array.isArray(base) ? base : [], context);
  }
  if (isObject(ours) && isObject(theirs)) {
    const rules = phaseId(ours.phase) !== null ? PHASE_RULES : PHASED_RULES;
    return mergeObject(ours, theirs, isObject(base) ? base : {}, context, rules);
  }
  return singleRule(ours, theirs, base, context);
};

const ROOT_RULES: Record<string, Rule> = {
  active_context: pathRule,
  completed_summaries: pathRule,
  execution_branch: runningRule,
  execution_started: startedRule,
  worktree_path: runningRule,
  current_phase: runningRule,
  phased_execution: phasedRule,
  last_updated: timeRule,
};
const PHASED_RULES: Record<string, Rule> = { current_phase: runningRule };
const PHASE_RULES: Record<string, Rule> = { status: statusRule, merged: mergedRule, completed_at: timeRule };

function mergeObject(
  ours: JsonObject,
  theirs: JsonObject,
  base: JsonObject,
  context: Context,
  rules: Record<string, Rule>,
): JsonObject {
  const result = Object.create(null) as JsonObject;
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const rule = (Object.hasOwn(rules, key) ? rules[key] : undefined) ?? anyRule;
    const value = rule(ownValue(ours, key), ownValue(theirs, key), ownValue(base, key), context);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

/** Ours first, then what only theirs has; without what one side removed while the other left it as it was. */
function mergeList(ours: unknown[], theirs: unknown[], base: unknown[], context: Context): unknown[] {
  const [inOurs, inTheirs, inBase] = [finder(ours), finder(theirs), finder(base)];
  const removed = (item: unknown) => context.known && same(inBase(item), item);
  const merged = ours.flatMap((item) => {
    const other = inTheirs(item);
    if (other !== undefined) return [anyRule(item, other, inBase(item), context)];
    return removed(item) ? [] : [item];
  });
  return [...merged, ...theirs.filter((item) => inOurs(item) === undefined && !removed(item))];
}

/** Finds the element of a list that is the same as another one: phase entries by their id, all else by value. */
function finder(list: unknown[]): (item: unknown) => unknown {
  const byKey = new Map<string, unknown>();
  for (const item of list) if (!byKey.has(identity(item))) byKey.set(identity(item), item);
  return (item) => byKey.get(identity(item));
}

function identity(item: unknown): string {
  const id = isObject(item) ? phaseId(item.phase) : null;
  return id === null ? canonical(item) : `phase ${id}`;
}

function ownValue(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function same(a: unknown, b: unknown): boolean {
  return sameJson(a, b);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

/** The newer side's value; of two equally new ones the same, whichever side it is on. */
function pickNewer(ours: unknown, theirs: unknown, newer: Newer): unknown {
  if (newer !== 'neither') return newer === 'ours' ? ours : theirs;
  if (isNothing(ours) || isNothing(theirs)) return isNothing(ours) ? (theirs ?? ours) : ours;
  return canonical(ours) >= canonical(theirs) ? ours : theirs;
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? '';
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
}

function timeOf(value: unknown): number {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? -Infinity : time;
}

function rankOf(status: unknown): number {
  if (saysMerged(status)) return 3;
  return rank(readStatus(status));
}
