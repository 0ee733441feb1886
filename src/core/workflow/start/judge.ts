import { PlanError, PutAway, upperFirst } from '../../errors';
import { phaseInWords } from '../../plan/subjects';
import { expectedBranch, isPhaseRunning } from '../../folder/branches';
import { mustHaveFile, mustListPhases } from '../../folder/guards';
import type { ActivePlan, PhasePlan, World } from '../../folder/model';
import { mustHavePlan, mustFindPhase } from '../../folder/world';
import { checkPhaseId } from '../../plan/names';
import type { MethodSettings, Ports } from '../../ports';
import { mustFindBase, type Base } from '../../repository/base';
import { behindStart, findStart, type Start } from '../../repository/startPoint';
import { defaultPhase } from '../../repository/defaultPhase';
import { proveMerged, untold } from '../../repository/merged';
import { furthestStatus, readRecords, statusIn, type Records } from '../../repository/records';
import { mustBeSaved, type RepoState } from '../../repository/repo';
import { currentPhaseHere, isolationOf } from '../../repository/worktree';
import type { MergeProof } from '../../steps';
import { phaseText } from '../../phaseTexts';
import type { ExecuteOptions, PhaseId } from '../../types';
import type { StartOptions } from './options';
import { isOver } from '../../plan/status';
import { withPrefixInUse } from '../../repository/prefixInUse';
import { dependenciesOf, droppedPhases, isDroppedPhase } from '../../repository/dropped';

/** What was asked for, found fit to be judged further. */
export interface Candidate {
  world: World;
  plan: ActivePlan;
  /** Null for a simple plan. */
  phase: PhasePlan | null;
}

/** Everything a start is built from. */
export interface Judgement extends Candidate {
  repo: RepoState;
  base: Base;
  start: Start;
  records: Records;
  proofs: MergeProof[];
  isolation: MethodSettings['isolation'];
  /** With the branch prefix that is in use. */
  settings: MethodSettings;
}

/**
 * The preconditions that the files alone decide (docs/architecture.md).
 * Throws `NO_PLAN`, `CONTEXT_INVALID`, `UNKNOWN_PHASE`, `INVALID_ARGUMENT`, `PHASE_COMPLETED`, `PLAN_MISSING`,
 * `CONTEXT_DIRTY`, `NO_STEPS`.
 */
export function judgeFiles(
  ports: Ports,
  world: World,
  o: StartOptions & { current?: PhaseId | null },
  records: Records | null,
): Candidate {
  const plan = mustHavePlan(world);
  // What goes on has its to-dos; where it turns out that nothing runs, the steps are asked for then.
  const starts = o.recreate !== true && o.existingBranch !== 'resume';
  // Whether what runs by the files runs on its branch is known with the commits: then it needs no steps.
  const isToStart = (of: PhasePlan | null): boolean => records !== null || !isPhaseRunning(world, of);
  if (plan.kind === 'simple') {
    if (o.phase !== undefined) mustFindPhase(plan, o.phase);
    if (!world.state.activeContext.includes(plan.path)) throw completedAlready(plan, null);
    if (starts && isToStart(null)) mustHaveSavedSteps(ports, world, plan, null, o);
    return { world, plan, phase: null };
  }
  mustListPhases(world, plan);
  const phase = o.phase === undefined ? defaultPhase(plan, records, o.current) : mustFindPhase(plan, o.phase);
  checkPhaseId(phase.id);
  if (furthestStatus(phase, plan, records) === 'completed') throw completedAlready(plan, phase);
  if (isDroppedPhase(phase, plan, records))
    throw new PlanError('PHASE_BLOCKED', `${phaseText(phase.id)} is dropped. Set its status to pending first.`);
  if (starts && isToStart(phase)) mustHaveSavedSteps(ports, world, plan, phase, o);
  return { world, plan, phase };
}

/** Steps that an editor shows and the file lacks are saved before any are asked for. */
function mustHaveSavedSteps(
  ports: Ports,
  world: World,
  plan: ActivePlan,
  phase: PhasePlan | null,
  o: ExecuteOptions,
): void {
  if (!isPhaseRunning(world, phase)) mustBeSaved(ports, startedFiles(world, plan, phase));
  mustHaveSteps(plan, phase, o);
}

/** The files that a start reads, and may write: the context file, the master plan, and the phase's own. */
export function startedFiles(world: World, plan: ActivePlan, phase: PhasePlan | null): string[] {
  return [...new Set([world.path, plan.path, ...(phase?.plan ? [phase.plan.path] : [])])];
}

function completedAlready(plan: ActivePlan, phase: PhasePlan | null): PlanError {
  const what = phase ? upperFirst(phaseInWords(phase)) : `“${plan.title}”`;
  const left = plan.phases.some(({ entry }) => !isOver(entry));
  const next = left ? 'Start another phase' : 'Archive the plan';
  return new PlanError('PHASE_COMPLETED', `${what} is completed already. ${next} instead.`);
}

/** What runs already, and is only switched to or gets its branch back, has its to-dos. */
export function isResumed(world: World, phase: PhasePlan | null, o: StartOptions): boolean {
  return (o.recreate === true || o.existingBranch === 'resume') && isPhaseRunning(world, phase);
}

/** The to-dos that were given instead of the plan file's steps. */
export function givenTodos(o: ExecuteOptions): string[] {
  return (o.todos ?? []).map((each) => each.trim()).filter((each) => each !== '');
}

/** Throws `PLAN_MISSING`, `NO_STEPS`. */
export function mustHaveSteps(plan: ActivePlan, phase: PhasePlan | null, o: ExecuteOptions): void {
  const { path, file } = mustHaveFile(plan, phase);
  if (givenTodos(o).length > 0 || file.steps.length > 0) return;
  throw new PlanError(
    'NO_STEPS',
    `${path} has no implementation steps. Write them under “Detailed Implementation Steps”, or give the to-dos yourself.`,
  );
}

/**
 * Where the phase starts and whether it may, from what is known of the remote now.
 * Throws as `judgeFiles`, and `PULL_FAILED`, `PutAway`, `PHASE_BLOCKED`, `NOT_MERGED`, `GIT_FAILED`.
 */
export async function judgeCommits(ports: Ports, world: World, repo: RepoState, o: StartOptions): Promise<Judgement> {
  const plan = mustHavePlan(world);
  const settings = withPrefixInUse(ports.settings(), repo.refs, plan.task);
  const base = await mustFindBase(ports.git, repo, settings);
  const start = sayingIfStale(await findStart(ports.git, base, world.folder), base, repo);
  const behind = behindStart(base, start);
  const records = await readRecords(ports.git, { world, plan, refs: repo.refs, start: start.commit, behind, settings });
  if (records.isPutAway) throw new PutAway(plan.title, start.ref, base.name);
  const candidate = judgeFiles(ports, world, { ...o, current: currentPhaseHere(ports, world) }, records);
  const { phase } = candidate;
  const isolation = isolationOf(world, plan, records, settings);
  // What runs there was judged when it was started.
  const starts = phase !== null && !(o.existingBranch === 'resume' && runsSomewhere(world, plan, phase, records));
  const proofs = starts ? await judgeDependencies(ports, { world, plan, phase, records, start, repo }, o) : [];
  if (starts) mustBeAlone(world, plan, phase, records, settings, isolation);
  return { ...candidate, repo, base, start, records, proofs, isolation, settings };
}

/** Nobody is told that something is up to date with what wasn't asked. */
function sayingIfStale(start: Start, { upstream }: Base, { isStale }: RepoState): Start {
  return isStale && upstream ? { ...start, why: `${start.why}, as last fetched` } : start;
}

/** By this folder's context file, or by that of its own branch. */
function runsSomewhere(world: World, plan: ActivePlan, phase: PhasePlan, records: Records): boolean {
  return isPhaseRunning(world, phase) || statusIn(records.tips.get(phase.id), plan, phase.id) === 'in_progress';
}

async function judgeDependencies(
  ports: Ports,
  j: { world: World; plan: ActivePlan; phase: PhasePlan; records: Records; start: Start; repo: RepoState },
  o: ExecuteOptions,
): Promise<MergeProof[]> {
  const known = j.repo.isStale && j.repo.remotes.length > 0 ? ', as last fetched' : '';
  const dependsOn = dependenciesOf(j.phase, droppedPhases(j.plan, j.records));
  const open = dependsOn.filter((id) => furthestStatus(mustFindPhase(j.plan, id), j.plan, j.records) !== 'completed');
  if (open.length > 0) {
    throw new PlanError(
      'PHASE_BLOCKED',
      `${phaseText(j.phase.id)} waits for phase ${open.join(', ')}, completed neither here nor on ${j.start.ref}${known}. Summarize and merge it first.`,
    );
  }
  const proofs: MergeProof[] = [];
  for (const id of dependsOn) {
    const finding = await proveMerged(ports.git, { ...j, id, contextFolder: j.world.folder });
    if (!finding.merged && o.unmerged !== 'continue') {
      if (finding.isUntold) throw untold(phaseText(id), finding);
      throw new PlanError(
        'NOT_MERGED',
        `${phaseText(id)} is completed but not merged${known}: ${finding.proof.why}. Merge it into ${j.start.ref}, then try again.`,
      );
    }
    proofs.push(finding.proof);
  }
  return proofs;
}

/** A phase in a worktree is in nobody's way; one that runs on its branch alone has the tree for itself. */
function mustBeAlone(
  world: World,
  plan: ActivePlan,
  phase: PhasePlan,
  records: Records,
  settings: MethodSettings,
  isolation: MethodSettings['isolation'],
): void {
  const other = plan.phases.find(
    (each) =>
      each !== phase &&
      furthestStatus(each, plan, records) === 'in_progress' &&
      (isolation === 'branch' || each.entry.worktree === null),
  );
  if (!other) return;
  const where = records.branches.get(other.id)?.name ?? expectedBranch(world, plan, other, settings);
  throw new PlanError('PHASE_BLOCKED', `${upperFirst(phaseInWords(other))} is running on ${where}. Finish it first.`);
}
