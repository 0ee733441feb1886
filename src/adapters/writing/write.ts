import { existsSync, lstatSync, promises as fs, readdirSync, rmSync, type BigIntStats } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isWholeText } from '../../core/context/merge/concurrent';
import { PlanError } from '../../core/errors';
import { readText, realInside } from '../files';
import { renameIfThere } from '../system/durable';
import { plainText, readWhole } from '../system/read';
import { Activity } from './activity';
import { isMomentary, isOfWaiting, momentaryName } from './names';
import { meetingPlace, type MeetingPlace } from './meetingPlace';
import { isReadOnly, keepOld, takeFreePlace, takePlace, writeBeside, type Old } from './replace';
import { inTurn, isLeft } from './turn';

/**
 * What a file is to hold, by what it holds; null where nothing is to be written. Throws `CONTEXT_CHANGED` over another
 * text.
 */
export type Edit = (now: string | null) => string | null;

/**
 * What becomes of somebody else's text, where `ours` was written over `base`; null: theirs stands, and ours is refused.
 */
export type Merge = (file: string, theirs: string, ours: string, base: string) => string | null;

/** What was written, and over what. */
export interface Written {
  was: string | null;
  text: string;
}

/** How long the next write of somebody who writes again and again is waited for, in milliseconds. */
const NEXT_WRITE = 30;
/** How long we write again over what others write again, in milliseconds. */
const LONGEST_TRY = 2_000;

/**
 * Reads a file of the workspace folder, and writes what `edit` makes of it (null: nothing), whole or not at all,
 * without losing what another writer writes meanwhile: ours take turns (`inTurn`); what somebody wrote who knows no
 * turns, before ours has taken its place or a moment after, is put together with ours by `merge`. Keeps the file's
 * mode; a symbolic link stays one; folders on the way are made. Null when nothing was written. Throws `CONTEXT_CHANGED`
 * with somebody else's text in place, `GIT_BUSY`, as `edit` and `realInside`, or the file system's error.
 */
export async function writeInTurn(
  root: string,
  file: string,
  edit: Edit,
  merge: Merge | null,
): Promise<Written | null> {
  const target = await realInside(root, file);
  await fs.mkdir(path.dirname(target), { recursive: true });
  return inItsTurn(target, async (place, activity) => {
    const now = await readToEdit(root, file, target, () => metUnlessOurs(target, activity));
    const text = edit(now);
    if (text === null) return null;
    if (isReadOnly(target)) throw Object.assign(new Error(`${file} is read-only`), { code: 'EACCES' });
    return new Replacing(file, target, place, activity, merge).write(now, text);
  });
}

/** Removes a file of the workspace folder that holds what `isMeant` says; false when it doesn't, and stays. */
export async function removeInTurn(
  root: string,
  file: string,
  isMeant: (now: string | null) => boolean,
): Promise<boolean> {
  const target = await realInside(root, file);
  return inItsTurn(target, async () => {
    if (!isMeant(await readText(root, file, Infinity))) return false;
    // Taken away first, then looked at: nobody can change it in between.
    const taken = path.join(path.dirname(target), momentaryName('old'));
    if (!(await renameIfThere(target, taken))) return false;
    try {
      if (isMeant(plainText(taken))) return true;
      await takeFreePlace(taken, target);
      return false;
    } finally {
      await fs.rm(taken, { force: true });
    }
  });
}

/** Removes what a killed writer left beside these files of the workspace folder. */
export async function removeLeftovers(root: string, files: readonly string[]): Promise<void> {
  for (const { real } of await realFolders(root, files)) await inItsTurn(path.join(real, 'any'), async () => undefined);
}

/** What a killed writer left there, which `removeLeftovers` would remove. */
export async function leftoversBeside(root: string, files: readonly string[]): Promise<string[]> {
  return (await realFolders(root, files)).flatMap(({ folder, real }) =>
    readdirSync(real)
      .filter(isMomentary)
      .map((name) => path.posix.join(folder, name)),
  );
}

/** The folders of these files. One that isn't there, or leads elsewhere, has nothing of ours in it. */
async function realFolders(root: string, files: readonly string[]): Promise<{ folder: string; real: string }[]> {
  const folders: { folder: string; real: string }[] = [];
  for (const folder of new Set(files.map((file) => path.posix.dirname(file)))) {
    const real = await realInside(root, folder).catch(() => null);
    if (real !== null && existsSync(real)) folders.push({ folder, real });
  }
  return folders;
}

async function inItsTurn<T>(target: string, work: (place: MeetingPlace, activity: Activity) => Promise<T>): Promise<T> {
  const place = meetingPlace(target);
  return inTurn(place.locks, async () => {
    await sweep(path.dirname(target), place);
    return work(place, Activity.read(place.commonDir, place.locks[0] ?? ''));
  });
}

/** Nobody else writes here now: what is there of writing is left over, of one that was killed. */
async function sweep(folder: string, { commonDir }: MeetingPlace): Promise<void> {
  for (const place of commonDir === null ? [folder] : [folder, commonDir]) {
    for (const name of readdirSync(place)) {
      const file = path.join(place, name);
      const left = isOfWaiting(name) ? await isLeft(file) : isMomentary(name);
      if (left) rmSync(file, { force: true });
    }
  }
}

function metUnlessOurs(target: string, activity: Activity): boolean {
  const stat = lstatSync(target, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined || activity.isOurs(stat)) return false;
  activity.meets();
  activity.save();
  return true;
}

/**
 * What an edit starts from: not a part of what another program is in the middle of writing. Throws `CONTEXT_CHANGED`.
 */
async function readToEdit(
  root: string,
  file: string,
  target: string,
  isForeign: () => boolean,
): Promise<string | null> {
  const now = await readText(root, file, Infinity);
  if (now === null || isWholeText(file, now) || !isForeign()) return now;
  const whole = await readWhole(
    target,
    () => readText(root, file, Infinity),
    (text) => text !== null && isWholeText(file, text),
  );
  if (whole.isWriting) throw changedMeanwhile(file);
  return whole.text;
}

/**
 * What stands in a file in place of ours; null: nothing that could be kept. `ours`: with what else there is to be kept.
 */
interface Theirs {
  theirs: string | null;
  ours?: string | null;
}

class Replacing {
  constructor(
    private readonly file: string,
    private readonly target: string,
    private readonly place: MeetingPlace,
    private readonly activity: Activity,
    private readonly merge: Merge | null,
  ) {}

  async write(was: string | null, text: string): Promise<Written> {
    const until = Date.now() + LONGEST_TRY;
    try {
      for (let now: Written = { was, text }, met = false; ; met = true) {
        const other = await this.once(now, met);
        if (other === null) return now;
        this.activity.meets();
        const merged = this.merged(other.theirs, { ...now, text: other.ours ?? now.text });
        if (merged === null || Date.now() > until) throw changedMeanwhile(this.file);
        // It was read before it was changed: ours is in it.
        if (merged === other.theirs) return now;
        now = { was: other.theirs, text: merged };
      }
    } finally {
      this.activity.save();
    }
  }

  private async once({ was, text }: Written, met: boolean): Promise<Theirs | null> {
    if (was === null) return this.create(text);
    const next = !met && this.activity.isBusy ? await this.nextOfTheirs(was) : null;
    return next ?? this.replace(was, text, met);
  }

  /**
   * Waits a little for somebody who writes again and again: just after they have written, they won't be putting another
   * copy in place at the very moment at which ours takes its own.
   */
  private async nextOfTheirs(was: string): Promise<Theirs | null> {
    for (let time = 0; time < NEXT_WRITE; time++) {
      await pause(1);
      if (plainText(this.target) !== was) return { theirs: await this.settled(this.target, was, was) };
    }
    return null;
  }

  private merged(theirs: string | null, { was, text }: Written): string | null {
    return theirs === null || was === null || !this.merge ? null : this.merge(this.file, theirs, text, was);
  }

  private async create(text: string): Promise<Theirs | null> {
    const made = writeBeside(this.target, text);
    try {
      await made.sync();
      if (!(await takeFreePlace(made.name, this.target))) return { theirs: null };
      this.note();
      return null;
    } finally {
      made.end();
    }
  }

  /** `atOnce`: somebody writes again and again, so nothing is waited for from here on until ours is in its place. */
  private async replace(was: string, text: string, atOnce: boolean): Promise<Theirs | null> {
    const made = writeBeside(this.target, text);
    try {
      if (!atOnce) await made.sync();
      const old = keepOld(this.target, this.place.commonDir);
      if (old === null) return { theirs: null };
      try {
        this.activity.sees(old.stat);
        if (plainText(old.name) === was && takePlace(made.name, this.target, old.stat)) {
          const ours = this.note();
          await made.sync();
          return await this.watch(old, was, text, ours);
        }
        return { theirs: await this.settled(this.target, was, was) };
      } finally {
        rmSync(old.name, { force: true });
      }
    } finally {
      made.end();
    }
  }

  /** Looks whether somebody wrote into the old file after all, or over the new one. */
  private async watch(old: Old, was: string, text: string, ours: BigIntStats): Promise<Theirs | null> {
    for (const time of [0, ...this.activity.looks]) {
      if (time > 0) await pause(time);
      // Who holds the old file open writes on: it has to be the file that counts, at once.
      if (plainText(old.name) !== was && takePlace(old.name, this.target, ours)) {
        return { theirs: await this.settled(this.target, was, was) };
      }
      const left = await this.settled(old.name, was, was);
      const now = await this.settled(this.target, text, was);
      if (left !== was) return { theirs: now, ours: this.merged(left, { was, text }) };
      if (now !== text) return { theirs: now };
    }
    return null;
  }

  /** A file's text: the expected one, or another one to which nobody is adding any more. Throws `CONTEXT_CHANGED`. */
  private async settled(file: string, expected: string, before: string): Promise<string | null> {
    const isSettled = (text: string | null): boolean =>
      text === expected || (text !== null && isWholeText(this.file, text, before));
    const { text, isWriting } = await readWhole(file, () => plainText(file), isSettled);
    if (isWriting) throw changedMeanwhile(this.file);
    return text;
  }

  private note(): BigIntStats {
    const stat = lstatSync(this.target, { bigint: true });
    this.activity.wrote(stat);
    return stat;
  }
}

export function changedMeanwhile(file: string): PlanError {
  return new PlanError(
    'CONTEXT_CHANGED',
    `“${file}” was changed by somebody else in between. Look at it, then try again.`,
  );
}
