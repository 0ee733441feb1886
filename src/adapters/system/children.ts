import { AsyncLocalStorage } from 'node:async_hooks';

type Watch = (process: number) => void;

/** Who is told of the processes that change a repository, for everything that is called on their behalf. */
const watches = new AsyncLocalStorage<Watch>();

/**
 * Does a piece of work, and tells of each process by its number that changes a repository for it, as soon as it runs.
 */
export function withWatch<T>(watch: Watch, work: () => Promise<T>): Promise<T> {
  return watches.run(watch, work);
}

export function currentWatch(): Watch | undefined {
  return watches.getStore();
}
