/** What the log tells of an error beside what was said of it: its stack, and what caused it, nothing of it twice. */
export function errorDetails(error: unknown, said: string): string {
  const lines = new Set(said.split('\n').map((line) => line.trim()));
  const isNew = (line: string): boolean => {
    const text = line
      .replace(/^Caused by: /, '')
      .replace(/^\w*Error: /, '')
      .trim();
    return text !== '' && !lines.has(text) && !said.includes(text);
  };
  return describeError(error).split('\n').filter(isNew).join('\n');
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}\nCaused by: ${describeError(error.cause)}`;
}
