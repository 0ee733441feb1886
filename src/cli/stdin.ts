import type { Readable } from 'node:stream';
import { PlanError } from '../core/errors';
import { LARGEST_FILE } from '../core/limits';

/** The text on stdin, as large as a file may be; of more, nothing is kept. Throws `INVALID_ARGUMENT`. */
export async function readInput(stdin: Readable): Promise<string> {
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
