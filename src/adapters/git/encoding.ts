import type { GitExec } from './exec';

/** How a message is given to `git commit`. */
export interface GivenMessage {
  /** Options for all of git. */
  config: string[];
  option: string;
  input?: Uint8Array;
}

/**
 * Gives a message to `git commit` in the encoding that the repository keeps its messages in (`i18n.commitEncoding`):
 * git notes that name with a commit, and converts nothing. A message that has no such form is kept in UTF-8, and noted
 * so.
 */
export async function giveMessage(exec: GitExec, message: string): Promise<GivenMessage> {
  const plain = { config: [], option: `--message=${message}` };
  if (!/[^\0-\x7f]/.test(message)) return plain;
  const encoding = (await exec({ args: ['config', '--get', 'i18n.commitEncoding'] })).out.trim().toLowerCase();
  if (encoding === '' || /^utf-?8$/.test(encoding)) return plain;
  const input = encode(message, encoding);
  return input ? { config: [], option: '--file=-', input } : { ...plain, config: ['-c', 'i18n.commitEncoding=UTF-8'] };
}

/** A text in another encoding than UTF-8; null where it has no such form, or the encoding isn't known. */
export function encode(text: string, encoding: string): Uint8Array | null {
  const table = tableOf(encoding);
  const bytes: number[] = [];
  for (const character of text) {
    const found = table?.get(character);
    if (found === undefined) return null;
    bytes.push(...found);
  }
  return Uint8Array.from(bytes);
}

const BYTES = 256;

/** Every character of one or two bytes, by decoding all of them; null for encodings where that isn't enough. */
function tableOf(encoding: string): Map<string, number[]> | null {
  const decoder = decoderOf(encoding);
  if (!decoder) return null;
  // What the web calls Latin-1 is another one.
  const isLatin1 = /^(?:iso-?8859-1|latin-?1|l1)$/.test(encoding);
  const table = new Map<string, number[]>();
  const add = (...bytes: number[]): boolean => {
    const character = isLatin1 ? String.fromCharCode(bytes[0] ?? 0) : decoder.decode(Uint8Array.from(bytes));
    const isOne = [...character].length === 1 && character !== '\uFFFD';
    if (isOne && !table.has(character)) table.set(character, bytes);
    return isOne;
  };
  for (let first = 0; first < BYTES; first++) {
    if (add(first)) continue;
    for (let second = 0; second < BYTES; second++) add(first, second);
  }
  return table;
}

/** Those in which ASCII is as it is, and nothing depends on what was before. */
const KNOWN = /^(?:iso-?8859-|latin|l\d|windows-125|cp125|koi8|shift|sjis|ms_kanji|euc|gbk?|gb2312|big5|macintosh)/;

function decoderOf(encoding: string): InstanceType<typeof TextDecoder> | null {
  try {
    return KNOWN.test(encoding) ? new TextDecoder(encoding) : null;
  } catch {
    return null;
  }
}
