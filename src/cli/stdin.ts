import type { Readable } from 'node:stream';
import { Cancelled, PlanError } from '../core/errors';
import { LARGEST_FILE } from '../core/limits';

/**
 * The text on stdin, as large as a file may be; of more, nothing is kept. Throws `INVALID_ARGUMENT`, and `Cancelled`
 * when it is to end before.
 */
export async function readInput(stdin: Readable, signal: AbortSignal): Promise<string> {
  const stop = (): void => void stdin.destroy(new Cancelled());
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    return await textOf(stdin);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function textOf(stdin: Readable): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stdin as AsyncIterable<Buffer | string>) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    // Leaving the loop closes stdin, so that whoever writes to it doesn't wait for us.
    if (size > LARGEST_FILE)
      throw new PlanError('INVALID_ARGUMENT', `stdin has more than ${LARGEST_FILE} bytes. No plan is that long.`);
    parts.push(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch (cause) {
    throw new PlanError('INVALID_ARGUMENT', 'stdin is no text in UTF-8.', { cause });
  }
}
