import { closeSync, constants, fstatSync, openSync, promises as fs, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** The text of a file (an absolute path); null when there is none, or none that could be kept to the byte. */
export function plainText(file: string): string | null {
  try {
    const bytes = readPlainBytes(file);
    return bytes && new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'EISDIR', 'ENXIO', 'ERR_ENCODING_INVALID_ENCODED_DATA'].includes(code ?? '')) return null;
    throw error;
  }
}

/** What a file holds; null for what is none: a pipe would be waited for, and everything else would wait with us. */
function readPlainBytes(file: string): Buffer | null {
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    return fstatSync(descriptor).isFile() ? readFileSync(descriptor) : null;
  } finally {
    closeSync(descriptor);
  }
}

/** How long a text that can't be all of a file must have stood still to be all of it after all, in milliseconds. */
const STILL_TIME = 250;
/** How long that is waited for, in milliseconds. */
const MOST_WAITED = 2_000;

/**
 * What `read` gives of a file (an absolute path), read again where somebody may be in the middle of writing it: until
 * it can be all of the file, or nobody has added to it for a while. `isWriting`: somebody still does.
 */
export async function readWhole(
  file: string,
  read: () => string | null | Promise<string | null>,
  isWhole: (text: string | null) => boolean,
): Promise<{ text: string | null; isWriting: boolean }> {
  const until = Date.now() + MOST_WAITED;
  for (let time = 1; ; time = Math.min(time * 2, 16)) {
    const text = await read();
    // After that: what was read is no newer.
    const stat = await fs.stat(file).catch(() => null);
    if (isWhole(text) || stat === null || Date.now() - stat.mtimeMs > STILL_TIME) return { text, isWriting: false };
    if (Date.now() > until) return { text, isWriting: true };
    await pause(time);
  }
}
