import { promises as fs } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { PlanError } from '../../core/errors';
import type { Head } from '../../core/ports';
import type { StepPlan } from '../../core/workflow/steps';

/** What must be known to take a step back, recorded before the step is begun. */
export interface StepRecord {
  /** HEAD's commit before the step. */
  commit: string | null;
  /** The name of the index's copy, kept in the journal's folder; null for a step that leaves the index alone. */
  index: string | null;
  /** The stash entry the step made, once it is there. */
  stash?: string;
  /** The length of git's exclude file before a line was added; null when there was no such file. */
  size?: number | null;
}

/**
 * What is under way in a repository. It is on disk in the git common directory before the first change and goes away
 * after the last; while it is there, it is the lock that keeps a second window out.
 */
export interface JournalState {
  version: 1;
  process: number;
  host: string;
  started: string;
  /** The workspace folder the plan runs in: its paths are relative to it. */
  folder: string;
  plan: StepPlan;
  head: Head;
  /** One record for each step begun. */
  records: StepRecord[];
}

export class Journal {
  private constructor(
    readonly folder: string,
    readonly state: JournalState,
  ) {}

  /** Begins a journal. Throws `GIT_BUSY` when another operation is under way or was cut short. */
  static async begin(
    commonDir: string,
    state: Omit<JournalState, 'version' | 'process' | 'host' | 'records'>,
  ): Promise<Journal> {
    const folder = folderOf(commonDir);
    const journal = new Journal(folder, { version: 1, process: process.pid, host: hostname(), records: [], ...state });
    await fs.mkdir(folder, { recursive: true });
    try {
      await fs.writeFile(path.join(folder, 'journal.json'), JSON.stringify(journal.state), { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw await inTheWay(commonDir);
      await fs.rm(path.join(folder, 'journal.json'), { force: true });
      throw error;
    }
    return journal;
  }

  /** The journal of an operation that nobody runs any more, or null. */
  static async interrupted(commonDir: string): Promise<Journal | null> {
    const state = await readState(commonDir);
    return state && !(await isAlive(commonDir, state)) ? new Journal(folderOf(commonDir), state) : null;
  }

  /** Puts the state on disk, surely, before the step it speaks of is begun. */
  async save(): Promise<void> {
    const file = path.join(this.folder, 'journal.json');
    const handle = await fs.open(`${file}.new`, 'w');
    try {
      await handle.writeFile(JSON.stringify(this.state));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await fs.rename(`${file}.new`, file);
  }

  /**
   * Takes over what another journal recorded, its copies of the index first: an operation that came to its end is undone as
   * one that was cut short.
   */
  async adopt(folder: string, records: StepRecord[]): Promise<void> {
    for (const { index } of records) {
      if (index === null) continue;
      const [from, to] = [path.join(folder, index), this.backup(index)];
      await fs.copyFile(from, to).catch((error: NodeJS.ErrnoException) => {
        // There was no index yet.
        if (error.code !== 'ENOENT') throw error;
      });
      const stat = await fs.stat(from).catch(() => null);
      if (stat) await fs.utimes(to, stat.atime, stat.mtime);
    }
    this.state.records = records;
    await this.save();
  }

  async end(): Promise<void> {
    await fs.rm(this.folder, { recursive: true, force: true });
  }

  backup(name: string): string {
    return path.join(this.folder, name);
  }
}

function folderOf(commonDir: string): string {
  return path.join(commonDir, 'phased-plans');
}

async function readState(commonDir: string): Promise<JournalState | null> {
  const text = await fs.readFile(path.join(folderOf(commonDir), 'journal.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return JSON.parse(text) as JournalState;
  } catch (error) {
    // Cut off while it was made: nothing had been changed yet.
    if (!(error instanceof SyntaxError)) throw error;
    await fs.rm(folderOf(commonDir), { recursive: true, force: true });
    return null;
  }
}

/** Another machine's process can't be asked: one that has saved nothing for this long is given up (a container made anew). */
const LONGEST_STEP = 15 * 60_000;

async function isAlive(commonDir: string, state: JournalState): Promise<boolean> {
  if (state.host !== hostname()) {
    const saved = await fs.stat(path.join(folderOf(commonDir), 'journal.json')).catch(() => null);
    return saved !== null && Date.now() - saved.mtimeMs < LONGEST_STEP;
  }
  if (state.process === process.pid) return running.has(state.started);
  try {
    process.kill(state.process, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The operations that run in this process, by the time they were begun. */
export const running = new Set<string>();

async function inTheWay(commonDir: string): Promise<PlanError> {
  const state = await readState(commonDir);
  if (state && !(await isAlive(commonDir, state))) {
    return new PlanError('GIT_BUSY', `“${state.plan.title}” was interrupted earlier. Restore or finish it first.`);
  }
  return new PlanError(
    'GIT_BUSY',
    `${state ? `“${state.plan.title}”` : 'Another operation'} is under way. Wait until it ends, then try again.`,
  );
}
