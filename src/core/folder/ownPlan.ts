import { samePhase } from '../types';
import type { PhasePlan } from './model';

/** Whether a phase’s plan file is its own: one of several phases tells of none of them. */
export function hasOwnPlan({ plan, id }: PhasePlan): boolean {
  return plan?.file.kind === 'phase' && (plan.file.phase === null || samePhase(plan.file.phase, id));
}
