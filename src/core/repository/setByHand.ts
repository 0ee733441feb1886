import type { ActivePlan, World } from '../folder/model';
import { phaseText } from '../phaseTexts';
import { rank } from '../plan/status';
import type { PhaseId } from '../types';
import { statusIn, type Records } from './records';

/** What a progress note says of a phase whose status was set by hand. */
export const noteOfSet = (id: PhaseId, from: string, to: string, reason: string): string =>
  `${phaseText(id)} set by hand from ${from} to ${to}: ${reason}`;

/** The last such note of a phase in a context file, with its date; null where there is none. */
export function lastNoteOfSet(text: string, id: PhaseId): string | null {
  const begin = `${phaseText(id)} set by hand from `;
  const notes = text.split('\n').filter((line) => line.includes(begin) && /^\s*[-*+] /.test(line));
  return notes.at(-1)?.trim().slice(2) ?? null;
}

/**
 * The phase that was set back by hand on its own branch, which is checked out, and whose commit says more: what was set
 * counts once that is committed. Null when there is none.
 */
export function setBackHere(
  { context }: World,
  plan: ActivePlan,
  records: Records,
  branch: string | null,
): PhaseId | null {
  const found = plan.phases.find(({ id, entry }) => {
    const own = records.branches.get(id);
    if (!own?.local || own.name !== branch || own.local.commit !== own.tip) return false;
    const committed = statusIn(records.tips.get(id), plan, id);
    return committed !== null && rank(committed) > rank(entry.status) && lastNoteOfSet(context.text, id) !== null;
  });
  return found?.id ?? null;
}
