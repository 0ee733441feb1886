import { PlanError } from '../errors';
import type { Criterion } from '../types';
import { Vanished } from './racing';

/**
 * `text`: what the item says, by which one is found that others have moved since its index was read. `choose`: which
 * one is meant, of those that are there when it is written, in place of the index.
 */
export type Meant<O> = O & { text?: string; choose?: (items: readonly Criterion[]) => number };

/** Finds the item that is meant; after a race, the one that it was before. */
export function finder(what: string, o: Meant<{ index: number }>): <T extends Criterion>(items: T[]) => T {
  let wanted = o.text;
  let index: number | undefined;
  return (items) => {
    index ??= o.choose ? o.choose(items) : o.index;
    const found = findMeant(items, index, what, wanted);
    wanted = found.text;
    return found;
  };
}

/** The item at an index; after a race, the one with the text it had, wherever that is now. */
function findMeant<T extends Criterion>(items: T[], index: number, what: string, wanted: string | undefined): T {
  const item = items[index];
  if (item && (wanted === undefined || item.text === wanted)) return item;
  const moved = wanted === undefined ? [] : items.filter((each) => each.text === wanted);
  if (moved.length === 1 && moved[0]) return moved[0];
  if (wanted !== undefined)
    throw new Vanished(
      'CONTEXT_CHANGED',
      `“${wanted}” was changed by somebody else in between. Look at it, then try again.`,
    );
  throw new PlanError('INVALID_ARGUMENT', `There is no ${what} number ${index}: there are ${items.length}.`);
}
