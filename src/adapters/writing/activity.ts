import { existsSync, readFileSync, writeFileSync, type BigIntStats } from 'node:fs';
import path from 'node:path';

/** How long another program counts as one that writes here, in milliseconds, and one that has just met us. */
const FOREIGN = 1_000;
const MET = 10_000;

/**
 * When it is looked again whether somebody wrote over what we have written: the pauses before each look, in
 * milliseconds.
 */
const BESIDE_FOREIGN = [1, 2];
const BESIDE_MET = [1, 2, 4, 8, 12, 16, 40];

/** How many writes of ours are remembered: a plan of steps writes several files. */
const OURS = 16;

interface Notes {
  /** What we wrote last, by whichever process: what else is new was written by somebody who waits for nobody. */
  ours: string[];
  /** When another program wrote a file of ours last, and when such a write met one of ours. */
  foreign: number;
  met: number;
}

/** Notes that can't be kept on disk, by where they would be. */
const notesInUse = new Map<string, Notes>();

/**
 * Who else writes: what it takes to be careful beside other programs, and quick without them. Only read and changed in
 * one's turn.
 */
export class Activity {
  private constructor(
    private readonly file: string | null,
    private readonly key: string,
    private readonly notes: Notes,
  ) {}

  /** `commonDir`: where it is noted for other processes; null: only for this one. */
  static read(commonDir: string | null, key: string): Activity {
    const file = commonDir === null ? null : path.join(commonDir, 'phased-plans-writes.json');
    const text = file !== null && existsSync(file) ? readFileSync(file, 'utf8') : null;
    return new Activity(file, key, parseActivity(text) ?? notesInUse.get(key) ?? { ours: [], foreign: 0, met: 0 });
  }

  /** Looks who wrote a file last. */
  sees(stat: BigIntStats): void {
    if (!this.isOurs(stat)) this.notes.foreign = Math.max(this.notes.foreign, Number(stat.mtimeMs));
  }

  isOurs(stat: BigIntStats): boolean {
    return this.notes.ours.includes(idOf(stat));
  }

  /** What we wrote last. */
  get last(): readonly string[] {
    return this.notes.ours;
  }

  /** Whether it is the very file, whatever it holds by now, that we have made since. */
  hasMade({ dev, ino }: BigIntStats, before: readonly string[]): boolean {
    return this.notes.ours.some((each) => !before.includes(each) && each.startsWith(`${dev}:${ino}:`));
  }

  /** Another program's write met one of ours. */
  meets(): void {
    this.notes.foreign = this.notes.met = Date.now();
  }

  wrote(stat: BigIntStats): void {
    this.notes.ours = [idOf(stat), ...this.notes.ours].slice(0, OURS);
  }

  /** The pauses before each further look at what was written: none where nobody else writes. */
  get looks(): readonly number[] {
    const now = Date.now();
    if (now - this.notes.met < MET) return BESIDE_MET;
    return now - this.notes.foreign < FOREIGN ? BESIDE_FOREIGN : [];
  }

  /** Whether another program writes again and again just now. */
  get isBusy(): boolean {
    const now = Date.now();
    return now - this.notes.met < MET && now - this.notes.foreign < FOREIGN;
  }

  save(): void {
    notesInUse.set(this.key, this.notes);
    if (this.file === null) return;
    try {
      writeFileSync(this.file, JSON.stringify(this.notes));
    } catch {
      // On a full or read-only disk: another window takes our write for somebody else's then, and is a little slower.
    }
  }
}

function idOf({ dev, ino, mtimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${mtimeNs}`;
}

function parseActivity(text: string | null): Notes | null {
  try {
    const notes = JSON.parse(text ?? 'null') as Notes | null;
    return notes && Array.isArray(notes.ours) ? notes : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
