import { isApproved } from '../core/plan/status';
import type { PlanStatus } from '../core/types';
import { canResumePlan, viewPhase } from './phaseView';

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
    approve: known && state !== 'complete' && !isApproved(plan.status),
    start:
      known &&
      startable(status) &&
      (simple || views.some((view) => view.canStart || view.canResume || view.canStartUnmerged)),
    // A simple plan that only its branch knows to run is summarized there.
    summarize: known && state === 'executing' && (!simple || plan.worktree !== null || status.branch.expected !== null),
    pullRequest:
      known &&
      (simple ? state === 'complete' && plan.merged !== true : views.some((view) => view.canCreatePullRequest)),
    archive: known,
  };
}

function startable(status: PlanStatus): boolean {
  if (status.state === 'planned' || status.state === 'ready') return true;
  return status.state === 'executing' && (status.phases.length > 0 || canResumePlan(status));
}
