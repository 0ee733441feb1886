import { phaseKey, type PhaseId, type PhaseKey } from './types';

/** Values by phase; a simple plan's own stands under null. */
export class PhaseMap<T> {
  private readonly byKey = new Map<PhaseKey, T>();

  constructor(entries: Iterable<readonly [PhaseId | null, T]> = []) {
    for (const [id, value] of entries) this.set(id, value);
  }

  get size(): number {
    return this.byKey.size;
  }

  get(id: PhaseId | null): T | undefined {
    return this.byKey.get(phaseKey(id));
  }

  has(id: PhaseId | null): boolean {
    return this.byKey.has(phaseKey(id));
  }

  set(id: PhaseId | null, value: T): void {
    this.byKey.set(phaseKey(id), value);
  }

  values(): IterableIterator<T> {
    return this.byKey.values();
  }

  [Symbol.iterator](): IterableIterator<[PhaseKey, T]> {
    return this.byKey.entries();
  }
}
