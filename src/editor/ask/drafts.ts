/**
 * What was typed into questions that were left before their end: it is there again when they are asked next, as long as
 * the window is open.
 */
export class Drafts<T> {
  readonly #kept = new Map<string, T>();

  constructor(private readonly fresh: () => T) {}

  /** The draft under a name, an empty one at first. What is changed in it is kept. */
  of(name: string): T {
    const draft = this.#kept.get(name) ?? this.fresh();
    this.#kept.set(name, draft);
    return draft;
  }

  /** What was asked for is made: the next time nothing is filled in. */
  drop(name: string): void {
    this.#kept.delete(name);
  }
}
