import type { PlanStatus } from '../core/types';
import { branchDiffers, viewPhase } from './phaseView';

/** What can be done with the plan as a whole. */
export interface PlanOffers {
  approve: boolean;
  start: boolean;
  summarize: boolean;
  pullRequest: boolean;
  archive: boolean;
}

export function offersOf(status: PlanStatus): PlanOffers {
  const { state, plan } = status;
  const views = status.phases.map((phase) => viewPhase(status, phase));
  const known = plan !== null && state !== 'invalid';
  const simple = plan?.kind === 'simple';
  return {
    approve: known && state === 'planned' && !/^approved/i.test(plan.status ?? ''),
    start:
      known &&
      startable(status) &&
      (simple || views.some((view) => view.canStart || view.canResume || view.canStartUnmerged)),
    summarize: known && state === 'executing',
    pullRequest: known && (simple ? state === 'complete' : views.some((view) => view.canCreatePullRequest)),
    archive: known,
  };
}

function startable(status: PlanStatus): boolean {
  if (status.state === 'planned' || status.state === 'ready') return true;
  return status.state === 'executing' && (status.phases.length > 0 || branchDiffers(status));
}
