import { readWrittenStatus } from '../core/plan/status';
import type { Reading } from '../core/reading/status';
import type { PlanInfo, PlanStatus, PullRequestInfo } from '../core/types';
import { isUnapproved, leftBranch } from './phaseView';

/**
 * What the plan's own row says beside its progress; `away`: the branch that a simple plan runs on, when HEAD has left
 * it.
 */
export function planHint(
  status: PlanStatus,
  plan: PlanInfo,
  branches: Reading['branches'],
): { away: string | null; said: (string | null)[] } {
  const away = plan.kind === 'simple' ? leftBranch(status, branches) : null;
  const merges = status.state === 'complete' && plan.merged === false;
  return {
    away,
    said: [
      isUnapproved(status) ? 'not approved' : null,
      isUnapproved(status) && !saysMore(plan.status) ? null : plan.status,
      away && `on ${away}`,
      merges ? mergeHint(plan.pr) : null,
    ],
  };
}

/** Whether its status says more than that nobody has approved it. */
function saysMore(text: string | null): boolean {
  const status = readWrittenStatus(text);
  return status === 'blocked' || status === 'dropped';
}

/** Of what is completed and not merged: `waiting for the merge · #7`. */
export function mergeHint(pr: PullRequestInfo | null): string {
  if (!pr) return 'not merged';
  const waits = pr.isIntoMerged ? 'its pull request’s base is merged' : 'waiting for the merge';
  return joinHints(waits, pr.number === null ? null : `#${pr.number}`);
}

export const hasLink = (pr: PullRequestInfo | null): boolean => pr !== null && pr.url !== null;

export const joinHints = (...parts: (string | null)[]): string => parts.filter(Boolean).join(' · ');
