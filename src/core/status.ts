import type { ContextFile } from './context/model';
import { nextAction } from './next';
import { findProblems } from './problems';
import { samePhase, type PhaseId, type PhaseInfo, type PlanState, type PlanStatus } from './types';
import { furthestStatus, type Records } from './workflow/records';
import { todosOf } from './workflow/todos';
import { summaryOf, type ActivePlan, type PhasePlan, type World } from './workflow/world';

/** Everything a status is made from, read at one moment. */
export interface Snapshot {
  /** The context file's path. */
  path: string;
  /** Null when there is no context file. */
  context: ContextFile | null;
  /** Null when the context file is missing or can't be used. */
  world: World | null;
  /** Null without git: outside a repository, in restricted mode. */
  repository: {
    branch: string | null;
    hasRemote: boolean;
    records: Records | null;
    /** By `String(phase)`, for completed phases. */
    merged: Map<string, boolean>;
  } | null;
  /** The branch that the running phase (or simple plan) of this tree belongs to, or null. */
  expectedBranch: string | null;
}

/** The status of a folder: pure, so that the same files and refs always show the same. */
export function planStatus(snapshot: Snapshot): PlanStatus {
  const { context, world } = snapshot;
  const actual = snapshot.repository?.branch ?? null;
  const plan = world?.plan ?? null;
  const phases = world && plan ? plan.phases.map((phase) => phaseInfo(snapshot, world, plan, phase)) : [];
  const running = phases.find((each) => each.status === 'in_progress');
  const currentInFile = world?.state.phased?.currentPhase ?? null;
  const current =
    phases.find((each) => samePhase(each.phase, currentInFile) && each.status === 'in_progress') ?? running;
  const bare: Omit<PlanStatus, 'next'> = {
    state: stateOf(snapshot, phases),
    plan: plan && {
      kind: plan.kind,
      path: plan.path,
      title: plan.title,
      task: plan.task,
      status: plan.plan?.file.status?.text ?? null,
    },
    currentPhase: current?.phase ?? null,
    phases,
    todos: context ? todosOf(context) : [],
    branch: { expected: snapshot.expectedBranch, actual },
    summaries: world?.state.completedSummaries ?? [],
    problems: context ? findProblems({ path: snapshot.path, context, plan }) : [],
  };
  return { ...bare, next: nextAction(bare, snapshot.repository?.hasRemote ?? false) };
}

function stateOf({ context, world }: Snapshot, phases: PhaseInfo[]): PlanState {
  if (!context) return 'uninitialized';
  if (!world) return 'invalid';
  const { plan, state } = world;
  if (!plan) return 'idle';
  if (plan.kind === 'simple') {
    if (!state.activeContext.includes(plan.path)) return 'complete';
    return state.executionBranch === null ? 'planned' : 'executing';
  }
  if (phases.some((each) => each.status === 'in_progress')) return 'executing';
  const completed = phases.filter((each) => each.status === 'completed').length;
  if (completed === phases.length) return 'complete';
  return completed === 0 ? 'planned' : 'ready';
}

function phaseInfo(snapshot: Snapshot, world: World, plan: ActivePlan, phase: PhasePlan): PhaseInfo {
  const records = snapshot.repository?.records ?? null;
  const status = furthestStatus(phase, plan, records);
  const merged = (id: PhaseId): boolean | null => snapshot.repository?.merged.get(String(id)) ?? null;
  const isOpen = (id: PhaseId): boolean => {
    const other = plan.phases.find((each) => samePhase(each.id, id));
    return !other || furthestStatus(other, plan, records) !== 'completed' || merged(id) === false;
  };
  const runsHere = phase.entry.status === 'in_progress' ? snapshot.expectedBranch : null;
  return {
    phase: phase.id,
    name: phase.name,
    status,
    plan: phase.plan?.path ?? null,
    branch: records?.branches.get(String(phase.id))?.name ?? phase.entry.branch ?? runsHere,
    worktree: phase.entry.worktree,
    dependsOn: phase.dependsOn,
    blockedBy: status === 'pending' ? phase.dependsOn.filter(isOpen) : [],
    merged: status === 'completed' ? merged(phase.id) : null,
    steps: phase.plan?.file.steps.length ?? 0,
    criteria: phase.plan?.file.criteria ?? [],
    summary: summaryOf(world, plan, phase),
  };
}
