import type { Reading } from '../core/reading/status';
import type { PlanStatus } from '../core/types';

/**
 * The status as surfaces show it: while the state block can't be read they go on with the plan that is kept in sight.
 * `readable` says then that nothing can be done with it.
 */
export function shownStatus({ status, shownState }: Pick<Reading, 'status' | 'shownState'>): PlanStatus {
  return status.state === shownState ? status : { ...status, state: shownState };
}

/** Why what would write is switched off. */
export const switchedOff = 'Switched off until the state block can be read again.';
