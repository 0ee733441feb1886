/**
 * The most that is read as a file of the method, in bytes: about 100,000 lines. No plan is that long, and reading more
 * would keep whoever waits for it waiting.
 */
export const LARGEST_FILE = 5_000_000;

/** The most phases a plan is read with: each may wait for all before it, so more would take a machine's memory. */
export const MOST_PHASES = 1_000;

/** Whether a text can only be that of a larger file. */
export function isTooLarge(text: string): boolean {
  return text.length > LARGEST_FILE;
}
