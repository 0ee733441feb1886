import { editContext } from '../context/edit';
import type { ContextEdit } from '../context/model';
import { PlanError } from '../errors';
import { expectedBranch } from '../folder/branches';
import type { ActivePlan, PhasePlan, World } from '../folder/model';
import { hasOwnPlan } from '../folder/ownPlan';
import { activePlan, mustFindPhase, readWorld } from '../folder/world';
import { phaseText, workTitle } from '../phaseTexts';
import { localDate, stateTime } from '../plan/names';
import { oneLine } from '../plan/plainText';
import type { MethodSettings, Ports } from '../ports';
import { runSteps } from '../repository/commit';
import { defaultPhase } from '../repository/defaultPhase';
import { mustBeSaved, openToWrite } from '../repository/repo';
import { currentPhaseHere } from '../repository/worktree';
import type { Step } from '../steps';
import { samePhase, type PhaseStatus, type SetStatusOptions } from '../types';
import { statusStep } from './approve';
import { executingProse } from './start/contextEdit';

/** As plan files have them. */
const WRITTEN: Record<PhaseStatus, string> = {
  pending: 'Pending',
  in_progress: 'In Progress',
  completed: 'Completed',
};

/**
 * Records the status of a phase by hand, with the reason as a progress note: the state block, the lines at the top of
 * the context file and the status line of the phase's plan say what the method would have written. No branch is made
 * or left, no to-do and no summary changes. Throws `UNTRUSTED`, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `NO_PLAN`,
 * `UNKNOWN_PHASE`, `INVALID_ARGUMENT` without a reason, where it has that status, and for a plan without phases,
 * `CONTEXT_DIRTY`, `CONTEXT_CHANGED`, `WRITE_FAILED`.
 */
export async function setStatus(ports: Ports, o: SetStatusOptions): Promise<void> {
  await openToWrite(ports, {});
  const world = await readWorld(ports);
  const plan = activePlan(world);
  if (plan.phases.length === 0)
    throw new PlanError('INVALID_ARGUMENT', `“${plan.title}” has no phases. Start it, or summarize it, instead.`);
  const phase =
    o.phase === undefined ? defaultPhase(plan, null, currentPhaseHere(ports, world)) : mustFindPhase(plan, o.phase);
  const name = phaseText(phase.id);
  const reason = oneLine(o.reason);
  if (reason === '')
    throw new PlanError('INVALID_ARGUMENT', `Say why, first: the reason is kept in the progress notes.`);
  if (phase.entry.status === o.status)
    throw new PlanError('INVALID_ARGUMENT', `${name} is ${inWords(o.status)} already. Choose another status.`);
  const file = hasOwnPlan(phase) ? phase.plan : null;
  mustBeSaved(ports, [world.path, ...(file ? [file.path] : [])]);
  const now = ports.clock.now();
  const note = `${localDate(now)}: ${name} set by hand from ${inWords(phase.entry.status)} to ${inWords(o.status)}: ${reason}`;
  const text = editContext(world.text, {
    ...changeOf(world, { plan, phase, status: o.status, settings: ports.settings(), now }),
    note,
  });
  const steps: Step[] = [
    { kind: 'write', path: world.path, was: world.text, text },
    ...(file ? statusStep(file, WRITTEN[o.status]) : []),
  ];
  await runSteps(ports, `Set ${phase.id} of “${plan.title}” to ${inWords(o.status)}`, steps);
}

const inWords = (status: PhaseStatus): string => status.replace('_', ' ');

interface Change {
  plan: ActivePlan;
  phase: PhasePlan;
  status: PhaseStatus;
  settings: MethodSettings;
  now: Date;
}

function changeOf(world: World, o: Change): ContextEdit {
  const { plan, phase, status, settings, now } = o;
  const { state } = world;
  const running = plan.phases.filter((each) => each !== phase && each.entry.status === 'in_progress');
  const branch = expectedBranch(world, plan, phase, settings);
  const isCurrent = samePhase(state.phased?.currentPhase, phase.id);
  const current = status === 'in_progress' ? phase.id : isCurrent ? (running.at(-1)?.id ?? null) : undefined;
  return {
    ...(status === 'in_progress' ? executingProse({ plan, phase, branch }) : {}),
    ...(status !== 'in_progress' && running.length === 0 ? { summaryLine: restingLine(o) } : {}),
    state: [
      { path: ['phased_execution', 'phases', phase.index, 'status'], value: status },
      ...(current === undefined ? [] : [{ path: ['phased_execution', 'current_phase'], value: current }]),
      { path: ['active_context'], value: activeContext(state.activeContext, o, running) },
      ...(status === 'in_progress'
        ? [{ path: ['execution_branch'], value: running.length > 0 ? undefined : branch }]
        : []),
      { path: ['last_updated'], value: stateTime(now) },
    ],
  };
}

/** What the top of the file says while no phase runs. */
function restingLine({ plan, phase, status }: Change): string {
  const done = plan.phases.filter((each) => (each === phase ? status : each.entry.status) === 'completed');
  const last = done.at(-1);
  if (!last) return `Planned: ${plan.title}`;
  return `Completed: ${workTitle(plan.title, done.length === plan.phases.length ? null : status === 'completed' ? phase : last)}`;
}

/** As the steps of the method leave it: all plans while nothing has begun, then the master and what runs. */
function activeContext(had: string[], { plan, phase, status }: Change, running: PhasePlan[]): string[] {
  const pathsOf = (phases: readonly PhasePlan[]): string[] => phases.flatMap((each) => each.plan?.path ?? []);
  const others = plan.phases.filter((each) => each !== phase);
  const isPlanned = status === 'pending' && others.every(({ entry }) => entry.status === 'pending');
  const runs = status === 'in_progress';
  const wanted = [plan.path, ...pathsOf(isPlanned ? plan.phases : runs ? [phase] : [])];
  const gone = pathsOf(isPlanned ? [] : runs ? others.filter((each) => !running.includes(each)) : [phase]);
  const kept = had.filter((path) => !gone.includes(path));
  return [...kept, ...wanted.filter((path) => !kept.includes(path))];
}
