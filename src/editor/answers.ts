/** What a person has answered while a command ran: *Try Again* repeats it without asking that again. */
export class Answers {
  private readonly given = new Map<string, unknown>();

  /** The answer to a question, which is asked once; undefined, and asked again the next time, when the user left it. */
  async once<T>(question: string, ask: () => Promise<T | undefined>): Promise<T | undefined> {
    if (this.given.has(question)) return this.given.get(question) as T;
    const answer = await ask();
    if (answer !== undefined) this.given.set(question, answer);
    return answer;
  }

  /** What was answered along the way so far. */
  get<T>(question: string): T | undefined {
    return this.given.get(question) as T | undefined;
  }

  set(question: string, answer: unknown): void {
    this.given.set(question, answer);
  }
}
