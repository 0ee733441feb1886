import { editContext } from '../context/edit';
import type { StateEdit } from '../context/model';
import { stateTime } from '../plan/names';
import type { MethodSettings } from '../ports';
import { workTitle } from '../phaseTexts';
import { samePhase } from '../types';
import { expectedBranch } from '../folder/branches';
import { executingProse } from './start/contextEdit';
import { runningBeside } from '../repository/worktree';
import type { ActivePlan, PhasePlan, PlanText, World } from '../folder/model';
import { isOver } from '../plan/status';

interface Completed {
  plan: ActivePlan;
  /** Null: a simple plan. */
  phase: PhasePlan | null;
  /** The phase's plan, or the simple one. */
  file: PlanText;
  /** The path of its summary. */
  summary: string;
  settings: MethodSettings;
  now: Date;
}

/** The context file of a phase, or a simple plan, that is summarized now. */
export function completedContext(world: World, o: Completed): string {
  const { plan, phase, file, summary } = o;
  const { state } = world;
  const edits: StateEdit[] = [
    { path: ['active_context'], value: state.activeContext.filter((path) => path !== file.path) },
  ];
  if (!state.completedSummaries.includes(summary)) {
    edits.push({ path: ['completed_summaries'], value: [...state.completedSummaries, summary] });
  }
  if (phase) edits.push({ path: ['phased_execution', 'phases', phase.index, 'status'], value: 'completed' });
  const now = { path: ['last_updated'], value: stateTime(o.now) };
  const current = phase && currentOf(runningBeside(plan, phase), world);
  if (current) return stillRunning(world, o, current, [...edits, now]);
  if (phase && samePhase(state.phased?.currentPhase, phase.id))
    edits.push({ path: ['phased_execution', 'current_phase'], value: null });
  const last = !phase || plan.phases.every((each) => each === phase || isOver(each.entry));
  const summaryLine = `Completed: ${workTitle(plan.title, last ? null : phase)}`;
  return editContext(world.text, { summaryLine, state: [...edits, now] });
}

/** Only one of several that run is current. */
function currentOf(running: PhasePlan[], { state }: World): PhasePlan | undefined {
  return running.find((each) => samePhase(each.id, state.phased?.currentPhase)) ?? running.at(-1);
}

/** The context file tells of what still runs; only a single phase has the branch. */
function stillRunning(
  world: World,
  { plan, phase, settings }: Completed,
  current: PhasePlan,
  state: StateEdit[],
): string {
  const branch = expectedBranch(world, plan, current, settings);
  state.push({ path: ['phased_execution', 'current_phase'], value: current.id });
  if (runningBeside(plan, phase).length === 1) state.push({ path: ['execution_branch'], value: branch });
  return editContext(world.text, { ...executingProse({ plan, phase: current, branch }), state });
}
