import { existsSync, promises as fs } from 'node:fs';
import path from 'node:path';
import { PlanError } from '../../../core/errors';
import type { Head } from '../../../core/gitData';
import { areKnownSteps, type BegunPlan, type StepPlan } from '../../../core/steps';
import type { Owner } from '../../system/owner';
import type { Standing } from './folderPlace';

/** What must be known to take a step back, recorded before the step is begun. */
export interface StepRecord {
  /** HEAD's commit before the step. */
  commit: string | null;
  /** HEAD's branch then, null for a detached HEAD; for a step that leaves the index alone, undefined. */
  branch?: string | null;
  /** The name of the index's copy, kept in the journal's folder; null for a step that leaves the index alone. */
  index: string | null;
  /** The stash entry the step made, once it is there. */
  stash?: string;
  /** The length of git's exclude file before a line was added; null when there was no such file. */
  size?: number | null;
  /** What git kept of a worktree that the step takes the place of, or removes. */
  kept?: KeptWorktree;
  /** The folder with the files that it stashes, as they were, in the journal's folder. */
  files?: string;
  /** The files of steps before it that were changed while git and its hooks ran, once it has ended. */
  hooked?: Hooked[];
  /** The tree of what it has staged, once that is all of it. */
  staged?: string;
  /** The commit it made, once that is known; null when it can't be told from another's. */
  made?: string | null;
}

/** A file that a hook changed: its text when git was called, and when git had ended. Null: there was none. */
export interface Hooked {
  path: string;
  before: string | null;
  after: string | null;
  /** Whether the step has committed it as it was after. */
  committed?: boolean;
}

/** Its name among the worktrees of git, and that of its copy in the journal's folder. */
export interface KeptWorktree {
  name: string;
  copy: string;
}

/**
 * What is under way in a repository. It is on disk in the git common directory before the first change and goes away
 * after the last; while it is there, it is the lock that keeps a second window out.
 */
export interface JournalState extends Owner {
  version: 1;
  started: string;
  /** How often it was taken over after a crash. */
  turn: number;
  /** The workspace folder the plan runs in, as it was called then: its paths are relative to it. */
  folder: string;
  /** The same folder, as the repository knows it. */
  standing?: Standing;
  /** Whether it is being taken back: then it can't be finished any more. */
  takingBack?: boolean;
  plan: StepPlan;
  head: Head;
  /** One record for each step begun. */
  records: StepRecord[];
}

export function begunPlan(state: JournalState): BegunPlan {
  const { plan, started, head, records } = state;
  const hooked = records.flatMap((record) => record.hooked ?? []).filter((each) => each.committed !== true);
  return { plan, started, head, begun: records.length, hooked: [...new Set(hooked.map(({ path: file }) => file))] };
}

/** The file that says that an operation is being taken back. */
export const TAKING_BACK = 'taking-back';

/** Whoever takes an operation over writes a file of the next number: the last one counts. */
export function fileName(turn: number): string {
  return turn === 0 ? 'journal.json' : `journal-${turn}.json`;
}

/** Beside a file of the journal: the same, as it was put on disk for sure. */
export function sureName(file: string): string {
  return `${file}.sure`;
}

export function journalFolder(commonDir: string): string {
  return path.join(commonDir, 'phased-plans');
}

/** The last file of the journal, or null. */
export async function lastFile(commonDir: string): Promise<string | null> {
  const names = await fs.readdir(journalFolder(commonDir)).catch(() => []);
  const numbers = names.flatMap((name) => {
    const match = /^journal(?:-(\d+))?\.json$/.exec(name);
    return match ? [Number(match[1] ?? 0)] : [];
  });
  return numbers.length > 0 ? path.join(journalFolder(commonDir), fileName(Math.max(...numbers))) : null;
}

/** What its last file says, or null when there is none. Throws `GIT_BUSY` for one that isn't of this version. */
export async function readJournalState(commonDir: string): Promise<JournalState | null> {
  const file = await lastFile(commonDir);
  if (file === null) return null;
  const texts = [file, sureName(file)].map((each) => fs.readFile(each, 'utf8').catch(() => null));
  const [last, sure] = await Promise.all(texts);
  if (last === null || last === undefined) return null;
  // What was noted last may be lost in a power cut; what was saved for sure is not.
  const [noted, saved] = [parsed(last), parsed(sure ?? '')];
  const state = noted === undefined ? saved : noted;
  if (state === undefined) {
    // Cut off while it was made: nothing had been changed yet.
    await fs.rm(journalFolder(commonDir), { recursive: true, force: true });
    return null;
  }
  if (!isState(state)) throw unreadableJournal(file);
  return existsSync(path.join(journalFolder(commonDir), TAKING_BACK)) ? { ...state, takingBack: true } : state;
}

/** Undefined for a text that was cut off. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isState(value: unknown): value is JournalState {
  const state = value as Partial<JournalState> | null;
  return state?.version === 1 && Array.isArray(state.records) && areKnownSteps(state.plan?.steps);
}

/** It may be that of a later version, with what it takes to restore a repository: nobody but a person lets it go. */
function unreadableJournal(file: string): PlanError {
  const next = 'Restore or finish it with the version of Phased Plans that began it, or delete that folder.';
  return new PlanError(
    'GIT_BUSY',
    `“${file}” tells of an interrupted step, and this version can’t read it. ${next} Then try again.`,
  );
}

/** Throws `GIT_BUSY` when something else stands where the journal's folder is to be. */
export async function mustBeFolder(folder: string): Promise<void> {
  const stat = await fs.stat(folder).catch(() => null);
  if (stat === null || stat.isDirectory()) return;
  throw new PlanError(
    'GIT_BUSY',
    `“${folder}” is in the way of what Phased Plans notes in the git directory. Move it away, then try again.`,
  );
}
