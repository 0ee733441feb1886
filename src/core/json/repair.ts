import { applyEdits } from '../markdown/edits';
import { firstError, scanTokens } from './json';
import { ways, type Repair, type RepairKind } from './repairWays';

export type { Repair, RepairKind };

/** JSON that was broken, and what makes it JSON again. */
export interface RepairedJson {
  text: string;
  repairs: Repair[];
}

/** A text that needs more changes is something else. */
const MOST_REPAIRS = 20;
/** Up to so many, the fewest are looked for; of more, the first that are found will do. */
const FEW = [1, 2, 3];
const MOST_TRIES = 200;
/** Each try reads the text again: no more characters than this are read. */
const MOST_READING = 2_000_000;

/**
 * Makes JSON of a text by few small edits: where the reader stumbles, the ways to go on are tried, the likeliest first,
 * until one leads to the end. Every value that can be read as it stands stays as it stands. Null when the text is JSON,
 * and when no such edits are found.
 */
export function repairJson(text: string): RepairedJson | null {
  const left = Math.min(MOST_TRIES, MOST_READING / Math.max(1, text.length));
  for (const most of [...FEW, MOST_REPAIRS]) {
    const found = repaired({ left, most, seen: new Map([[text, 0]]) }, text, []);
    if (found) return found;
  }
  return null;
}

interface Search {
  left: number;
  most: number;
  /** The texts that were tried, with how many repairs they took. */
  seen: Map<string, number>;
}

function repaired(search: Search, text: string, repairs: Repair[]): RepairedJson | null {
  const error = firstError(text);
  if (error === null) return repairs.length > 0 ? { text, repairs } : null;
  if (error === 'tooDeep' || repairs.length >= search.most) return null;
  for (const repair of ways({ text, tokens: scanTokens(text), error })) {
    const next = applyEdits(text, [repair]);
    if ((search.seen.get(next) ?? Infinity) <= repairs.length + 1 || search.left-- <= 0) continue;
    search.seen.set(next, repairs.length + 1);
    const found = repaired(search, next, [...repairs, repair]);
    if (found) return found;
  }
  return null;
}
