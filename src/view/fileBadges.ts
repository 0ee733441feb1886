import { beginSmall, phaseLabel, viewPhase, type PhaseState } from './phaseView';
import type { PlanStatus } from '../core/types';

/** What the Explorer shows beside a plan file. */
export interface FileBadge {
  /** At most two characters. */
  badge: string;
  tooltip: string;
}

const signs: Partial<Record<PhaseState, { badge: string; word: string }>> = {
  running: { badge: '▶', word: 'running' },
  unmerged: { badge: '✓', word: 'completed, not merged' },
  merged: { badge: '✓', word: 'merged' },
  completed: { badge: '✓', word: 'completed' },
  waiting: { badge: '…', word: 'waiting' },
};

/** The badges of a plan's files, by their paths: what runs, is done, or is blocked. Other files have none. */
export function fileBadges(status: PlanStatus): Map<string, FileBadge> {
  const badges = new Map<string, FileBadge>();
  const put = (path: string | null, state: PhaseState, name: string, reason: string | null = null) => {
    const sign = signs[state];
    if (path === null || !sign) return;
    badges.set(path, { badge: sign.badge, tooltip: `${name}, ${reason === null ? sign.word : beginSmall(reason)}` });
  };
  for (const phase of status.phases) {
    const { state, reason } = viewPhase(status, phase);
    put(phase.plan, state, phaseLabel(phase), reason);
  }
  const { plan, state } = status;
  if (plan && state === 'complete') put(plan.path, plan.merged === true ? 'merged' : 'completed', plan.title);
  if (plan?.kind === 'simple' && state === 'executing') put(plan.path, 'running', plan.title);
  return badges;
}
