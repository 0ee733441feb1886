import { editContext } from '../context/edit';
import type { ContextEdit } from '../context/model';
import { PlanError } from '../errors';
import { expectedBranch } from '../folder/branches';
import type { ActivePlan, PhasePlan, PlanText, World } from '../folder/model';
import { mustListPhases } from '../folder/guards';
import { ownPlanOf } from '../folder/ownPlan';
import { mustHavePlan, mustFindPhase, readWorld } from '../folder/world';
import { phaseAmidText, phaseText, workTitle } from '../phaseTexts';
import { localDate, stateTime } from '../plan/names';
import { oneLine } from '../plan/plainText';
import { isOver, rank, readStatus } from '../plan/status';
import type { MethodSettings, Ports } from '../ports';
import { runSteps } from '../repository/commit';
import { defaultPhase } from '../repository/defaultPhase';
import { noteOfSet } from '../folder/notesOfSet';
import { findBase } from '../repository/base';
import { findStart } from '../repository/startPoint';
import { readRecords, statusIn } from '../repository/records';
import { mustBeSaved, openToWrite, readRepo } from '../repository/repo';
import { currentPhaseHere } from '../repository/worktree';
import type { Step } from '../steps';
import { samePhase, type PhaseStatus, type SetStatusOptions } from '../types';
import { statusStep } from './approve';
import { executingProse } from './start/contextEdit';
import { whileRacing } from './racing';

type SettableStatus = SetStatusOptions['status'];

/** As plan files have them. */
const WRITTEN: Record<SettableStatus, string> = {
  pending: 'Pending',
  in_progress: 'In Progress',
  completed: 'Completed',
  dropped: 'Dropped',
};

/**
 * Records the status of a phase by hand, with the reason as a progress note: the state block, the lines at the top of
 * the context file and the status line of the phase's plan say what the method would have written. No branch is made
 * or left, no to-do and no summary changes. Throws `UNTRUSTED`, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `NO_PLAN`,
 * `UNKNOWN_PHASE`, `INVALID_ARGUMENT` without a reason, where it has that status, where a commit elsewhere says more,
 * and for a plan without phases, `PHASE_BLOCKED`, `CONTEXT_DIRTY`, `CONTEXT_CHANGED`, `WRITE_FAILED`, and those of
 * git.
 */
export async function setStatus(ports: Ports, o: SetStatusOptions): Promise<void> {
  const reason = oneLine(o.reason.replace(/\p{Cf}/gu, ''));
  await whileRacing(async () => {
    const { world, plan, phase, file } = await judge(ports, o);
    if (reason === '')
      throw new PlanError('INVALID_ARGUMENT', 'Say why, first: the reason is kept in the progress notes.');
    const now = ports.clock.now();
    const from = inWords(statusOf(phase));
    const said = noteOfSet(phase.id, from, inWords(o.status), reason);
    const change = changeOf(world, { plan, phase, status: o.status, settings: ports.settings(), now });
    const isCurrent = o.status === 'in_progress' || samePhase(world.state.phased?.currentPhase, phase.id);
    const note = { phase: phase.id, isCurrent, text: `${localDate(now)}: ${said}` };
    const steps: Step[] = [
      { kind: 'write', path: world.path, was: world.text, text: editContext(world.text, { ...change, note }) },
      ...(file ? statusStep(file, WRITTEN[o.status]) : []),
    ];
    await runSteps(ports, `Set ${phaseAmidText(phase.id)} to ${inWords(o.status)}`, steps, { isRecorded: true });
  });
}

/** What setting a status would change, for a question that is asked first. */
export interface ForeseenStatus {
  files: string[];
  /** The branch on which it has to be committed before it counts: its commit says more. Null: it counts at once. */
  counts: string | null;
}

/** Changes nothing, and throws as `setStatus` does. */
export async function foreseeStatus(ports: Ports, o: Omit<SetStatusOptions, 'reason'>): Promise<ForeseenStatus> {
  const { world, file, counts } = await judge(ports, o);
  const changed = file ? statusStep(file, WRITTEN[o.status]) : [];
  return { files: [world.path, ...(file && changed.length > 0 ? [file.path] : [])], counts };
}

interface Judged {
  world: World;
  plan: ActivePlan;
  phase: PhasePlan;
  file: PlanText | null;
  counts: string | null;
}

async function judge(ports: Ports, o: Omit<SetStatusOptions, 'reason'>): Promise<Judged> {
  await openToWrite(ports, {});
  const world = await readWorld(ports);
  const plan = mustHavePlan(world);
  if (plan.kind === 'simple')
    throw new PlanError('INVALID_ARGUMENT', `“${plan.title}” has no phases. Start it, or summarize it, instead.`);
  mustListPhases(world, plan);
  const phase =
    o.phase === undefined ? defaultPhase(plan, null, currentPhaseHere(ports, world)) : mustFindPhase(plan, o.phase);
  const name = phaseText(phase.id);
  if (statusOf(phase) === o.status)
    throw new PlanError('INVALID_ARGUMENT', `${name} is ${inWords(o.status)} already. Choose another status.`);
  const file = ownPlanOf(plan, phase);
  mustBeSaved(ports, [world.path, ...(file ? [file.path] : [])]);
  const counts = await mustCount(ports, { world, plan, phase, status: o.status });
  return { world, plan, phase, file, counts };
}

/**
 * Of what commits say of a phase, the furthest counts: what is set back elsewhere would be no more than a claim.
 * Resolves to the branch that is checked out where its commit is the one that says more. Throws `INVALID_ARGUMENT`
 * where another says more, for a phase in progress whose branch is nowhere, and `PHASE_BLOCKED` beside one that runs
 * in the same tree.
 */
async function mustCount(
  ports: Ports,
  { world, plan, phase, status }: Omit<Change, 'settings' | 'now'> & { world: World },
): Promise<string | null> {
  const settings = ports.settings();
  const beside = plan.phases.find((each) => each !== phase && each.entry.status === 'in_progress');
  if (status === 'in_progress' && beside && beside.entry.worktree === null)
    throw new PlanError(
      'PHASE_BLOCKED',
      `${phaseText(beside.id)} is in progress, and only one can be in one folder. Set the status of that first.`,
    );
  const repo = await readRepo(ports);
  const base = await findBase(ports.git, repo, settings);
  const start = base && (await findStart(ports.git, base, world.folder));
  const records = await readRecords(ports.git, {
    world,
    plan,
    refs: repo.refs,
    start: start?.commit ?? null,
    settings,
  });
  const branch = records.branches.get(phase.id)?.name ?? null;
  if (status === 'in_progress' && branch === null)
    throw new PlanError(
      'INVALID_ARGUMENT',
      `There is no branch ${expectedBranch(world, plan, phase, settings)}. Start the phase instead, which creates it.`,
    );
  const said: [name: string | null, status: PhaseStatus | null][] = [
    [start?.ref ?? null, statusIn(records.start, plan, phase.id)],
    [branch, statusIn(records.tips.get(phase.id), plan, phase.id)],
  ];
  const further = said.filter(([, each]) => each !== null && rank(each) > rank(readStatus(status)));
  const other = further.find(([name]) => name !== repo.head.branch);
  if (other) {
    const [name, furthest] = other;
    throw new PlanError(
      'INVALID_ARGUMENT',
      `A commit on ${name} says that ${phaseAmidText(phase.id)} is ${inWords(furthest ?? status)}, ` +
        'and the furthest counts. ' +
        'Switch to that branch first, up to date, or plan what is left as a phase of its own.',
    );
  }
  return further[0]?.[0] ?? null;
}

const statusOf = ({ entry }: PhasePlan): SettableStatus => (entry.dropped ? 'dropped' : entry.status);

const inWords = (status: SettableStatus): string => status.replace('_', ' ');

interface Change {
  plan: ActivePlan;
  phase: PhasePlan;
  status: SettableStatus;
  settings: MethodSettings;
  now: Date;
}

function changeOf(world: World, o: Change): ContextEdit {
  const { plan, phase, status, settings, now } = o;
  const { state } = world;
  const running = plan.phases.filter((each) => each !== phase && each.entry.status === 'in_progress');
  const branch = expectedBranch(world, plan, phase, settings);
  const isCurrent = samePhase(state.phased?.currentPhase, phase.id);
  const still = running.at(-1);
  const current = status === 'in_progress' ? phase.id : isCurrent ? (still?.id ?? null) : undefined;
  return {
    ...(status === 'in_progress' ? executingProse({ plan, phase, branch }) : {}),
    ...(status !== 'in_progress' && running.length === 0
      ? { summaryLine: restingLine(o), ...(status === 'pending' && isCurrent ? { metadata: [] } : {}) }
      : {}),
    ...(status !== 'in_progress' && isCurrent && still
      ? executingProse({ plan, phase: still, branch: expectedBranch(world, plan, still, settings) })
      : {}),
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
  const isLast = plan.phases.every((each) => (each === phase ? status !== 'pending' : isOver(each.entry)));
  const last = done.at(-1);
  if (!last) return `Planned: ${plan.title}`;
  const shown = status === 'completed' ? phase : last;
  return `Completed: ${workTitle(plan.title, isLast ? null : shown)}`;
}

/** As the steps of the method leave it: all plans while nothing has begun, then the master and what runs. */
function activeContext(had: string[], { plan, phase, status }: Change, running: PhasePlan[]): string[] {
  const pathsOf = (phases: readonly PhasePlan[]): string[] => phases.flatMap((each) => each.plan?.path ?? []);
  const others = plan.phases.filter((each) => each !== phase);
  const isDropped = (each: PhasePlan): boolean => (each === phase ? status === 'dropped' : each.entry.dropped);
  const isPlanned =
    (status === 'pending' || status === 'dropped') && others.every(({ entry }) => entry.status === 'pending');
  const runs = status === 'in_progress';
  const wanted = [
    plan.path,
    ...pathsOf(isPlanned ? plan.phases.filter((each) => !isDropped(each)) : runs ? [phase] : []),
  ];
  const gone = pathsOf(
    isPlanned ? plan.phases.filter(isDropped) : runs ? others.filter((each) => !running.includes(each)) : [phase],
  );
  const kept = had.filter((path) => !gone.includes(path));
  return [...kept, ...wanted.filter((path) => !kept.includes(path))];
}
