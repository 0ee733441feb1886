import type { PhaseStatus } from '../types';
import { STATUS_MARKS, STATUS_WORDS, type WrittenStatus } from './statusWords';

/** More is a text, not a status. */
const LONGEST = 1000;

/** East Asian words may be followed by anything; the others by no letter. */
const WORDS: [WrittenStatus, RegExp][] = STATUS_WORDS.map(([status, words]) => {
  const longest = words.toSorted((a, b) => b.length - a.length);
  const ends = longest.map((word) =>
    /[\p{sc=Han}\p{sc=Katakana}\p{sc=Hangul}]$/u.test(word) ? word : `${word}(?![\\p{L}])`,
  );
  return [status, new RegExp(`^(?:${ends.join('|')})`, 'u')];
});

/**
 * What a status says, in a plan’s `**Status:**` line, a heading, a table or the state block: `✅ Completed (2026-01-06)`
 * is completed, `in-progress` and `80 % done` are in progress. Null for what isn’t understood, and for none.
 */
export function readWrittenStatus(text: string | null): WrittenStatus | null {
  if (text === null || text.length > LONGEST) return null;
  const percent = /^\D{0,20}?(\d{1,3})\s*%/.exec(text)?.[1];
  if (percent !== undefined && Number(percent) < 100) return Number(percent) === 0 ? 'pending' : 'in_progress';
  const words = plain(text);
  if (words === '') return STATUS_MARKS.find(([mark]) => text.includes(mark))?.[1] ?? null;
  return WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/** The same as a phase of the API has it: what is blocked or dropped is pending. */
export function readPlanStatus(text: string | null): PhaseStatus | null {
  const written = readWrittenStatus(text);
  return written === 'blocked' || written === 'dropped' ? 'pending' : written;
}

/** The same where a phase has to have one: what isn’t understood, and what is no text, is pending. */
export function readStatus(value: unknown): PhaseStatus {
  return readPlanStatus(typeof value === 'string' ? value : null) ?? 'pending';
}

/** Whether it says of a phase that nobody is to do it any more. */
export function isDroppedStatus(value: unknown): boolean {
  return typeof value === 'string' && readWrittenStatus(value) === 'dropped';
}

/** Whether nothing is left to do of a phase: completed, or dropped. */
export function isOver({ status, dropped }: { status: PhaseStatus; dropped?: boolean }): boolean {
  return status === 'completed' || (status === 'pending' && dropped === true);
}

/** Whether it is a status’s word and says nothing else. */
export function isBareStatus(text: string): boolean {
  const words = plain(text).trim();
  return words !== '' && WORDS.some(([, pattern]) => pattern.exec(words)?.[0] === words);
}

/** Whether it says of a completed phase that its branch is merged, too. */
export function saysMerged(value: unknown): boolean {
  return typeof value === 'string' && /^merged\b/.test(plain(value));
}

const ORDER: readonly PhaseStatus[] = ['pending', 'in_progress', 'completed'];

/** How far a phase of that status is, as a number. */
export function rank(status: PhaseStatus): number {
  return ORDER.indexOf(status);
}

/** The status of the one that is furthest; pending for none. */
export function furthest(statuses: readonly (PhaseStatus | null)[]): PhaseStatus {
  return ORDER.findLast((status) => statuses.includes(status)) ?? 'pending';
}

/** Whether a plan's status line says that somebody has approved it, or that it went on from there. */
export function isApproved(text: string | null): boolean {
  if (text === null) return false;
  const read = readPlanStatus(text);
  return read === 'in_progress' || read === 'completed' || /^approved\b/.test(plain(text));
}

/** Whether it says plainly that nobody has: what isn’t understood is nobody’s to judge. */
export function isNotApproved(text: string | null): boolean {
  return text === null || (readWrittenStatus(text) === 'pending' && !isApproved(text));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .replace(/^[^\p{L}]+/u, '');
}
