import { lstatSync, rmSync, type BigIntStats } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isWholeText } from '../../core/context/merge/concurrent';
import { PlanError } from '../../core/errors';
import { plainText, readWhole } from '../system/read';
import type { Activity } from './activity';
import type { MeetingPlace } from './meetingPlace';
import { keepOld, takeFreePlace, takePlace, writeBeside, type Old } from './replace';

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
/** From when on a pause that took longer than it was to means a loaded machine, and how long is looked then at most. */
const LONG_HELD = 5;
const LONGEST_LOOK = 400;

/**
 * What stands in a file in place of ours; null: nothing that could be kept. `ours`: with what else there is to be kept.
 */
interface Theirs {
  theirs: string | null;
  ours?: string | null;
}

/** A file of the workspace folder that ours is put in the place of. */
export class Replacing {
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

  /** Looks, and looks again, whether somebody wrote into the old file after all, or over the new one. */
  private async watch(old: Old, was: string, text: string, ours: BigIntStats): Promise<Theirs | null> {
    let held = 0;
    for (const time of [0, ...this.activity.looks]) {
      held = Math.max(held, await heldUp(time));
      const theirs = await this.look(old, was, text, ours);
      if (theirs !== null) return theirs;
    }
    if (held < LONG_HELD) return null;
    // A machine that holds us up holds others up too, who may have opened the old file and not yet written.
    await pause(Math.min(held * 4, LONGEST_LOOK));
    return this.look(old, was, text, ours);
  }

  private async look(old: Old, was: string, text: string, ours: BigIntStats): Promise<Theirs | null> {
    // Who holds the old file open writes on: it has to be the file that counts, at once.
    if (plainText(old.name) !== was && takePlace(old.name, this.target, ours)) {
      return { theirs: await this.settled(this.target, was, was) };
    }
    const left = await this.settled(old.name, was, was);
    const now = await this.settled(this.target, text, was);
    if (left !== was) return { theirs: now, ours: this.merged(left, { was, text }) };
    return now === text ? null : { theirs: now };
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

/** Pauses (milliseconds), and says for how much longer than that it was. */
async function heldUp(time: number): Promise<number> {
  if (time === 0) return 0;
  const start = performance.now();
  await pause(time);
  return performance.now() - start - time;
}

export function changedMeanwhile(file: string): PlanError {
  return new PlanError(
    'CONTEXT_CHANGED',
    `“${file}” was changed by somebody else in between. Look at it, then try again.`,
  );
}
