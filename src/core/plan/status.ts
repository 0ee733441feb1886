import type { PhaseStatus } from '../types';
import { APPROVED_WORDS, STATUS_MARKS, STATUS_WORDS, type Tongue, type WrittenStatus } from './statusWords';

/** More is a text, not a status. */
const LONGEST = 1000;

const APPROVED = new Set(Object.values(APPROVED_WORDS).flat());

/** East Asian words may be followed by anything, but for the nouns of `APPROVED_WORDS`; the others by no letter. */
const WORDS: [WrittenStatus, RegExp][] = STATUS_WORDS.map(([status, words]) => {
  const longest = [...new Set(Object.values(words).flat())].toSorted((a, b) => b.length - a.length);
  const ends = longest.map((word) => {
    const isNoun = APPROVED.has(word) && word.length === 2;
    return /[\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}\p{sc=Hangul}]$/u.test(word) && !isNoun
      ? word
      : `${word}(?![\\p{L}])`;
  });
  return [status, new RegExp(`^(?:${ends.join('|')})`, 'u')];
});

/** The first of them that a text in `plain` letters begins with. */
function findWord(words: string): { status: WrittenStatus; word: string } | null {
  for (const [status, pattern] of WORDS) {
    const word = pattern.exec(words)?.[0];
    if (word !== undefined) return { status, word };
  }
  return null;
}

/**
 * What a status says, in a plan’s `**Status:**` line, a heading, a table or the state block: `✅ Completed (2026-01-06)`
 * is completed, `in-progress` and `80 % done` are in progress. Null for what isn’t understood, and for none.
 */
export function readWrittenStatus(text: string | null): WrittenStatus | null {
  if (text === null || text.length > LONGEST) return null;
  // The state block’s own words are asked for once for each phase of each branch.
  if (text === 'pending' || text === 'in_progress' || text === 'completed') return text;
  const percent = /^\D{0,20}?(\d{1,3})\s*%/.exec(text)?.[1];
  if (percent !== undefined && Number(percent) < 100) return Number(percent) === 0 ? 'pending' : 'in_progress';
  const words = plain(text);
  if (words === '') return STATUS_MARKS.find(([mark]) => text.includes(mark))?.[1] ?? null;
  return findWord(words)?.status ?? null;
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

/**
 * Whether a plan's status line says that somebody has approved it, or that it went on from there: the one answer for
 * what is shown, what is next and whether a start asks. Null for what isn’t understood, which is nobody’s to judge.
 */
function readApproval(text: string | null): boolean | null {
  const read = readWrittenStatus(text);
  if (text === null || read === null) return text === null ? false : null;
  return read === 'in_progress' || read === 'completed' || APPROVED.has(findWord(plain(text))?.word ?? '');
}

/** Whether it says that the plan is approved. */
export function isApproved(text: string | null): boolean {
  return readApproval(text) === true;
}

/** Whether it says that it isn’t, or there is none. */
export function isNotApproved(text: string | null): boolean {
  return readApproval(text) === false;
}

/** The tongues that have the word it begins with; none where that isn’t known. */
export function tonguesOf(text: string): Tongue[] {
  const word = text.length > LONGEST ? undefined : findWord(plain(text))?.word;
  if (word === undefined) return [];
  const found = STATUS_WORDS.flatMap(([, words]) => Object.entries(words) as [Tongue, readonly string[]][]);
  return [...new Set(found.flatMap(([tongue, words]) => (words.includes(word) ? [tongue] : [])))];
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .replace(/^[^\p{L}]+/u, '');
}
