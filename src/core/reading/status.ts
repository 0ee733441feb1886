import type { ContextState } from '../context/model';
import { isNotApproved, isOver } from '../plan/status';
import { PhaseMap } from '../phaseMap';
import { findProblems } from '../problems';
import { rebuildState } from '../problems/parts/fixes';
import type { Finding } from '../problems/parts/rule';
import { missingPhases } from '../problems/rules/missingPhases';
import { revealed, revealedName } from '../revealed';
import {
  phaseKey,
  samePhase,
  type Criterion,
  type NextAction,
  type PhaseId,
  type PhaseInfo,
  type PhaseKey,
  type PhaseStatus,
  type PlanInfo,
  type PlanState,
  type PlanStatus,
  type Problem,
  type PullRequestInfo,
} from '../types';
import { dependenciesOf, droppedPhases, isCompleted } from '../repository/dropped';
import { furthestOfSimple, furthestStatus } from '../repository/records';
import { setBackHere } from '../repository/setByHand';
import { phaseLists, type PhaseLists } from './phaseLists';
import type { MergeProof } from '../steps';
import { readTodos } from '../folder/todos';
import { findWorktree } from '../repository/worktree';
import { summaryOf } from '../folder/world';
import type { ActivePlan, PhasePlan, World } from '../folder/model';
import { branchReports, type BranchReport } from './branchReports';
import { sayingIfIntoMerged } from './mergedInto';
import { nextAction } from './next';
import { obstacleOf, type Obstacle } from './obstacle';
import type { Snapshot } from './snapshot';

/** What one reading of a folder gives: the public status, and what the editor shows beside it. */
export interface Reading {
  status: PlanStatus;
  /** The problems of the status, each with its range and what can be done about it. */
  findings: Finding[];
  /** How completed phases were found to be merged or not. */
  proofs: PhaseMap<MergeProof>;
  /** What the phases' branches, or a simple plan's own, say. */
  branches: PhaseMap<BranchReport>;
  /** The success criteria of a simple plan; those of phases are in the status. */
  criteria: readonly Criterion[];
  /** What the phases consist of that don't run. */
  lists: PhaseLists;
  /** The paths that are never opened: they lead out of the workspace folder, or to what is no file. */
  closed: ReadonlySet<string>;
  /** Why the state can't be read; null when it can. */
  obstacle: Obstacle | null;
  /**
   * The state of the plan that is shown. While the state block can't be read, that of the plan that is kept in sight:
   * the status says `invalid` then, as this does where nothing is.
   */
  shownState: PlanState;
  /** Whether phases are worked on in worktrees of their own here, by the setting or by what the state block records. */
  usesWorktrees: boolean;
  /** What the names of the plan's branches begin with; null where git can't be asked. */
  branchPrefix: string | null;
  /** What other tools of the method have written of the plan. */
  told: Pick<ContextState, 'staffReview' | 'workflow'> | null;
}

/** Reads a snapshot: pure, so that the same files and refs always show the same. */
export function readSnapshot(snapshot: Snapshot): Reading {
  const obstacle = obstacleIn(snapshot);
  const { state, ...status } = statusOf(snapshot, obstacle);
  const { world } = snapshot;
  const { phases } = status;
  const findings = findingsIn(snapshot, status, obstacle);
  const problems = findings.map(({ code, severity, message, file, line }) => ({ code, severity, message, file, line }));
  const merged = [...(snapshot.repository?.merged ?? [])];
  const proofs = new PhaseMap(
    merged.map(([phase, { proof }]) => [phase, { ...proof, why: revealed(proof.why) }] as const),
  );
  const criteria = world?.plan?.kind === 'simple' ? (world.plan.plan?.file.criteria ?? []) : [];
  return {
    status: shown({
      state: obstacle ? 'invalid' : state,
      ...status,
      next: lostNext(findings) ?? status.next,
      problems,
    }),
    findings,
    proofs,
    branches: branchReports(snapshot),
    criteria,
    lists: phaseLists(
      world,
      phases.map((each) => each.status),
      snapshot.summaryLists,
    ),
    closed: snapshot.closed,
    obstacle,
    shownState: state,
    usesWorktrees: (snapshot.repository?.worktrees ?? null) !== null,
    branchPrefix: snapshot.repository?.branchPrefix ?? null,
    told: world?.plan ? { staffReview: world.state.staffReview, workflow: world.state.workflow } : null,
  };
}

function obstacleIn(snapshot: Snapshot): Obstacle | null {
  const { broken, path, context, paths, files, templates, lost } = snapshot;
  if (broken === null) return null;
  const branch = { expected: null, actual: null };
  return obstacleOf(
    { path, context, world: null, phases: [], branch, paths, files, templates, worktrees: null, lost },
    broken,
  );
}

/** What stands in for a state that can't be read has no problems: they wouldn't be where they seem. */
function findingsIn(snapshot: Snapshot, status: Pick<PlanStatus, 'phases' | 'branch'>, obstacle: Obstacle | null) {
  const { broken, path, context, paths, files, templates, severities, lost } = snapshot;
  // What is wrong in the file isn’t in the editor any more.
  if (obstacle && (!context || broken?.isRepaired)) return [findingOf(obstacle.problem)];
  if (!context) return [];
  const worktrees = snapshot.repository?.worktrees ?? null;
  const known = obstacle ? { world: null, phases: [] } : { world: snapshot.world, phases: status.phases };
  return findProblems(
    { path, context, ...known, branch: status.branch, paths, files, templates, worktrees, lost },
    severities,
  );
}

/** Before anything else is planned, lost phases are to be found again. */
function lostNext(findings: readonly Finding[]): NextAction | null {
  const fix = rebuildState();
  return findings.some(({ code }) => code === missingPhases.id) ? { title: fix.title, command: fix.command } : null;
}

function findingOf(problem: Problem): Finding {
  const place = { line: problem.line, character: 0 };
  return { ...problem, range: { start: place, end: place }, fixes: [] };
}

/** Names come from files and refs that anybody may have made: what is shown of them hides nothing. */
function shown(status: PlanStatus): PlanStatus {
  const name = (each: string | null): string | null => each && revealedName(each);
  const { branch, next, plan } = status;
  return {
    ...status,
    plan: plan && { ...plan, branch: name(plan.branch), worktree: name(plan.worktree) },
    phases: status.phases.map((each) => ({ ...each, branch: name(each.branch), worktree: name(each.worktree) })),
    branch: { expected: name(branch.expected), actual: name(branch.actual) },
    next: next && { ...next, title: revealed(next.title) },
  };
}

/** `state` is that of the plan that is shown. */
function statusOf(snapshot: Snapshot, obstacle: Obstacle | null): PlanStatus {
  const { context, world } = snapshot;
  const actual = snapshot.repository?.branch ?? null;
  const plan = world?.plan ?? null;
  const phases = world && plan ? phaseInfos(snapshot, world, plan) : [];
  const running = phases.find((each) => each.status === 'in_progress');
  const current =
    phases.find((each) => samePhase(each.phase, snapshot.currentPhase) && each.status === 'in_progress') ?? running;
  const bare: Omit<PlanStatus, 'next'> = {
    state: planStateOf(snapshot, phases),
    readable: obstacle === null,
    plan: plan && {
      kind: plan.kind,
      path: plan.path,
      title: plan.title,
      task: plan.task,
      status: plan.plan?.file.status?.text ?? null,
      ...(plan.kind === 'simple' && world ? simpleWork(snapshot, world) : NO_WORK),
    },
    currentPhase: current?.phase ?? null,
    phases,
    todos: readTodos(world?.context ?? context),
    // Without git nobody knows which one is checked out.
    branch: { expected: snapshot.repository ? snapshot.expectedBranch : null, actual },
    summaries: world?.state.completedSummaries ?? [],
    problems: [],
  };
  const { repository } = snapshot;
  const unpushed = [...(repository?.pullRequests ?? [])].flatMap(([key, { pushed }]) => (pushed ? [] : [key]));
  // Of a plan whose file isn't there nobody can tell.
  const approved = !plan?.plan || !isNotApproved(plan.plan.file.status?.text ?? null);
  const records = repository?.records;
  const setBack = world && plan && records ? setBackHere(world, plan, records, actual) : null;
  const isPutAway = records?.isPutAway ?? false;
  const known = repository && { ...repository, setBack, isPutAway, unpushed: new Set(unpushed) };
  const behind = world !== null && plan !== null && bare.state === 'complete' && !isCompleted(world, plan, null);
  const asTold = obstacle ? { ...bare, state: 'invalid' as const } : bare;
  const repair = obstacle?.next ?? null;
  return { ...bare, next: nextAction(asTold, { approved, behind, repair, repository: known }) };
}

const SIMPLE_STATES: Record<PhaseStatus, PlanState> = {
  pending: 'planned',
  in_progress: 'executing',
  completed: 'complete',
};

function planStateOf({ broken, world, repository }: Snapshot, phases: PhaseInfo[]): PlanState {
  if (!world) return broken === null ? 'uninitialized' : 'invalid';
  const { plan, state } = world;
  if (!plan) return 'idle';
  if (plan.kind === 'simple') {
    if (!state.activeContext.includes(plan.path)) return 'complete';
    return SIMPLE_STATES[furthestOfSimple(world, plan, repository?.records ?? null)];
  }
  if (phases.some((each) => each.status === 'in_progress')) return 'executing';
  if (phases.every(isOver)) return 'complete';
  return phases.some((each) => each.status === 'completed') ? 'ready' : 'planned';
}

type Work = Pick<PlanInfo, 'branch' | 'worktree' | 'merged' | 'pr'>;

const NO_WORK: Work = { branch: null, worktree: null, merged: null, pr: null };

function simpleWork(snapshot: Snapshot, { state }: World): Work {
  const { repository } = snapshot;
  const merged = mergedOf(snapshot, null);
  return {
    branch: repository?.records?.branches.get(null)?.name ?? state.executionBranch,
    worktree: worktreeThere(snapshot, state.worktree),
    merged,
    pr: pullRequestOf(snapshot, null, merged),
  };
}

/** Null: not known. */
function mergedOf({ repository }: Snapshot, id: PhaseId | null): boolean | null {
  const found = repository?.merged.get(id);
  return !found || found.isAssumed || found.isUntold ? null : found.merged;
}

/** What is merged waits for nothing. */
function pullRequestOf({ repository }: Snapshot, id: PhaseId | null, merged: boolean | null): PullRequestInfo | null {
  const info = merged === true ? null : repository?.pullRequests.get(id)?.info;
  return repository && info ? sayingIfIntoMerged(info, repository) : null;
}

/**
 * The recorded worktree, unless it is known to be gone: removed after the phase, or to be made again by resuming it.
 */
function worktreeThere({ repository }: Snapshot, recorded: string | null): string | null {
  if (recorded === null || !repository?.worktrees) return recorded;
  const found = findWorktree(repository.worktrees, recorded);
  return found?.known && found.exists ? found.path : null;
}

function phaseInfos(snapshot: Snapshot, world: World, plan: ActivePlan): PhaseInfo[] {
  const statuses = plan.phases.map((phase) => furthestStatus(phase, plan, snapshot.repository?.records ?? null));
  const done = plan.phases.filter(
    ({ id }, index) => statuses[index] === 'completed' && mergedOf(snapshot, id) !== false,
  );
  const closed = new Set(done.map(({ id }) => phaseKey(id)));
  const dropped = droppedPhases(plan, snapshot.repository?.records ?? null);
  return plan.phases.map((phase, index) =>
    phaseInfo(snapshot, world, plan, phase, { status: statuses[index] ?? 'pending', closed, dropped }),
  );
}

/** `closed`: the phases that nobody waits for any more. */
function phaseInfo(
  snapshot: Snapshot,
  world: World,
  plan: ActivePlan,
  phase: PhasePlan,
  { status, closed, dropped }: { status: PhaseStatus; closed: ReadonlySet<PhaseKey>; dropped: readonly PhasePlan[] },
): PhaseInfo {
  const records = snapshot.repository?.records ?? null;
  const isDropped = dropped.includes(phase);
  const dependsOn = dependenciesOf(phase, dropped);
  const isMerged = status === 'completed' ? mergedOf(snapshot, phase.id) : null;
  const runsHere = phase.entry.status === 'in_progress' ? snapshot.expectedBranch : null;
  return {
    phase: phase.id,
    name: phase.name,
    status,
    ...(isDropped || (phase.entry.dropped && status === 'in_progress') ? { dropped: true as const } : {}),
    plan: phase.plan?.path ?? null,
    branch: records?.branches.get(phase.id)?.name ?? phase.entry.branch ?? runsHere,
    worktree: worktreeThere(snapshot, phase.entry.worktree),
    dependsOn,
    blockedBy: status === 'pending' && !isDropped ? dependsOn.filter((id) => !closed.has(phaseKey(id))) : [],
    merged: isMerged,
    steps: phase.plan?.file.steps.length ?? 0,
    criteria: phase.plan?.file.criteria ?? [],
    summary: summaryOf(world, plan, phase),
    pr: pullRequestOf(snapshot, phase.id, isMerged),
  };
}
