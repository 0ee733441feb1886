// The command-line program in this process: what a terminal would show, without a process for each line.
import { Readable } from 'node:stream';
import { runLine } from '../../src/cli/run';

export interface Said {
  code: number;
  out: string;
  err: string;
}

export interface Setting {
  stdin?: string | Readable;
  env?: Record<string, string>;
  now?: () => Date;
  /** A terminal with colours. */
  terminal?: boolean;
}

/** Runs a command line in a folder. */
export async function typed(cwd: string, argv: readonly string[], o: Setting = {}): Promise<Said> {
  const said = { out: '', err: '' };
  const sink = (to: 'out' | 'err') => ({
    write: (text: string) => (said[to] += text),
    ...(o.terminal ? { isTTY: true, columns: 80, hasColors: () => true } : {}),
  });
  const code = await runLine(argv, {
    cwd,
    env: o.env ?? {},
    stdin: typeof o.stdin === 'object' ? o.stdin : Readable.from(o.stdin === undefined ? [] : [Buffer.from(o.stdin)]),
    stdout: sink('out'),
    stderr: sink('err'),
    program: 'dist',
    now: o.now ?? (() => new Date()),
    signal: new AbortController().signal,
  });
  return { code, ...said };
}

/** The refusal that is on stderr. */
export function refusalIn({ err }: Said): { code: string; message: string; next?: string } {
  return (JSON.parse(err) as { error: { code: string; message: string; next?: string } }).error;
}
