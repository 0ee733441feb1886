import { inShort, PlanError } from '../errors';
import type { Ref } from '../gitData';
import type { JudgedForge, PullRequest } from '../forgePort';
import type { Ports } from '../ports';
import { mergeCommand, pushCommand } from '../plan/shell';
import { phaseText } from '../phaseTexts';
import { samePhase, type PullRequestOptions } from '../types';
import { mustFindBase, type Base } from '../repository/base';
import { keepPullRequest } from './keepPullRequest';
import { textOfPullRequest, type PullRequestText } from './pullRequestText';
import { mustBeBranchName } from './start/branch';
import { uncommittedContext } from './commitContext';
import { defaultPhase } from '../repository/defaultPhase';
import { proveMerged } from '../repository/merged';
import { readRecords, statusIn, type Records } from '../repository/records';
import { uncommittedWork } from '../repository/uncommittedWork';
import { recordedWorktree } from '../repository/worktree';
import { findStack, type Stack } from '../repository/stack';
import { mustBeSaved, openForChange, readRepo } from '../repository/repo';
import { mustHavePlan, mustFindPhase, readWorld, summaryOf } from '../folder/world';
import type { ActivePlan, PhasePlan, World } from '../folder/model';

/**
 * Pushes a phase's branch, unless only the remote has it, and opens a pull request, where there is none yet, or gives
 * the page where one can be opened, if one is known. What is made or found is kept in the phase's entry (`pr`), where
 * the context file is in no commit of the phase.
 * Throws those of git, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `NO_PLAN`, `UNKNOWN_PHASE`, `PHASE_NOT_STARTED`,
 * `PHASE_COMPLETED`.
 */
export async function createPullRequest(ports: Ports, o: PullRequestOptions): Promise<MadePullRequest> {
  const found = await findBranch(ports, o);
  const { phase, base, branch } = found;
  if (base.remote === null) {
    const merge = mergeCommand(base.name, branch.name);
    const next = `Add one (git remote add origin <url>), then try again; or merge the branch here: ${merge}`;
    throw new PlanError('GIT_FAILED', `This repository has no remote to push to. ${next}`);
  }
  mustBeOnRemote(base, base.remote);
  const { title, body } = await textOfPullRequest(ports, found, o);
  const stack = o.stacked === false ? null : await findStack(ports.git, found);
  const request = requestOf(ports, found, stack, base.remote);
  const made = await ports.forge.createPullRequest({ ...request, title, body, draft: o.draft });
  const tip = (branch.local ?? branch.remote)?.commit ?? branch.tip;
  const { into = stack?.branch ?? base.name, ...bare } = made;
  const going = { ...bare, ...intoAnother(into, found, stack) };
  await keepPullRequest(ports, { phase, branch: branch.name }, { made: going, tip });
  return going;
}

/** A pull request, and where it goes. */
export interface MadePullRequest extends PullRequest {
  /** The branch that its base is to be changed to: it goes into one that it wasn't to go into. */
  changeTo?: string;
}

/** Where a pull request goes, unless that is the base branch; and whether it is to go there. */
function intoAnother(
  into: string,
  { base, records }: Pick<Found, 'base' | 'records'>,
  stack: Stack | null,
): Pick<MadePullRequest, 'into' | 'changeTo'> {
  if (into === base.name) return {};
  const isOfPhase = [...records.branches.values()].some(({ name }) => name === into);
  // Any other branch is somebody's choice.
  if (into === stack?.branch || !isOfPhase) return { into };
  return { into, changeTo: stack?.branch ?? base.name };
}

/** What making a pull request would come to. */
export interface ForeseenPullRequest extends PullRequestText {
  branch: string;
  /** Where it would go: the base branch, or that of the phase that this one is built upon. */
  base: string;
  /** What it is built upon and, unless told otherwise, goes into; `instead`: the base branch. Null for nothing. */
  stack: (Stack & { instead: string }) | null;
  /**
   * The files of the method that are changed on the branch and not committed: a summary that was just written would be
   * missing in the pull request. None while another branch is checked out.
   */
  files: string[];
  /** Other changed files where the branch is worked on, which would be missing, too. */
  uncommitted: string[];
  /** Where it would be pushed, and what is known of the forge there; null without a remote. */
  remote: ForeseenRemote | null;
  /** What merges the branch in a terminal. */
  merge: string;
}

interface ForeseenRemote extends Omit<JudgedForge, 'remote' | 'existingInto'> {
  name: string;
  /** Of the one that is there: as `MadePullRequest` has them. */
  into?: string;
  changeTo?: string;
}

/**
 * Judges whether a pull request can be made, the remote included, before anything is committed. Changes nothing.
 * Throws as `createPullRequest` does, but not for want of a remote; `CONTEXT_DIRTY` when an editor has unsaved changes
 * to what would be its text.
 */
export async function foreseePullRequest(ports: Ports, o: PullRequestOptions): Promise<ForeseenPullRequest> {
  const found = await findBranch(ports, o);
  const { world, plan, phase, base, branch, head } = found;
  const told = summaryOf(world, plan, phase) ?? (phase ? phase.plan : plan.plan)?.path;
  mustBeSaved(ports, told === undefined ? [] : [told]);
  const stack = await findStack(ports.git, found);
  const wanted = o.stacked === false ? null : stack;
  return {
    branch: branch.name,
    base: wanted?.branch ?? base.name,
    stack: stack && { ...stack, instead: base.name },
    remote: await judgeRemote(ports, found, wanted),
    ...(await missingIn(ports, { world, phase, branch, head })),
    merge: mergeCommand(base.name, branch.name),
    ...(await textOfPullRequest(ports, found, o)),
  };
}

/**
 * What would be missing in a pull request: the changed files that aren't committed. Changes nothing, and throws as
 * `createPullRequest` does before anything is pushed.
 */
export async function missingInPullRequest(ports: Ports, o: PullRequestOptions): Promise<string[]> {
  const { files, uncommitted } = await missingIn(ports, await findBranch(ports, o));
  return [...files, ...uncommitted];
}

async function missingIn(
  ports: Ports,
  { world, phase, branch, head }: Pick<Found, 'world' | 'phase' | 'branch' | 'head'>,
): Promise<Pick<ForeseenPullRequest, 'files' | 'uncommitted'>> {
  const isHere = head.branch === branch.name;
  return {
    files: isHere ? await uncommittedContext(ports) : [],
    uncommitted:
      isHere || recordedWorktree(world, phase) !== null ? await uncommittedWork(ports, { world, phase }) : [],
  };
}

/** A new, empty remote would take the branch, and have nothing to merge it into. */
function mustBeOnRemote({ name, upstream }: Base, remote: string): void {
  if (upstream) return;
  const next = `Push it first (${pushCommand(remote, name)}), or fetch it, then try again.`;
  throw new PlanError('GIT_FAILED', `${remote} has no branch ${name} to merge into, as last fetched. ${next}`);
}

async function judgeRemote(ports: Ports, found: Found, stack: Stack | null): Promise<ForeseenRemote | null> {
  const { base } = found;
  if (base.remote === null) return null;
  mustBeOnRemote(base, base.remote);
  const { remote, existingInto, ...judged } = await ports.forge.judge(requestOf(ports, found, stack, base.remote));
  return { name: remote, ...judged, ...intoAnother(existingInto ?? base.name, found, stack) };
}

/** What is asked of the forge, the text aside. */
function requestOf(ports: Ports, { branch, base }: Found, stack: Stack | null, remote: string) {
  return {
    remote,
    branch: branch.name,
    pushes: branch.local !== null,
    base: stack?.branch ?? base.name,
    stacked: stack !== null,
    forges: ports.settings().forges,
  };
}

type Found = Awaited<ReturnType<typeof findBranch>>;

async function findBranch(ports: Ports, o: PullRequestOptions) {
  await openForChange(ports);
  const world = await readWorld(ports);
  const plan = mustHavePlan(world);
  const phase = choosePhase(world, plan, o);
  const repo = await readRepo(ports);
  const { head, refs } = repo;
  const settings = ports.settings();
  const base = await mustFindBase(ports.git, repo, settings);
  const start = base.upstream ?? base.local;
  const records = await readRecords(ports.git, { world, plan, refs, start: start?.commit ?? null, settings });
  const branch = records.branches.get(phase?.id ?? null);
  // One that a colleague has pushed needn't be here.
  if (!branch?.local && (!branch?.remote || branch.remote.remote !== base.remote)) {
    throw noBranch(plan, phase);
  }
  await mustBeBranchName(ports, branch.name);
  if (branch.remote === null && start) await mustNotBeMerged(ports, { world, plan, phase, records, start, base });
  if (head.branch !== branch.name)
    await mustHaveCompletion(ports, { world, plan, phase, branch: branch.name, records });
  return { world, plan, phase, base, branch, head, records };
}

/** The remote’s own branch of what is merged was deleted there: to push it again is nobody’s wish. */
async function mustNotBeMerged(
  ports: Ports,
  o: { world: World; plan: ActivePlan; phase: PhasePlan | null; records: Records; start: Ref; base: Base },
): Promise<void> {
  const { world, plan, phase, records, base } = o;
  if (phase?.entry.status !== 'completed') return;
  const start = { commit: o.start.commit, ref: o.start.name };
  const of = { world, plan, id: phase.id, records, start, contextFolder: world.folder };
  const { merged, isAssumed } = await proveMerged(ports.git, of);
  if (!merged || isAssumed) return;
  const what =
    `${phaseText(phase.id)} is merged into ${start.ref} already, and ${base.remote ?? 'it'} has no ` + 'branch of it';
  throw new PlanError('PHASE_COMPLETED', `${what}. Start the next phase, or archive the plan.`);
}

function noBranch(plan: ActivePlan, phase: PhasePlan | null): PlanError {
  const what = phase ? phaseText(phase.id) : `“${plan.title}”`;
  if (phase?.entry.status !== 'completed')
    return new PlanError(
      'PHASE_NOT_STARTED',
      `${what} has no branch here. Start it first, or switch to its branch once.`,
    );
  const why = 'It is completed, so the branch may be merged and deleted';
  const next = 'If it isn’t merged yet, fetch the branch, then try again.';
  return new PlanError('PHASE_COMPLETED', `${what} has no branch here any more. ${why}. ${next}`);
}

/** What was summarized on another branch, and isn't committed, would be missing in the pull request. */
async function mustHaveCompletion(
  ports: Ports,
  o: { world: World; plan: ActivePlan; phase: PhasePlan | null; branch: string; records: Records },
): Promise<void> {
  const { world, plan, phase, branch, records } = o;
  if (phase?.entry.status !== 'completed' || recordedWorktree(world, phase) !== null) return;
  if (statusIn(records.tips.get(phase.id), plan, phase.id) !== 'in_progress') return;
  const files = await uncommittedContext(ports);
  if (files.length === 0) return;
  const what = `${phaseText(phase.id)} was summarized here, not on ${branch}, and that isn’t committed`;
  const next = `Switch to ${branch}, to which the files come along, then try again.`;
  throw new PlanError('CONTEXT_DIRTY', `${what} (${inShort(files)}): its pull request would lack it. ${next}`);
}

/** The one asked for, else the running one, else the one completed last. */
function choosePhase(world: World, plan: ActivePlan, o: PullRequestOptions): PhasePlan | null {
  if (o.phase !== undefined) return mustFindPhase(plan, o.phase);
  if (plan.kind === 'simple') return null;
  const completed = plan.phases.filter((each) => each.entry.status === 'completed');
  const current = plan.phases.find((each) => samePhase(each.id, world.state.phased?.currentPhase));
  return current ?? completed.at(-1) ?? defaultPhase(plan, null);
}
