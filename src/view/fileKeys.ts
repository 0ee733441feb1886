import type { PlanStatus } from '../core/types';
import { contextKeys } from '../ids';
import { offersOf } from './offers';
import { viewPhase } from './phaseView';

/** Paths relative to the workspace folder, by the context key whose list they are in. */
export type FileKeys = Record<
  | (typeof contextKeys)['planFiles']
  | (typeof contextKeys)['startFiles']
  | (typeof contextKeys)['summarizeFiles']
  | (typeof contextKeys)['approveFiles']
  | (typeof contextKeys)['worktreeFiles'],
  string[]
>;

/** Which of a folder's files the menus on files offer what for; `null` while the folder hasn't been read. */
export function fileKeysOf(status: PlanStatus | null, contextFile: string): FileKeys {
  const plan = status && status.state !== 'invalid' ? status.plan : null;
  if (!status || !plan) return keysOf([], [], [], [], []);
  const offers = offersOf(status);
  const views = status.phases.map((phase) => ({ path: phase.plan, view: viewPhase(status, phase) }));
  const pathsOf = (can: (view: (typeof views)[number]['view']) => boolean): string[] =>
    views.flatMap(({ path, view }) => (path !== null && can(view) ? [path] : []));
  return keysOf(
    [contextFile, plan.path, ...pathsOf(() => true)],
    [
      ...(offers.start ? [plan.path] : []),
      ...pathsOf((view) => view.canStart || view.canResume || view.canStartUnmerged),
    ],
    [...(offers.summarize ? [contextFile, plan.path] : []), ...pathsOf((view) => view.canSummarize)],
    offers.approve ? [plan.path] : [],
    status.phases.flatMap(({ plan: path, worktree }) => (path !== null && worktree !== null ? [path] : [])),
  );
}

function keysOf(plan: string[], start: string[], summarize: string[], approve: string[], worktree: string[]): FileKeys {
  return {
    [contextKeys.planFiles]: plan,
    [contextKeys.startFiles]: start,
    [contextKeys.summarizeFiles]: summarize,
    [contextKeys.approveFiles]: approve,
    [contextKeys.worktreeFiles]: worktree,
  };
}
