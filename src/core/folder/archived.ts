import { parseContext } from '../context/parse';
import { planNamedIn } from '../context/planNamed';
import { readPlanFileName, readSummaryFileName, summaryAmong } from '../plan/names';
import type { PhaseId, PhaseStatus } from '../types';

/** The plan that an archived context file speaks of. */
export interface ArchivedPlan {
  /** The master plan, or the simple plan; null when the file names none. */
  plan: string | null;
  phases: {
    phase: PhaseId;
    name: string | null;
    status: PhaseStatus;
    dropped: boolean;
    plan: string | null;
    summary: string | null;
  }[];
  /** The summaries of this plan that belong to none of its phases. */
  summaries: string[];
  /** Why its state can't be read, and where; null when it can. */
  problem: { message: string; line: number } | null;
}

/** Reads an archived context file. Never throws. */
export function readArchived(text: string): ArchivedPlan {
  const context = parseContext(text);
  const { state, issues } = context;
  if (!state) return { plan: null, phases: [], summaries: [], problem: issues[0] ?? unreadableState };
  const plan = planNamedIn(context);
  const task = plan === null ? null : readPlanFileName(plan)?.task;
  // The list goes on from plan to plan: only the summaries of this one belong here.
  const own = state.completedSummaries.filter((path) => task && readSummaryFileName(path)?.task === task);
  const phases = (state.phased?.phases ?? []).map((entry) => ({
    phase: entry.phase,
    name: entry.name,
    status: entry.status,
    dropped: entry.dropped,
    plan: entry.plan,
    summary: task ? summaryAmong(state.completedSummaries, task, entry.phase) : null,
  }));
  const taken = new Set(phases.map(({ summary }) => summary));
  return { plan, phases, summaries: own.filter((path) => !taken.has(path)), problem: null };
}

const unreadableState = { message: 'The state block can’t be used.', line: 0 };
