import { phaseText } from '../phaseTexts';
import type { PhaseId } from '../types';

/** What a progress note says of a phase whose status was set by hand. */
export const noteOfSet = (id: PhaseId, from: string, to: string, reason: string): string =>
  `${phaseText(id)} set by hand from ${from} to ${to}: ${reason}`;

/** The last such note of a phase in a context file, with its date; null where there is none. */
export function lastNoteOfSet(text: string, id: PhaseId): string | null {
  const begin = `${phaseText(id)} set by hand from `;
  const notes = text.split('\n').filter((line) => line.includes(begin) && /^\s*[-*+] /.test(line));
  return notes.at(-1)?.trim().slice(2) ?? null;
}
