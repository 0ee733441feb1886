import type { PlanStatus } from '../core/types';
import { contextKeys } from '../ids';
import type { FileKeys } from './fileKeys';
import { offersOf } from './offers';
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
