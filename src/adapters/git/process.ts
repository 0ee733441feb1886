import { AsyncLocalStorage } from 'node:async_hooks';
import { execFile, type ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';

/** A call in which one process is made, and that process. */
interface Call {
  child?: ChildProcess;
}

const calls = new AsyncLocalStorage<Call>();
// The git library keeps its process to itself and ends git alone; Node tells of every process made, and in which call.
subscribe('child_process', (message) => {
  const call = calls.getStore();
  if (call) call.child ??= (message as { process: ChildProcess }).process;
});

/**
 * Does a piece of work that makes one process, and ends that process, with all that it started, when it takes longer than
 * `limit` milliseconds, or, with `silence`, when it says nothing for that long, or when `signal` is aborted. Resolves once
 * none of them is left.
 */
export async function limited<T>(
  o: { limit: number; silence: boolean; signal?: AbortSignal | undefined },
  work: () => Promise<T>,
): Promise<{ result: T; stopped: boolean }> {
  const call: Call = {};
  let ending: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  const arm = (): void => {
    clearTimeout(timer);
    timer = setTimeout(stop, o.limit);
  };
  const stop = (): void => void (ending ??= end(call));
  arm();
  o.signal?.addEventListener('abort', stop);
  const working = calls.run(call, work);
  if (o.silence) void heard(call, arm);
  try {
    const result = await working;
    return { result, stopped: ending !== null };
  } finally {
    clearTimeout(timer);
    o.signal?.removeEventListener('abort', stop);
    await (ending as Promise<void> | null);
  }
}

/** Calls back whenever the process says something. */
async function heard(call: Call, listener: () => void): Promise<void> {
  await made(call);
  call.child?.stdout?.on('data', listener);
  call.child?.stderr?.on('data', listener);
}

/** The library makes the process a moment later. */
async function made(call: Call): Promise<void> {
  for (let turn = 0; !call.child?.stderr && turn < 100; turn++) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** How long processes have to end by themselves: git takes its locks away then. */
const GRACE = 2_000;

async function end(call: Call): Promise<void> {
  await made(call);
  const { child } = call;
  if (!child?.pid) return;
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

/** Those of the processes that run, with all that they started; these are known from then on, whoever is their parent. */
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
