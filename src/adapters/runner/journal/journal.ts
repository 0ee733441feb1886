import { randomUUID } from 'node:crypto';
import { constants, promises as fs } from 'node:fs';
import path from 'node:path';
import { InterruptedEarlier, PlanError } from '../../../core/errors';
import { withWatch } from '../../system/children';
import { isInAnotherSpace, isProcessRunning, isThisProcess, thisProcess, type Owner } from '../../system/owner';
import { linkNew, syncFolder, writeDurably } from '../../system/durable';
import { copyKept } from '../files/indexFile';
import { adoptFiles } from '../files/keptFiles';
import type { Uncommitted } from '../files/uncommitted';
import { removeEmptyFolder } from '../ground/runPlace';
import { notTakenOver } from '../ground/undoReport';
import { noteAtWork } from './atWork';
import {
  fileName,
  journalFolder,
  lastFile,
  mustBeFolder,
  readJournalState,
  sureName,
  TAKING_BACK,
  type JournalState,
  type StepRecord,
} from './journalState';
import { findFolder, isSamePlace, type FolderPlace } from './folderPlace';

export class Journal {
  /** The time of the disk when git was first called in a way that runs hooks; null before. */
  mark: number | null = null;
  /** What wasn't committed before the first step; null where no hook could change it. */
  uncommitted: Uncommitted | null = null;
  /** Whether it is on disk for sure, as it was at some time. */
  private isSaved = false;

  private constructor(
    readonly folder: string,
    readonly state: JournalState,
  ) {}

  /** Begins a journal. Throws `GIT_BUSY` when another operation is under way or was cut short. */
  static async begin(
    commonDir: string,
    state: Omit<JournalState, 'version' | 'records' | 'turn' | keyof Owner>,
    tries = 3,
  ): Promise<Journal> {
    const owner = await thisProcess();
    const journal = new Journal(journalFolder(commonDir), { ...state, ...owner, version: 1, records: [], turn: 0 });
    try {
      await mustBeFolder(journal.folder);
      await fs.mkdir(journal.folder, { recursive: true });
      // Nothing has changed yet: what a power cut leaves of this goes by being looked at.
      await journal.claim({ surely: false });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // What was cut off with nothing done goes by being looked at.
      const isGone = code === 'EEXIST' && !(await Journal.interrupted(commonDir)) && !(await lastFile(commonDir));
      if (code === 'EEXIST' && !isGone) throw await busyWith(commonDir, state);
      // Another one has ended just now, and taken the folder away.
      if ((isGone || code === 'ENOENT') && tries > 1) return Journal.begin(commonDir, state, tries - 1);
      await removeEmptyFolder(journal.folder).catch(() => undefined);
      // On a read-only disk it is said that there is no such folder.
      if (code === 'ENOENT') await fs.access(commonDir, constants.W_OK);
      throw error;
    }
    return journal;
  }

  /** The journal of an operation that nobody runs any more, or null. */
  static async interrupted(commonDir: string): Promise<Journal | null> {
    const state = await readJournalState(commonDir);
    if (!state || (await isAlive(commonDir, state))) return null;
    const journal = new Journal(journalFolder(commonDir), state);
    if (!state.takingBack || state.records.length > 0) return journal;
    // Cut off before there was anything to take back, as an undo before it had taken over what was done.
    await journal.end();
    return null;
  }

  /** Notes, before the first step is taken back, that it can be finished no more. */
  async noteTakingBack(): Promise<void> {
    if (this.state.takingBack) return;
    this.state.takingBack = true;
    // A second name takes no room, which a full disk may not have.
    await linkNew(this.file, this.backup(TAKING_BACK));
    await syncFolder(this.folder);
  }

  /** Notes by the time of the disk when git is first called in a way that runs hooks. */
  async noteHooks(): Promise<void> {
    this.mark ??= (await fs.stat(this.file)).mtimeMs;
  }

  /**
   * Takes an interrupted operation over, so that no second window restores or finishes it at the same time.
   * Throws `GIT_BUSY` when one was quicker, `WRITE_FAILED` on a full disk.
   */
  async takeOver(): Promise<void> {
    const turn = this.state.turn + 1;
    Object.assign(this.state, await thisProcess(), { turn, started: new Date().toISOString() });
    await this.claim({ surely: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST' && error.code !== 'ENOENT') throw notTakenOver(this.state.plan, error);
      throw new PlanError(
        'GIT_BUSY',
        `“${this.state.plan.title}” is being restored or finished by another window. Wait until that ends, then try again.`,
      );
    });
  }

  /**
   * Takes over what another journal recorded, its copies of the index first: an operation that came to its end is
   * undone as one that was cut short.
   */
  async adopt(folder: string, records: StepRecord[]): Promise<void> {
    for (const { index, kept, files } of records) {
      if (files !== undefined) await adoptFiles(path.join(folder, files), this.backup(files));
      if (kept) await fs.cp(path.join(folder, kept.copy), this.backup(kept.copy), { recursive: true });
      if (index === null) continue;
      await copyKept(path.join(folder, index), this.backup(index));
    }
    this.state.records = records;
    await this.save();
  }

  /**
   * Puts the state on disk, surely: before the first change of all, and whenever it has what nothing else tells. It
   * keeps a second name, so that what is noted over it later can be lost in a power cut without it.
   */
  async save(): Promise<void> {
    const [draft, sure] = [`${this.file}.new`, sureName(this.file)];
    await this.write(draft, writeDurably);
    await fs.rm(`${sure}.new`, { force: true });
    await linkNew(draft, `${sure}.new`);
    await fs.rename(`${sure}.new`, sure);
    await fs.rename(draft, this.file);
    await syncFolder(this.folder);
    if (!this.isSaved) await syncFolder(path.dirname(this.folder));
    this.isSaved = true;
  }

  /**
   * Notes how far it has come, for whoever finds it after a kill. It isn't flushed once a state is on disk for sure:
   * taking back looks at what is really there.
   */
  async note(): Promise<void> {
    if (!this.isSaved) return this.save();
    const draft = `${this.file}.new`;
    await this.write(draft, fs.writeFile);
    await fs.rename(draft, this.file);
  }

  /** Writes no file that has a second name. */
  private async write(file: string, write: (file: string, text: string) => Promise<void>): Promise<void> {
    await fs.rm(file, { force: true });
    await write(file, JSON.stringify(this.state));
  }

  /**
   * Lets it go. All of it at once: a journal without its copies would be taken back wrong, and from then on another
   * operation may begin in its place.
   */
  async end(): Promise<void> {
    const over = `${this.folder}-over-${randomUUID()}`;
    await fs.rename(this.folder, over).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return;
      // Another program looks into it just now (Windows).
      await this.endFileByFile();
    });
    // Whoever ended it at the same time may have removed the folder of them all.
    for (const name of await fs.readdir(path.dirname(this.folder)).catch(() => [])) {
      const left = path.join(path.dirname(this.folder), name);
      if (left.startsWith(`${this.folder}-over-`)) await fs.rm(left, { recursive: true, force: true });
    }
  }

  /** Its own file goes last: from then on another operation may begin, whose files are left alone. */
  private async endFileByFile(): Promise<void> {
    const names = await fs.readdir(this.folder).catch(() => []);
    const own = path.basename(this.file);
    for (const name of [...names.filter((each) => each !== own), own]) {
      await fs.rm(this.backup(name), { recursive: true, force: true });
    }
    await removeEmptyFolder(this.folder);
  }

  /** While it runs here, the operation is nobody's to restore. */
  async whileRunning<T>(work: () => Promise<T>): Promise<T> {
    const { started } = this.state;
    running.add(started);
    const beat = setInterval(() => void fs.writeFile(this.backup(ALIVE), '').catch(() => undefined), ALIVE_INTERVAL);
    beat.unref();
    try {
      return await withWatch((process) => void noteAtWork(this.folder, process), work);
    } finally {
      clearInterval(beat);
      running.delete(started);
    }
  }

  backup(name: string): string {
    return path.join(this.folder, name);
  }

  private get file(): string {
    return this.backup(fileName(this.state.turn));
  }

  /**
   * Makes the file whole from its first moment on, and only where there is none: who comes second sees whom to wait
   * for.
   */
  private async claim({ surely }: { surely: boolean }): Promise<void> {
    const draft = this.backup(`draft-${randomUUID()}`);
    try {
      await (surely ? writeDurably : fs.writeFile)(draft, JSON.stringify(this.state));
      await linkNew(draft, this.file);
      if (surely) await linkNew(draft, sureName(this.file));
    } finally {
      await fs.rm(draft, { force: true });
    }
    if (!surely) return;
    await syncFolder(this.folder);
    this.isSaved = true;
  }
}

/**
 * Another machine's process can't be asked: one that has saved nothing for this long is given up (a container made
 * again).
 */
const LONGEST_STEP = 15 * 60_000;

/** Whoever runs an operation writes this file again and again, for those who can't ask for the process. */
const ALIVE = 'alive';
const ALIVE_INTERVAL = 5_000;
/** One in another container of this machine, which has the same clock, is given up when it hasn't for this long. */
const LONGEST_SILENCE = 60_000;

async function isAlive(commonDir: string, state: JournalState): Promise<boolean> {
  if (await isThisProcess(state)) return running.has(state.started);
  const runs = await isProcessRunning(state, new Date(state.started));
  if (runs !== null) return runs;
  const files = [await lastFile(commonDir), path.join(journalFolder(commonDir), ALIVE)];
  const stats = await Promise.all(files.map((file) => fs.stat(file ?? '').catch(() => null)));
  const heard = Math.max(...stats.map((stat) => stat?.mtimeMs ?? 0));
  return Date.now() - heard < ((await isInAnotherSpace(state)) ? LONGEST_SILENCE : LONGEST_STEP);
}

/** The operations that run in this process, by the time they were begun. */
export const running = new Set<string>();

async function busyWith(commonDir: string, asker: FolderPlace): Promise<PlanError> {
  const state = await readJournalState(commonDir);
  if (!state) return new PlanError('GIT_BUSY', 'Another operation is under way. Wait until it ends, then try again.');
  if (!(await isAlive(commonDir, state))) {
    const here = await isSamePlace(state, asker);
    const folder = here ? null : await findFolder(commonDir, state);
    const elsewhere = here ? undefined : { folder: folder ?? state.folder, gone: folder === null };
    return new InterruptedEarlier(state.plan.title, elsewhere, state.takingBack);
  }
  const what = `“${state.plan.title}”`;
  const [where, patience] =
    state.host !== (await thisProcess()).host
      ? [`on ${state.host}`, '15 minutes']
      : (await isInAnotherSpace(state))
        ? ['in another container', 'a minute']
        : [(await isThisProcess(state)) ? 'here' : 'in another window', null];
  const until = patience ? ` It counts as interrupted when nothing was heard of it for ${patience}.` : '';
  return new PlanError('GIT_BUSY', `${what} is under way ${where}. Wait until it ends, then try again.${until}`);
}
