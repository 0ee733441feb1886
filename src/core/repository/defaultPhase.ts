import { PlanError } from '../errors';
import { samePhase, type PhaseId } from '../types';
import { dependenciesOf, droppedPhases } from './dropped';
import { furthestStatus, type Records } from './records';
import type { ActivePlan, PhasePlan } from '../folder/model';

/** The running phase (of several, the current one), else the next that can run, else the next at all. */
export function defaultPhase(plan: ActivePlan, records: Records | null, current?: PhaseId | null): PhasePlan {
  const status = (phase: PhasePlan) => furthestStatus(phase, plan, records);
  const isDone = (id: string | number) =>
    plan.phases.some((each) => samePhase(each.id, id) && status(each) === 'completed');
  const dropped = droppedPhases(plan, records);
  const left = plan.phases.filter((each) => !dropped.includes(each));
  const pending = left.filter((each) => status(each) === 'pending');
  const running = plan.phases.filter((each) => status(each) === 'in_progress');
  const phase =
    running.find((each) => samePhase(each.id, current)) ??
    running[0] ??
    pending.find((each) => dependenciesOf(each, dropped).every(isDone)) ??
    pending[0] ??
    left.at(-1);
  if (phase) return phase;
  if (plan.phases.length > 0)
    throw new PlanError('PHASE_COMPLETED', `Every phase of “${plan.title}” is dropped. Archive the plan instead.`);
  throw new PlanError('UNKNOWN_PHASE', `“${plan.title}” has no phases.`);
}
