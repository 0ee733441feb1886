import { execFile } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/** Who holds a lock: enough to find out later whether that process still runs. */
export interface Owner {
  process: number;
  host: string;
  /** What tells this process from a later one with the same number; null where the system tells nothing. */
  mark: string | null;
  /** The namespace that its number counts in: a container may have the name of its machine. Left out: not known. */
  space?: string;
}

let ownProcess: Promise<Owner> | undefined;

export function thisProcess(): Promise<Owner> {
  ownProcess ??= ownerOf(process.pid);
  return ownProcess;
}

/**
 * What is to be noted of a process that runs here. On Linux it is there within the turn of the event loop in which it
 * is asked for: somebody who is killed right after beginning a process has noted it.
 */
export async function ownerOf(pid: number): Promise<Owner> {
  const space = ifThere(() => readlinkSync('/proc/self/ns/pid'));
  return { process: pid, host: hostname(), mark: (await readProcess(pid)).mark, ...(space === null ? {} : { space }) };
}

export async function isThisProcess({ process, host, mark, space }: Owner): Promise<boolean> {
  const own = await thisProcess();
  return process === own.process && host === own.host && mark === own.mark && space === own.space;
}

/** Whether an owner runs, or ran, beside this process on the same machine, where it can't be asked for. */
export async function isInAnotherSpace({ host, mark, space }: Owner): Promise<boolean> {
  const own = await thisProcess();
  const isOther = space !== undefined && own.space !== undefined && space !== own.space;
  return isOther && host === own.host && bootOf(mark) === bootOf(own.mark);
}

function bootOf(mark: string | null): string | undefined {
  return mark?.split(' ')[0];
}

/**
 * Whether the process that took a lock at `since` still runs; null for one of another machine or container, which can't
 * be asked.
 */
export async function isProcessRunning(owner: Owner, since: Date): Promise<boolean | null> {
  if (owner.host !== hostname() || (await isInAnotherSpace(owner))) return null;
  // A machine that was started since then runs none of the processes of before.
  if (since.getTime() < Date.now() - uptime() * 1000 - CLOCK_ERROR) return false;
  try {
    process.kill(owner.process, 0);
  } catch (error) {
    // Another user's process can't be signalled, but it is there.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const { mark, ended } = await readProcess(owner.process);
  return !ended && (owner.mark === null || mark === null || mark === owner.mark);
}

/** How far the clock and the time since the machine's start may be apart. */
const CLOCK_ERROR = 60_000;

/**
 * The boot and the moment a process began in, null where the system doesn't tell; and whether it has ended, and is
 * there only because nobody has asked for its end yet, as in a container whose first process asks for none.
 */
async function readProcess(pid: number): Promise<{ mark: string | null; ended: boolean }> {
  if (process.platform === 'linux') {
    const boot = ifThere(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
    const stat = ifThere(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
    // The program's name, in brackets, may hold anything; its state is next, and the start the twentieth field.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
    const [state, started] = [fields[0], fields[19]];
    const mark = boot !== null && started !== undefined ? `${boot.trim()} ${started}` : null;
    return { mark, ended: state === 'Z' || state === 'X' };
  }
  if (process.platform === 'win32') return { mark: null, ended: false };
  return new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    execFile('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { env }, (_error, out) => {
      const [, state = '', started = ''] = /^\s*(\S*)\s*(.*?)\s*$/.exec(out) ?? [];
      resolve({ mark: started || null, ended: state.startsWith('Z') });
    });
  });
}

/** What the system tells of a process; null where it doesn't, or the process has ended. */
function ifThere(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}
