import { randomUUID } from 'node:crypto';
import { linkSync, promises as fs, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PlanError } from '../../core/errors';
import { throwIfCancelled } from '../system/cancel';
import { isProcessRunning, isThisProcess, thisProcess, type Owner } from '../system/owner';
import { momentaryName } from './names';
import { takeFreePlace } from './replace';

/** Who has their turn, as the lock says. */
interface Holder extends Owner {
  id: string;
  since: string;
}

/**
 * How long the end of one turn is waited for, in milliseconds: one takes a few, or some dozens beside other programs.
 * Where many wait, on a slow machine, each of them has its own.
 */
const LONGEST_WAIT = 5_000;
/** How long a turn is waited for in all. */
const LONGEST_QUEUE = 60_000;
/** Another machine's process can't be asked: one that has had its turn for this long is given up. */
const LONGEST_TURN = 60_000;
/** How long somebody has had their turn before it is looked whether they still run. */
const PATIENCE = 20;

/** Those that wait here, by the lock. */
const queues = new Map<string, Promise<unknown>>();
/** The turns of this process. */
const mine = new Set<string>();

/**
 * Does a piece of work while nobody else who asks for a turn does theirs, in this process or another one; whoever died
 * in theirs is known as such. `locks`: the file that says whose turn it is, by the first of these paths that can be
 * written. Throws `GIT_BUSY` when somebody keeps their turn.
 */
export async function inTurn<T>(locks: readonly string[], work: () => Promise<T>): Promise<T> {
  const [first = ''] = locks;
  const turn = (queues.get(first) ?? Promise.resolve()).then(() => locked(locks, work));
  const over = turn.then(
    () => undefined,
    () => undefined,
  );
  queues.set(first, over);
  try {
    return await turn;
  } finally {
    if (queues.get(first) === over) queues.delete(first);
  }
}

async function locked<T>([lock = '', ...others]: readonly string[], work: () => Promise<T>): Promise<T> {
  const holder: Holder = { ...(await thisProcess()), id: randomUUID(), since: new Date().toISOString() };
  const draft = path.join(path.dirname(lock), momentaryName('draft'));
  mine.add(holder.id);
  try {
    try {
      writeFileSync(draft, JSON.stringify(holder), { flag: 'wx' });
      await take(lock, draft);
    } catch (error) {
      if (error instanceof PlanError || others.length === 0) throw error;
      // A read-only or full disk.
      return await locked(others, work);
    } finally {
      rmSync(draft, { force: true });
    }
    try {
      return await work();
    } finally {
      release(lock);
    }
  } finally {
    mine.delete(holder.id);
  }
}

function release(lock: string): void {
  try {
    rmSync(lock, { force: true });
  } catch {
    // Another program looks at it just now (Windows). It is known as over here, and elsewhere when this process has
    // ended.
  }
}

async function take(lock: string, draft: string): Promise<void> {
  const last = Date.now() + LONGEST_QUEUE;
  let until = Date.now() + LONGEST_WAIT;
  let seen = { id: '', at: 0 };
  while (!(await tryToTake(lock, draft))) {
    const holder = await holderOf(lock);
    if (holder !== null && holder.id !== seen.id) {
      seen = { id: holder.id, at: Date.now() };
      until = Math.min(last, Date.now() + LONGEST_WAIT);
    }
    if (holder !== null && Date.now() - seen.at > PATIENCE) {
      if (await takeOver(lock, draft, holder)) return;
      seen.at = Date.now();
    }
    throwIfCancelled();
    if (Date.now() > until) throw turnTaken(lock, holder);
    await pause(1 + Math.random() * 7);
  }
}

/** The lock is whole from its first moment on, and only made where there is none. */
async function tryToTake(lock: string, draft: string): Promise<boolean> {
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
  }
  return takeFreePlace(draft, lock);
}

/**
 * Of all who find an owner dead, the one who claims their lock takes it; who dies over that can be taken over in turn.
 */
async function takeOver(lock: string, draft: string, holder: Holder): Promise<boolean> {
  if (await isHolderAlive(holder)) return false;
  const claim = `${lock}.${holder.id}`;
  if (!(await tryToTake(claim, draft))) {
    const claimant = await holderOf(claim);
    if (claimant === null || !(await takeOver(claim, draft, claimant))) return false;
  }
  // Nobody else removes or replaces a dead owner's lock, so it stays what it is from here on.
  if ((await holderOf(lock))?.id === holder.id) {
    await fs.rename(claim, lock);
    return true;
  }
  await fs.rm(claim, { force: true });
  return false;
}

/** Whether whoever waits, or waited, with this file has come to their end. */
export async function isLeft(file: string): Promise<boolean> {
  const holder = await holderOf(file);
  return holder !== null && !(await isHolderAlive(holder));
}

async function isHolderAlive(holder: Holder): Promise<boolean> {
  if (await isThisProcess(holder)) return mine.has(holder.id);
  const since = new Date(holder.since);
  return (await isProcessRunning(holder, since)) ?? Date.now() - since.getTime() < LONGEST_TURN;
}

/** Null when there is no lock (any more). */
async function holderOf(lock: string): Promise<Holder | null> {
  try {
    const holder = JSON.parse(await fs.readFile(lock, 'utf8')) as Partial<Holder> | null;
    if (isHolder(holder)) return holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if (!(error instanceof SyntaxError)) throw error;
  }
  const stat = await fs.stat(lock).catch(() => null);
  if (stat === null) return null;
  // Somebody else's file, or one that is being copied where a disk knows no links.
  return { process: 0, host: '', mark: null, id: 'unreadable', since: stat.mtime.toISOString() };
}

function isHolder(value: Partial<Holder> | null): value is Holder {
  return (
    typeof value?.id === 'string' &&
    /^[\w-]+$/.test(value.id) &&
    typeof value.process === 'number' &&
    typeof value.since === 'string'
  );
}

function turnTaken(lock: string, holder: Holder | null): PlanError {
  const who = holder?.process ? `Another window or command (process ${holder.process} on ${holder.host})` : 'Somebody';
  return new PlanError(
    'GIT_BUSY',
    `${who} is writing the plan's files and doesn't end. Wait until it does, or end it, then try again; if none is running, delete ${lock}.`,
  );
}
