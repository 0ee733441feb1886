import type { Readable } from 'node:stream';
import { isObject } from '../../core/json/json';
import { readInput } from '../stdin';

/** An agent has written it by the time that it runs a hook; one that doesn't close stdin isn't waited for. */
const LONGEST_WAIT = 1_000;

/**
 * Whether an agent that is about to stop says that it hasn't been reminded yet. Anything but that plain word (garbage,
 * too much, nothing) is none: who can't say it would be kept for ever. On a terminal a person tries it out.
 */
export async function isUnreminded(stdin: Readable & { isTTY?: boolean }, signal: AbortSignal): Promise<boolean> {
  if (stdin.isTTY) return true;
  const given = await inputOf(stdin, signal);
  // A turn that was stopped by a person, or by an error, isn't gone on with.
  if (given.status === 'aborted' || given.status === 'error') return false;
  return given.stop_hook_active === false || given.loop_count === 0;
}

async function inputOf(stdin: Readable, signal: AbortSignal): Promise<Record<string, unknown>> {
  try {
    const text = await readInput(stdin, AbortSignal.any([signal, AbortSignal.timeout(LONGEST_WAIT)]));
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
