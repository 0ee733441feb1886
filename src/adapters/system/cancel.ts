import { AsyncLocalStorage } from 'node:async_hooks';
import { Cancelled } from '../../core/errors';

/** Whether what runs was cancelled, for everything that is called on its behalf. */
const signals = new AsyncLocalStorage<AbortSignal | null>();

/**
 * Does a piece of work that ends when `signal` is aborted: whatever git runs is ended then, with all that it started, a
 * plan of steps is taken back, and the work rejects with `Cancelled`. What had come to its end by then stays.
 */
export function withSignal<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return signals.run(signal, work);
}

/** Does what must not be left half-way: taking changes back. */
export function withoutCancel<T>(work: () => Promise<T>): Promise<T> {
  return signals.run(null, work);
}

export function currentSignal(): AbortSignal | undefined {
  return signals.getStore() ?? undefined;
}

/** Throws `Cancelled` when the work this is called for was cancelled. */
export function throwIfCancelled(): void {
  if (currentSignal()?.aborted) throw new Cancelled();
}
