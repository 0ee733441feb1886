import type { PlanStatus, Problem } from '../core/types';

/** The problems that a view shows beside the plan. Mere hints stay in the Problems panel. */
export function shownProblems(status: Pick<PlanStatus, 'problems'> | null | undefined): Problem[] {
  return (status?.problems ?? []).filter((each) => each.severity !== 'info');
}
