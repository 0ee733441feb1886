import type { ContextFile } from '../context/model';
import { nextAction } from './next';
import { isApproved } from '../plan/status';
import { PhaseMap } from '../phaseMap';
import { findProblems } from '../problems';
import type { Finding, Templates } from '../problems/parts/rule';
import { revealed, revealedName } from '../revealed';
import {
  phaseKey,
  samePhase,
  type Criterion,
  type PhaseId,
  type PhaseInfo,
  type PhaseKey,
  type PhaseStatus,
  type PlanInfo,
  type PlanState,
  type PlanStatus,
  type PullRequestInfo,
  type RuleSeverities,
} from '../types';
import { countDone, isSettled } from '../markdown/settled';
import { furthestOfSimple, furthestStatus, isCompleted, statusIn, type Records } from '../repository/records';
import type { MergeFinding } from '../repository/merged';
import type { KnownPullRequest } from '../repository/notedPullRequests';
import { phaseLists, type PhaseLists } from './phaseLists';
import type { MergeProof } from '../steps';
import { readTodos } from '../folder/todos';
import { findWorktree } from '../repository/worktree';
import type { PathKind } from '../ports';
import type { Worktree } from '../gitData';
import { summaryOf } from '../folder/world';
import type { ActivePlan, PhasePlan, World } from '../folder/model';

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
    /** The base branch's name; null where there is none. */
    base: string | null;
    /** See `findPlanElsewhere`. */
    elsewhere: string | null;
    records: Records | null;
    /** Of completed phases, or the completed simple plan. */
    merged: PhaseMap<MergeFinding>;
    pullRequests: PhaseMap<KnownPullRequest>;
    /** Every work tree; null where the plan uses none. */
    worktrees: readonly Worktree[] | null;
  } | null;
  /** The phase that the open worktree is of, else the one started last. */
  currentPhase: PhaseId | null;
  /** The branch that the running phase (or simple plan) of this tree belongs to, or null. */
  expectedBranch: string | null;
  /** Who wrote the tips of the phases' branches, by commit. */
  authors: ReadonlyMap<string, string>;
  /** What is at each path that the state block names. */
  paths: ReadonlyMap<string, PathKind>;
  /** See `Reading`. */
  closed: ReadonlySet<string>;
  /** The to-dos of completed phases that stand in their summaries alone. */
  summaryLists: PhaseLists;
  /** The Markdown files of the plan, summary and archive folders, sorted. */
  files: readonly string[];
  templates: Templates;
  severities: RuleSeverities;
}

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
  /** Whether phases are worked on in worktrees of their own here, by the setting or by what the state block records. */
  usesWorktrees: boolean;
}

/** What is known of a phase from its branch alone. */
export interface BranchReport {
  name: string;
  /** The remote, when only that has it: somebody else runs the phase. */
  remote: string | null;
  /** Who wrote its last commit. */
  author: string | null;
  /** The to-dos in its own context file, while the phase runs there. */
  todos: { done: number; total: number } | null;
}

/** Reads a snapshot: pure, so that the same files and refs always show the same. */
export function readSnapshot(snapshot: Snapshot): Reading {
  const status = statusOf(snapshot);
  const { path, context, world, paths, files, templates, severities } = snapshot;
  const { phases, branch } = status;
  const worktrees = snapshot.repository?.worktrees ?? null;
  const findings = context
    ? findProblems({ path, context, world, phases, branch, paths, files, templates, worktrees }, severities)
    : [];
  const problems = findings.map(({ code, severity, message, file, line }) => ({ code, severity, message, file, line }));
  const merged = [...(snapshot.repository?.merged ?? [])];
  const proofs = new PhaseMap(
    merged.map(([phase, { proof }]) => [phase, { ...proof, why: revealed(proof.why) }] as const),
  );
  const criteria = world?.plan?.kind === 'simple' ? (world.plan.plan?.file.criteria ?? []) : [];
  return {
    status: shown({ ...status, problems }),
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
    usesWorktrees: worktrees !== null,
  };
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

function branchReports({ world, repository, authors }: Snapshot): Reading['branches'] {
  const reports = new PhaseMap<BranchReport>();
  const { records } = repository ?? {};
  const { plan } = world ?? {};
  if (!records || !plan) return reports;
  for (const id of plan.kind === 'simple' ? [null] : plan.phases.map((phase) => phase.id)) {
    const branch = records.branches.get(id);
    if (!branch) continue;
    const tip = records.tips.get(id);
    const todos = statusIn(tip, plan, id) === 'in_progress' ? (tip?.todos ?? []) : [];
    const own = countDone(
      todos
        .filter(({ group }) => group === null || id === null || samePhase(group, id))
        .map(({ done, marker }) => ({ done, settled: isSettled(marker) })),
    );
    reports.set(id, {
      name: revealedName(branch.name),
      remote: branch.local ? null : (branch.remote?.remote ?? null),
      author: revealed(authors.get(branch.tip) ?? '') || null,
      todos: own.total === 0 ? null : own,
    });
  }
  return reports;
}

function statusOf(snapshot: Snapshot): PlanStatus {
  const { context, world } = snapshot;
  const actual = snapshot.repository?.branch ?? null;
  const plan = world?.plan ?? null;
  const phases = world && plan ? phaseInfos(snapshot, world, plan) : [];
  const running = phases.find((each) => each.status === 'in_progress');
  const current =
    phases.find((each) => samePhase(each.phase, snapshot.currentPhase) && each.status === 'in_progress') ?? running;
  const bare: Omit<PlanStatus, 'next'> = {
    state: planStateOf(snapshot, phases),
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
    todos: context ? readTodos(context) : [],
    // Without git nobody knows which one is checked out.
    branch: { expected: snapshot.repository ? snapshot.expectedBranch : null, actual },
    summaries: world?.state.completedSummaries ?? [],
    problems: [],
  };
  const { repository } = snapshot;
  const unpushed = [...(repository?.pullRequests ?? [])].flatMap(([key, { pushed }]) => (pushed ? [] : [key]));
  // Of a plan whose file isn't there nobody can tell.
  const approved = !plan?.plan || isApproved(plan.plan.file.status?.text ?? null);
  const known = repository && { ...repository, unpushed: new Set(unpushed) };
  const behind = world !== null && plan !== null && bare.state === 'complete' && !isCompleted(world, plan, null);
  return { ...bare, next: nextAction(bare, { approved, behind, repository: known }) };
}

const SIMPLE_STATES: Record<PhaseStatus, PlanState> = {
  pending: 'planned',
  in_progress: 'executing',
  completed: 'complete',
};

function planStateOf({ context, world, repository }: Snapshot, phases: PhaseInfo[]): PlanState {
  if (!context) return 'uninitialized';
  if (!world) return 'invalid';
  const { plan, state } = world;
  if (!plan) return 'idle';
  if (plan.kind === 'simple') {
    if (!state.activeContext.includes(plan.path)) return 'complete';
    return SIMPLE_STATES[furthestOfSimple(world, plan, repository?.records ?? null)];
  }
  if (phases.some((each) => each.status === 'in_progress')) return 'executing';
  const completed = phases.filter((each) => each.status === 'completed').length;
  if (completed === phases.length) return 'complete';
  return completed === 0 ? 'planned' : 'ready';
}

type Work = Pick<PlanInfo, 'branch' | 'worktree' | 'merged' | 'pr'>;

const NO_WORK: Work = { branch: null, worktree: null, merged: null, pr: null };

function simpleWork(snapshot: Snapshot, { state }: World): Work {
  const { repository } = snapshot;
  const merged = repository?.merged.get(null)?.merged ?? null;
  return {
    branch: repository?.records?.branches.get(null)?.name ?? state.executionBranch,
    worktree: worktreeThere(snapshot, state.worktree),
    merged,
    pr: pullRequestOf(snapshot, null, merged),
  };
}

/** What is merged waits for nothing. */
function pullRequestOf({ repository }: Snapshot, id: PhaseId | null, merged: boolean | null): PullRequestInfo | null {
  return merged === true ? null : (repository?.pullRequests.get(id)?.info ?? null);
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
    ({ id }, index) => statuses[index] === 'completed' && snapshot.repository?.merged.get(id)?.merged !== false,
  );
  const closed = new Set(done.map(({ id }) => phaseKey(id)));
  return plan.phases.map((phase, index) =>
    phaseInfo(snapshot, world, plan, phase, statuses[index] ?? 'pending', closed),
  );
}

/** `closed`: the phases that nobody waits for any more. */
function phaseInfo(
  snapshot: Snapshot,
  world: World,
  plan: ActivePlan,
  phase: PhasePlan,
  status: PhaseStatus,
  closed: ReadonlySet<PhaseKey>,
): PhaseInfo {
  const records = snapshot.repository?.records ?? null;
  const isMerged = status === 'completed' ? (snapshot.repository?.merged.get(phase.id)?.merged ?? null) : null;
  const runsHere = phase.entry.status === 'in_progress' ? snapshot.expectedBranch : null;
  return {
    phase: phase.id,
    name: phase.name,
    status,
    plan: phase.plan?.path ?? null,
    branch: records?.branches.get(phase.id)?.name ?? phase.entry.branch ?? runsHere,
    worktree: worktreeThere(snapshot, phase.entry.worktree),
    dependsOn: phase.dependsOn,
    blockedBy: status === 'pending' ? phase.dependsOn.filter((id) => !closed.has(phaseKey(id))) : [],
    merged: isMerged,
    steps: phase.plan?.file.steps.length ?? 0,
    criteria: phase.plan?.file.criteria ?? [],
    summary: summaryOf(world, plan, phase),
    pr: pullRequestOf(snapshot, phase.id, isMerged),
  };
}
