import { PlanError, isPlanError } from '../errors';

/** How long an edit that raced with somebody else's is made again, in milliseconds: a slow machine takes its time. */
const LONGEST_RETRY = 20_000;
/** The longest pause before that, so that two who race don't meet again and again. */
const PAUSE = 15;

/** Somebody else changed the very item: there is nothing to be made again. */
export class Vanished extends PlanError {}

/** An edit that raced with another is made again on the new content. Throws what it throws. */
export async function whileRacing<T>(edit: () => Promise<T>): Promise<T> {
  const until = Date.now() + LONGEST_RETRY;
  for (let attempt = 1; ; attempt++) {
    try {
      return await edit();
    } catch (error) {
      if (!isPlanError(error, 'CONTEXT_CHANGED') || error instanceof Vanished || Date.now() > until) throw error;
    }
    if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE));
  }
}
