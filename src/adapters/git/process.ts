import { execFile, spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';

/** A program to be run, and when it is given up. */
interface Run {
  program: string;
  args: readonly string[];
  folder: string;
  env: NodeJS.ProcessEnv;
  /** Written to its standard input, which is empty else. */
  input?: string | Uint8Array | undefined;
  /**
   * Without the terminal that it may have been started from: what asks there would wait for somebody who isn't there.
   */
  alone?: boolean;
  /** In milliseconds. */
  limit: number;
  /** Whether the limit is how long it may say nothing, and not how long it may take. */
  silence: boolean;
  signal?: AbortSignal | undefined;
  /** Is told its number. */
  begun?: ((process: number) => void) | undefined;
}

interface Ended {
  /** -1 for one that was ended. */
  code: number;
  out: string;
  err: string;
  /** Whether it was given up. */
  stopped: boolean;
}

/**
 * Runs a program to its end, or ends it, with all that it started, when it takes longer than its limit or when `signal`
 * is aborted. Resolves once none of them is left. Rejects with Node's own error when it can't be started.
 */
export async function runToEnd(o: Run): Promise<Ended> {
  const stdin = o.input === undefined ? 'ignore' : 'pipe';
  const child = spawn(o.program, o.args, {
    cwd: o.folder,
    env: o.env,
    detached: o.alone === true && process.platform !== 'win32',
    windowsHide: true,
    stdio: [stdin, 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) o.begun?.(child.pid);
  // It may end without reading all of it.
  child.stdin?.on('error', () => undefined).end(o.input);
  const [out, err] = [collectText(child.stdout), collectText(child.stderr)];
  let ending: Promise<void> | null = null;
  const stop = (): void => void (ending ??= endProcesses(child));
  let timer = setTimeout(stop, o.limit);
  const rearm = (): void => {
    clearTimeout(timer);
    timer = setTimeout(stop, o.limit);
  };
  if (o.silence) for (const pipe of [child.stdout, child.stderr]) pipe?.on('data', rearm);
  o.signal?.addEventListener('abort', stop);
  try {
    const code = await exitCodeOf(child);
    return { code, out: out(), err: err(), stopped: ending !== null };
  } finally {
    for (const pipe of [child.stdout, child.stderr]) pipe?.off('data', rearm);
    clearTimeout(timer);
    o.signal?.removeEventListener('abort', stop);
    await (ending as Promise<void> | null);
  }
}

/** Collects what is said there. */
function collectText(pipe: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  pipe?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

/** How long pipes that stay open after the end of a process may say nothing, and how often they are looked at. */
const HELD_OPEN = 50;
const LOOKS = 20;

/** A process has said everything once its pipes are closed; what a hook has left running may hold them open. */
function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let heard = false;
    for (const pipe of [child.stdout, child.stderr]) pipe?.on('data', () => (heard = true));
    let later: NodeJS.Timeout | undefined;
    const done = (code: number | null): void => {
      clearTimeout(later);
      // Nobody waits for what is left running.
      for (const pipe of [child.stdout, child.stderr]) (pipe as Socket | null)?.unref();
      resolve(code ?? -1);
    };
    const look = (code: number | null, left: number): void => {
      heard = false;
      later = setTimeout(() => {
        // What came meanwhile is read before this.
        setImmediate(() => (heard && left > 0 ? look(code, left - 1) : done(code)));
      }, HELD_OPEN);
    };
    child.once('error', reject);
    child.once('exit', (code) => look(code, LOOKS));
    child.once('close', done);
  });
}

/** How long processes have to end by themselves: git takes its locks away then. */
const GRACE = 2_000;

async function endProcesses(child: ChildProcess): Promise<void> {
  if (!child.pid) return;
  if (process.platform === 'win32') {
    await outputOf('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    return;
  }
  const known = new Set([child.pid]);
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const pid of await living(known)) {
      try {
        process.kill(pid, signal);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
    const begun = Date.now();
    while ((await living(known)).length > 0 && Date.now() - begun < GRACE)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Those of the processes that run, with all that they started; these are known from then on, whoever is their parent.
 */
async function living(known: Set<number>): Promise<number[]> {
  const lines = (await outputOf('ps', ['-A', '-o', 'pid=,ppid=,stat='])).split('\n');
  const found: number[] = [];
  // A child may stand above its parent in the list.
  for (let before = -1; before !== known.size;) {
    before = known.size;
    found.length = 0;
    for (const line of lines) {
      const [pid = '', parent = '', state = ''] = line.trim().split(/\s+/);
      if (known.has(Number(parent))) known.add(Number(pid));
      if (known.has(Number(pid)) && !state.startsWith('Z')) found.push(Number(pid));
    }
  }
  return found;
}

function outputOf(program: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, { windowsHide: true }, (_error, stdout) => resolve(stdout));
  });
}
