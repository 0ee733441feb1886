import { readPlanFileName } from '../plan/fileNames';
import { samePhase, type PhaseId } from '../types';
import type { ContextFile, ContextState, PhaseEntry } from './model';

/** Whether a path lies in another repository that the state names: it can't be looked for here. */
export function isInOtherRepository(state: ContextState, path: string): boolean {
  return state.repos?.some((repo) => path.startsWith(`${repo}/`)) ?? false;
}

/** The plan files among those in use. */
export function planPathsInUse(state: ContextState): string[] {
  return state.activeContext.filter(
    (path) => /\.md$/i.test(path) && !/\/(summaries|archives)\//.test(path) && !isInOtherRepository(state, path),
  );
}

/**
 * The plan that a context file speaks of, the master or simple one: what the state block calls the master plan, else
 * the plan line, where the state block has the same plan in use or (of phases) no other answer, else the first plan in
 * use that is no phase’s. With nothing in use the plan line is what is left of a plan that is completed.
 */
export function planNamedIn({ state, masterPlan, plan }: ContextFile): string | null {
  const recorded = state?.phased?.masterPlan ?? null;
  if (recorded !== null) return recorded;
  const active = state ? planPathsInUse(state) : [];
  const isPhased = (state?.phased?.phases.length ?? 0) > 0;
  const said = isPhased ? masterPlan : [masterPlan, plan].find((path) => path !== null && active.includes(path));
  const whole = active.find((path) => (readPlanFileName(path)?.phase ?? null) === null);
  const left = active.length > 0 ? (masterPlan ?? active[0]) : (plan ?? masterPlan);
  return said ?? whole ?? left ?? null;
}

/** The entry that a context file has for a phase of this plan; null when it speaks of another plan, or not of it. */
export function entryIn(context: ContextFile | null | undefined, plan: string, phase: PhaseId): PhaseEntry | null {
  const phased = context?.state?.phased;
  if (!phased || planNamedIn(context) !== plan) return null;
  return phased.phases.find((each) => samePhase(each.phase, phase)) ?? null;
}
