/** What was made of something, for those who ask again; the ones that were asked for last are kept. */
export class Remembered<T> {
  readonly #values = new Map<string, T>();

  constructor(private readonly most: number) {}

  /** By a short key: JavaScript tells long texts apart by comparing them. */
  get(key: string): T | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: T): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.most) break;
      this.#values.delete(oldest);
    }
  }
}
