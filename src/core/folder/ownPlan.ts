import { samePhase } from '../types';
import type { ActivePlan, PhasePlan, PlanText } from './model';

/** A phase’s plan file where that is its own; null for the master, and for one of several phases: it tells of none. */
export function ownPlanOf({ path, phases }: ActivePlan, phase: PhasePlan): PlanText | null {
  const { plan, id } = phase;
  if (plan?.file.kind === 'phase') return plan.file.phase === null || samePhase(plan.file.phase, id) ? plan : null;
  if (plan?.file.kind !== 'simple' || plan.path === path) return null;
  return phases.some((other) => other !== phase && other.plan?.path === plan.path) ? null : plan;
}
