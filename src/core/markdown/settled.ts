import { isTicked } from './edits';

/**
 * What has a box, as far as counting goes. `settled`: whether it needs no more work, done or dropped; left out where
 * only `done` is known.
 */
export interface Countable {
  done: boolean;
  settled?: boolean;
}

/** Whether a box with this character was dropped: `[-]`. */
export function isDropped(marker: string): boolean {
  return marker === '-';
}

/** Whether somebody has begun what a box with this character stands for: `[~]`, `[/]`. */
export function isStarted(marker: string): boolean {
  return marker === '~' || marker === '/';
}

/** Whether a box with this character needs no more work: done, or dropped. `[ ]`, `[~]`, `[/]` and `[>]` are open. */
export function isSettled(marker: string): boolean {
  return isTicked(marker) || isDropped(marker);
}

/** Whether something is left to be done: the one rule for boxes on every surface. */
export function isOpen({ done, settled }: Countable): boolean {
  return !done && settled !== true;
}

/** How many are done, of all that aren't dropped (`2/5`): the one count on every surface. */
export function countDone(items: readonly Countable[]): { done: number; total: number } {
  const counted = items.filter((item) => item.done || isOpen(item));
  return { done: counted.filter((item) => item.done).length, total: counted.length };
}

/** The character that says the same in a box written somewhere else. */
export function boxOf({ done, settled }: Countable): string {
  return done ? 'x' : settled ? '-' : ' ';
}
