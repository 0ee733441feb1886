import { entryIn } from '../context/planNamed';
import type { ActivePlan, PhasePlan, World } from '../folder/model';
import { samePhase, type PhaseId } from '../types';
import { furthestOfSimple, furthestStatus, type Records } from './records';

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
  const found: PhaseId[] = [];
  const seen: PhaseId[] = [phase.id];
  const follow = (each: PhaseId): void => {
    if (seen.some((id) => samePhase(id, each))) return;
    seen.push(each);
    const gone = dropped.find(({ id }) => samePhase(id, each));
    if (gone) gone.dependsOn.forEach(follow);
    else found.push(each);
  };
  phase.dependsOn.forEach(follow);
  return found;
}

/** Whether nothing of a plan is left to do, by its own context file and by `records`. */
export function isCompleted(world: World, plan: ActivePlan, records: Records | null): boolean {
  if (plan.kind === 'simple') return furthestOfSimple(world, plan, records) === 'completed';
  return plan.phases.every(
    (phase) => furthestStatus(phase, plan, records) === 'completed' || isDroppedPhase(phase, plan, records),
  );
}
