import type { ActivePlan, PhasePlan, World } from '../folder/model';
import { lastNoteOfSet } from '../folder/notesOfSet';
import { waitsBeyond } from '../plan/dependencies';
import { phaseKey, type PhaseId } from '../types';
import { furthestOfSimple, furthestStatus, type Records } from './records';

/**
 * Whether nobody is to do a phase any more: this folder's context file says so, that of its own branch, or that of the
 * start point where this folder hasn't heard of it; and no commit says that it is further.
 */
export function isDroppedPhase(phase: PhasePlan, plan: ActivePlan, records: Records | null): boolean {
  const isDropped = phase.entry.dropped || (records?.drops.has(phaseKey(phase.id)) ?? false);
  return isDropped && furthestStatus(phase, plan, records) === 'pending';
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
    const texts = [world.context, records.tips.get(id), records.start].map((context) => context?.text ?? '');
    const notes = texts.map((text) => lastNoteOfSet(text, id));
    return { phase: id, note: notes.find((note) => note?.includes(' to dropped: ')) ?? null };
  });
}
