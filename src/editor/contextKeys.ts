import type { PlanStatus } from '../core/types';
import { contextKeys } from '../ids';
import type { FileKeys } from './fileKeys';
import { branchDiffers, viewPhase } from './phaseView';
import type { Snapshot } from './planFolder';

export type ContextKeys = Record<
  Exclude<(typeof contextKeys)[keyof typeof contextKeys], keyof FileKeys>,
  string | boolean | undefined
>;

/** What `when` clauses in the manifest may test, for one folder; `null` while it hasn't been read. */
export function contextKeysOf(
  status: PlanStatus | null,
  { hasRepository, usesWorktrees }: Pick<Snapshot, 'hasRepository' | 'usesWorktrees'>,
): ContextKeys {
  const offers = status && offersOf(status);
  return {
    [contextKeys.state]: status?.state,
    [contextKeys.hasRepository]: hasRepository,
    [contextKeys.usesWorktrees]: usesWorktrees,
    [contextKeys.hasPlan]: Boolean(status?.plan) && status?.state !== 'invalid',
    [contextKeys.canApprove]: offers?.approve ?? false,
    [contextKeys.canStart]: offers?.start ?? false,
    [contextKeys.canSummarize]: offers?.summarize ?? false,
    [contextKeys.canTick]: (status?.todos.length ?? 0) > 0,
    [contextKeys.canCreatePullRequest]: offers?.pullRequest ?? false,
  };
}

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
