/** What was typed can't be understood: exit code 2. */
export class UsageError extends Error {
  constructor(
    message: string,
    /** The command whose help helps; none where that isn't known. */
    readonly command?: string,
  ) {
    super(message);
  }
}

/** The ways of a command that has several, by its first argument. Throws `UsageError`. */
export function wayOf<W extends string>(command: string, given: string | undefined, ways: readonly W[]): W {
  const found = ways.find((way) => way === given);
  if (found !== undefined) return found;
  throw new UsageError(`“${given ?? ''}” is none of: ${ways.join(', ')}.`, command);
}

/** A whole number of a flag or an argument. Throws `UsageError`. */
export function numberIn(command: string, what: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`${what} must be a number, not “${text}”.`, command);
}
