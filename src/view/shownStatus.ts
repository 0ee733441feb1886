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

/** What the state of a plan is called. */
export const stateNames: Record<PlanStatus['state'], string> = {
  uninitialized: 'Not initialized',
  invalid: 'The context file needs repair',
  idle: 'No plan',
  planned: 'Planned',
  executing: 'Under way',
  ready: 'Between phases',
  complete: 'Complete',
};
