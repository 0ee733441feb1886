import type { Reading } from '../../core/reading/status';
import { samePhase, type PhaseInfo, type PlanStatus } from '../../core/types';
import { isDirectlyIn, isInFolder } from '../../core/folder/paths';
import { isPlanInTaskFolder } from '../../core/plan/names';
import { selectedPhase } from '../shownPhase';

/** What is known of a document that is shown. */
export interface PreviewSubject {
  /** The document's path, from the workspace folder as all others. */
  path: string;
  /** The path of the context file. */
  contextFile: string;
  /** The plan that is under way; null until it was read, and where there is none. */
  reading: (Pick<Reading, 'branches'> & { status: PlanStatus }) | null;
  /** The files of the context folder: what links lead to. */
  files: ReadonlySet<string>;
}

/** Whether a path of a context folder is one of those that are drawn: the context file, a plan, a summary. */
export function isDrawn(path: string, contextFolder: string, contextFile: string): boolean {
  if (path === contextFile) return true;
  if (!/\.md$/i.test(path)) return false;
  if (isDirectlyIn(path, 'summaries')) return path.split('/').length === contextFolder.split('/').length + 2;
  const plans = `${contextFolder}/plans`;
  return isInFolder(path, plans) && (!path.slice(plans.length + 1).includes('/') || isPlanInTaskFolder(path));
}

/** The phase that a document is about: its own, or the one that matters. `isOwn`: whether it is that phase's file. */
export function phaseShownIn(
  { path, contextFile }: PreviewSubject,
  status: PlanStatus,
): { phase: PhaseInfo | undefined; isOwn: boolean } | null {
  const own = status.phases.find(({ plan, summary }) => plan === path || summary === path);
  if (own) return { phase: own, isOwn: true };
  const isOfPlan = path === contextFile || path === status.plan?.path;
  return isOfPlan ? { phase: selectedPhase(status, null), isOwn: false } : null;
}

/** Where a phase stands among all, from 0. */
export function indexOfPhase(status: PlanStatus, { phase }: PhaseInfo): number {
  return status.phases.findIndex((each) => samePhase(each.phase, phase));
}
