import { entryIn } from '../context/planNamed';
import type { ActivePlan, PhasePlan, World } from '../folder/model';
import { waitsBeyond } from '../plan/dependencies';
import type { PhaseId } from '../types';
import { furthestOfSimple, furthestStatus, type Records } from './records';
import { lastNoteOfSet } from './setByHand';

/**
 * Whether nobody is to do a phase any more: this folder's context file or that of its own branch says so, and no commit
 * says that it is further.
 */
export function isDroppedPhase(phase: PhasePlan, plan: ActivePlan, records: Records | null): boolean {
  const onBranch = entryIn(records?.tips.get(phase.id), plan.path, phase.id)?.dropped ?? false;
  return (phase.entry.dropped || onBranch) && furthestStatus(phase, plan, records) === 'pending';
}

/** The dropped phases of a plan: see `isDroppedPhase`. */
export function droppedPhases(plan: ActivePlan, records: Records | null): PhasePlan[] {
  return plan.phases.filter((phase) => isDroppedPhase(phase, plan, records));
}

/**
 * The phases that one waits for, given the `dropped` ones: what one of these would have waited for is waited for in its
 * place.
 */
export function dependenciesOf(phase: PhasePlan, dropped: readonly PhasePlan[]): PhaseId[] {
  if (dropped.length === 0) return phase.dependsOn;
  // The ids of one plan are the same in every list: as they are written in its state.
  const waits = new Map([...dropped, phase].map(({ id, dependsOn }) => [id, dependsOn]));
  const gone = new Set(dropped.map(({ id }) => id));
  const found = waitsBeyond(
    phase.id,
    (id) => waits.get(id) ?? [],
    (id) => gone.has(id),
  );
  return found.filter((id) => id !== phase.id);
}

/** Whether nothing of a plan is left to do, by its own context file and by `records`. */
export function isCompleted(world: World, plan: ActivePlan, records: Records | null): boolean {
  if (plan.kind === 'simple') return furthestOfSimple(world, plan, records) === 'completed';
  return plan.phases.every(
    (phase) => furthestStatus(phase, plan, records) === 'completed' || isDroppedPhase(phase, plan, records),
  );
}

/** A phase that is dropped, with the note that says why, where there is one. */
export interface Drop {
  phase: PhaseId;
  note: string | null;
}

/** The dropped phases of a plan as a branch that is made now has to know them: that of a dropped one may be deleted. */
export function dropsOf(world: World, plan: ActivePlan, records: Records): Drop[] {
  return droppedPhases(plan, records).map(({ id }) => {
    const notes = [world.context.text, records.tips.get(id)?.text ?? ''].map((text) => lastNoteOfSet(text, id));
    return { phase: id, note: notes.find((note) => note?.includes(' to dropped: ')) ?? null };
  });
}
