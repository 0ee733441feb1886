import { Transform, type Readable } from 'node:stream';
import { LARGEST_FILE } from '../core/limits';

/** Codes of JSON-RPC: https://www.jsonrpc.org/specification#error_object. */
const INVALID_REQUEST = -32600;
const INVALID_PARAMS = -32602;

/** How much of either end of a message that is too long is kept, to find its id. */
const KEPT = 300;

type Id = string | number;

/** What a client is told of a message that the SDK would drop, or end over. */
export type AnswerWrong = (message: {
  jsonrpc: '2.0';
  id: Id | null;
  error: { code: number; message: string };
}) => void;

/**
 * The lines of a client, without those that are no message, each of which is answered where its id is known: one that
 * waits for an answer doesn't wait for ever, and one line of too much length isn't the end of all.
 */
export function usableMessages(stdin: Readable, answer: AnswerWrong): Readable {
  let parts: Buffer[] = [];
  let size = 0;
  const refuse = (id: Id | null, code: number, message: string): void =>
    answer({ jsonrpc: '2.0', id, error: { code, message } });
  const add = (part: Buffer): void => {
    size += part.length;
    parts.push(part);
    // Nothing but both ends are kept of what is too long.
    if (size > LARGEST_FILE) parts = endsOf(Buffer.concat(parts));
  };
  const finish = (lines: Transform): void => {
    const line = Buffer.concat(parts);
    const isTooLong = size > LARGEST_FILE;
    [parts, size] = [[], 0];
    if (isTooLong) return refuse(idAtEnds(line), INVALID_REQUEST, `A message has at most ${LARGEST_FILE} bytes.`);
    const wrong = wrongIn(line.toString('utf8'));
    if (wrong) refuse(wrong.id, wrong.code, wrong.message);
    else lines.push(Buffer.concat([line, NEWLINE]));
  };
  return stdin.pipe(
    new Transform({
      transform(chunk: Buffer, _, done) {
        let from = 0;
        for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
          add(chunk.subarray(from, at));
          finish(this);
          from = at + 1;
        }
        add(chunk.subarray(from));
        done();
      },
    }),
  );
}

const NEWLINE = Buffer.from('\n');

const endsOf = (line: Buffer): Buffer[] =>
  line.length > 2 * KEPT ? [Buffer.from(line.subarray(0, KEPT)), Buffer.from(line.subarray(-KEPT))] : [line];

/** The id that stands before or after all of a message that is long, as clients write it; null where it doesn't. */
function idAtEnds(line: Buffer): Id | null {
  const id = '"id":(\\d{1,15}|"[^"\\\\]{1,100}")';
  const text = line.toString('utf8');
  const [, found] =
    new RegExp(`^\\{(?:"jsonrpc":"2\\.0",)?(?:"method":"[^"]*",)?${id}[,}]`).exec(text) ??
    new RegExp(`,${id}\\}\\s*$`).exec(text) ??
    [];
  return found === undefined ? null : (JSON.parse(found) as Id);
}

/** What is wrong with a request, by its form; null for what the SDK answers, and for what nobody can answer. */
function wrongIn(line: string): { id: Id; code: number; message: string } | null {
  const { id, jsonrpc, method, params } = objectIn(line);
  if ((typeof id !== 'string' && typeof id !== 'number') || method === undefined) return null;
  if (jsonrpc !== '2.0' || typeof method !== 'string')
    return { id, code: INVALID_REQUEST, message: '“jsonrpc” must be "2.0", and “method” a text.' };
  if (params === undefined || (typeof params === 'object' && params !== null && !Array.isArray(params))) return null;
  return { id, code: INVALID_PARAMS, message: '“params” must be an object.' };
}

function objectIn(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}
