import type { PlanStatus } from '../core/types';
import { anyFolderContextKeys, commands, contextKeys } from '../ids';
import type { FileKeys } from './fileKeys';
import { isPlanElsewhere } from './nextAction';
import { canAdopt, needs, offersOf, type FolderFacts } from './offers';

export type ContextKeys = Record<
  Exclude<(typeof contextKeys)[keyof typeof contextKeys], keyof FileKeys>,
  string | boolean | undefined
>;

/** What `when` clauses in the manifest may test, for one folder; `null` while it hasn't been read. */
export function contextKeysOf(
  status: PlanStatus | null,
  { hasRepository, openPlans }: Pick<FolderFacts, 'hasRepository' | 'openPlans'>,
): ContextKeys {
  const offers = status && offersOf(status);
  const simple = status?.plan?.kind === 'simple';
  const starts = Boolean(offers?.start) && !offers?.switches;
  return {
    [contextKeys.state]: status?.state,
    [contextKeys.hasRepository]: hasRepository,
    [contextKeys.hasPlan]: Boolean(status?.plan),
    [contextKeys.canAdopt]: status !== null && canAdopt({ status, openPlans }),
    [contextKeys.planElsewhere]: status !== null && isPlanElsewhere(status),
    [contextKeys.canApprove]: offers?.approve ?? false,
    [contextKeys.canStart]: starts && !simple,
    [contextKeys.canSwitch]: offers?.switches ?? false,
    [contextKeys.canStartPlan]: starts && simple,
    [contextKeys.canSummarize]: Boolean(offers?.summarize) && !simple,
    [contextKeys.canSummarizePlan]: Boolean(offers?.summarize) && simple,
    [contextKeys.canCreatePullRequest]: offers?.pullRequest ?? false,
  };
}

/** For each command whether it can do something in any of the folders, as far as those are known. */
export function anyFolderKeysOf(folders: readonly FolderFacts[]): Record<string, boolean> {
  const names = Object.keys(anyFolderContextKeys) as (keyof typeof anyFolderContextKeys)[];
  return Object.fromEntries(
    names.map((name) => [
      anyFolderContextKeys[name],
      folders.some((folder) => needs[commands[name]]?.fits(folder) ?? true),
    ]),
  );
}
