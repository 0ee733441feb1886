import type { PhaseStatus } from '../types';

const WORDS: [PhaseStatus, RegExp][] = [
  ['pending', /^(not (started|done|completed?)|incomplete|unfinished)\b/],
  ['completed', /^(completed?|done|merged|finished|implemented|shipped)\b/],
  ['in_progress', /^(in progress|executing|under way|underway|started|wip)\b/],
  ['pending', /^(pending|planned|draft|in review|proposed|approved|ready|to ?do)\b/],
];

/** What a status line says at its beginning, in plain words; null for anything else. */
export function readPlanStatus(text: string): PhaseStatus | null {
  return WORDS.find(([, pattern]) => pattern.test(plain(text)))?.[0] ?? null;
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
    .replace(/[_-]/g, ' ')
    .replace(/^[^\p{L}]+/u, '');
}
