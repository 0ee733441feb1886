import { BRANCH_PREFIXES, branchName } from '../plan/names';
import type { MethodSettings } from '../ports';
import { samePhase, type PhaseId } from '../types';
import type { ActivePlan, PhasePlan, World } from './model';

/** The name a phase's branch has or will have: the recorded one, else the one by rule. */
export function expectedBranch(
  world: World,
  plan: ActivePlan,
  phase: PhasePlan | null,
  settings: MethodSettings,
): string {
  if (phase?.entry.branch) return phase.entry.branch;
  const running = phase === null || samePhase(world.state.phased?.currentPhase, phase.id);
  if (running && world.state.executionBranch) return world.state.executionBranch;
  return branchName(settings.branchPrefix, plan.task, phase?.id ?? null);
}

/** Whether a branch is called as a phase's (null: the simple plan's) is, by the setting or by another tool. */
export function isCalledAfter(
  branch: string | null,
  o: { settings: MethodSettings; task: string; phase: PhaseId | null },
): boolean {
  const { branchPrefix } = o.settings;
  const prefixes = branchPrefix === BRANCH_PREFIXES[0] ? BRANCH_PREFIXES : [branchPrefix];
  return prefixes.some((prefix) => branchName(prefix, o.task, o.phase) === branch);
}

/** Whether a phase (null: the simple plan) runs, by this folder's context file. */
export function isPhaseRunning({ state }: World, phase: PhasePlan | null): boolean {
  return phase ? phase.entry.status === 'in_progress' : state.executionBranch !== null;
}
