import type { PhaseStatus } from '../types';

/** The one table of what a status is called; a word counts where it begins the text. */
const WORDS: [PhaseStatus, RegExp][] = [
  ['pending', /^(not (started|done|completed?)|incomplete|unfinished)\b/],
  ['completed', /^(completed?|done|merged|finished|implemented|shipped)\b/],
  ['in_progress', /^(in progress|executing|running|under way|underway|started|wip)\b/],
  ['pending', /^(pending|planned|draft|in review|proposed|approved|ready|to ?do)\b/],
];

/**
 * What a status says, in a plan’s `**Status:**` line or in the state block: `✅ Completed (2026-01-06)` is completed,
 * `in-progress` is in progress. Null for what isn’t understood, and for none.
 */
export function readPlanStatus(text: string | null): PhaseStatus | null {
  return text === null ? null : (WORDS.find(([, pattern]) => pattern.test(plain(text)))?.[0] ?? null);
}

/** The same where a phase has to have one: what isn’t understood, and what is no text, is pending. */
export function readStatus(value: unknown): PhaseStatus {
  return readPlanStatus(typeof value === 'string' ? value : null) ?? 'pending';
}

/** Whether it is a status’s word and says nothing else. */
export function isBareStatus(text: string): boolean {
  return WORDS.some(([, pattern]) => pattern.exec(plain(text))?.[0] === plain(text).trim());
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
  return text === null || (readPlanStatus(text) === 'pending' && !isApproved(text));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .replace(/^[^\p{L}]+/u, '');
}
