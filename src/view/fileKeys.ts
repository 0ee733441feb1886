import type { PlanStatus } from '../core/types';
import { contextKeys } from '../ids';
import { offersOf } from './offers';
import { viewPhase } from './phaseView';

/** Paths relative to the workspace folder, by the context key whose list they are in. */
export type FileKeys = Record<
  | (typeof contextKeys)['planFiles']
  | (typeof contextKeys)['startFiles']
  | (typeof contextKeys)['switchFiles']
  | (typeof contextKeys)['startPlanFiles']
  | (typeof contextKeys)['summarizeFiles']
  | (typeof contextKeys)['summarizePlanFiles']
  | (typeof contextKeys)['approveFiles']
  | (typeof contextKeys)['worktreeFiles'],
  string[]
>;

/** Which of a folder's files the menus on files offer what for; `null` while the folder hasn't been read. */
export function fileKeysOf(status: PlanStatus | null, contextFile: string): FileKeys {
  const plan = status?.plan;
  if (!status || !plan) return none;
  const offers = offersOf(status);
  const simple = plan.kind === 'simple';
  const views = status.phases.map((phase) => ({ path: phase.plan, view: viewPhase(status, phase) }));
  const pathsOf = (can: (view: (typeof views)[number]['view']) => boolean): string[] =>
    views.flatMap(({ path, view }) => (path !== null && can(view) ? [path] : []));
  const starts = offers.start && !offers.switches ? [plan.path] : [];
  const summarizes = offers.summarize ? [contextFile, plan.path] : [];
  return {
    [contextKeys.planFiles]: [contextFile, plan.path, ...pathsOf(() => true)],
    [contextKeys.startFiles]: [...(simple ? [] : starts), ...pathsOf((view) => view.canStart || view.canStartUnmerged)],
    [contextKeys.switchFiles]: [...(offers.switches ? [plan.path] : []), ...pathsOf((view) => view.canResume)],
    [contextKeys.startPlanFiles]: simple ? starts : [],
    [contextKeys.summarizeFiles]: [...(simple ? [] : summarizes), ...pathsOf((view) => view.canSummarize)],
    [contextKeys.summarizePlanFiles]: simple ? summarizes : [],
    [contextKeys.approveFiles]: offers.approve ? [plan.path] : [],
    [contextKeys.worktreeFiles]: status.phases.flatMap(({ plan: path, worktree }) =>
      path !== null && worktree !== null ? [path] : [],
    ),
  };
}

const none: FileKeys = {
  [contextKeys.planFiles]: [],
  [contextKeys.startFiles]: [],
  [contextKeys.switchFiles]: [],
  [contextKeys.startPlanFiles]: [],
  [contextKeys.summarizeFiles]: [],
  [contextKeys.summarizePlanFiles]: [],
  [contextKeys.approveFiles]: [],
  [contextKeys.worktreeFiles]: [],
};
