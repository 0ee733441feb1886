import { lastNoteOfSet } from '../folder/notesOfSet';
import type { ActivePlan, World } from '../folder/model';
import { rank } from '../plan/status';
import type { PhaseId } from '../types';
import { statusIn, type Records } from './records';

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
