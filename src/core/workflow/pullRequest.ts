import { inShort, PlanError } from '../errors';
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
import { readRecords, statusIn, type Records } from '../repository/records';
import { uncommittedWork } from '../repository/uncommittedWork';
import { recordedWorktree } from '../repository/worktree';
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
export async function createPullRequest(ports: Ports, o: PullRequestOptions): Promise<PullRequest> {
  const found = await findBranch(ports, o);
  const { phase, base, branch } = found;
  if (base.remote === null) {
    const merge = mergeCommand(base.name, branch.name);
    const next = `Add one (git remote add origin <url>), then try again; or merge the branch here: ${merge}`;
    throw new PlanError('GIT_FAILED', `This repository has no remote to push to. ${next}`);
  }
  mustBeOnRemote(base, base.remote);
  const { title, body } = await textOfPullRequest(ports, found, o);
  const made = await ports.forge.createPullRequest({
    remote: base.remote,
    branch: branch.name,
    pushes: branch.local !== null,
    base: base.name,
    title,
    body,
    draft: o.draft,
    forges: ports.settings().forges,
  });
  const tip = (branch.local ?? branch.remote)?.commit ?? branch.tip;
  await keepPullRequest(ports, { phase, branch: branch.name }, { made, tip });
  return made;
}

/** What making a pull request would come to. */
export interface ForeseenPullRequest extends PullRequestText {
  branch: string;
  base: string;
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

interface ForeseenRemote extends Omit<JudgedForge, 'remote'> {
  name: string;
}

/**
 * Judges whether a pull request can be made, the remote included, before anything is committed. Changes nothing.
 * Throws as `createPullRequest` does, but not for want of a remote; `CONTEXT_DIRTY` when an editor has unsaved changes
 * to what would be its text.
 */
export async function foreseePullRequest(ports: Ports, o: PullRequestOptions): Promise<ForeseenPullRequest> {
  const found = await findBranch(ports, o);
  const { world, plan, phase, base, branch, head } = found;
  const { remote } = base;
  const told = summaryOf(world, plan, phase) ?? (phase ? phase.plan : plan.plan)?.path;
  mustBeSaved(ports, told === undefined ? [] : [told]);
  if (remote !== null) mustBeOnRemote(base, remote);
  return {
    branch: branch.name,
    base: base.name,
    remote:
      remote === null
        ? null
        : await judgeRemote(ports, { remote, branch: branch.name, base: base.name, pushes: branch.local !== null }),
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
  { world, phase, branch, head }: Pick<Awaited<ReturnType<typeof findBranch>>, 'world' | 'phase' | 'branch' | 'head'>,
): Promise<Pick<ForeseenPullRequest, 'files' | 'uncommitted'>> {
  const isHere = head.branch === branch.name;
  return {
    files: isHere ? await uncommittedContext(ports) : [],
    uncommitted:
      isHere || recordedWorktree(world, phase) !== null ? await uncommittedWork(ports, { world, phase }) : [],
  };
}

/** One line a person can read for each thing that making it would do. */
export function stepsOfPullRequest(
  { branch, base, remote, merge, template }: ForeseenPullRequest,
  { draft = false }: PullRequestOptions = {},
): string[] {
  if (remote === null) return [`There is no remote to push to. Merge it here: ${merge}`];
  const what = draft && remote.drafts ? 'a draft pull request' : 'a pull request';
  return [
    `Push ${branch} to ${remote.name}`,
    remote.existing !== null
      ? `Leave the pull request as it is that is open already: ${remote.existing}`
      : remote.client
        ? `Open ${what} into ${base}`
        : remote.page
          ? `Name the page to make ${what} into ${base} on`
          : `Leave it to you to make ${what} into ${base}: no page of this server is known`,
    ...(template !== null && remote.client && remote.existing === null ? [`Fill in its template: ${template}`] : []),
    ...(draft && !remote.drafts && remote.existing === null ? ['Leave it to you to choose a draft there'] : []),
  ];
}

/** A new, empty remote would take the branch, and have nothing to merge it into. */
function mustBeOnRemote({ name, upstream }: Base, remote: string): void {
  if (upstream) return;
  const next = `Push it first (${pushCommand(remote, name)}), or fetch it, then try again.`;
  throw new PlanError('GIT_FAILED', `${remote} has no branch ${name} to merge into, as last fetched. ${next}`);
}

async function judgeRemote(
  ports: Ports,
  o: { remote: string; branch: string; base: string; pushes: boolean },
): Promise<ForeseenRemote> {
  const { remote, ...judged } = await ports.forge.judge({ ...o, forges: ports.settings().forges });
  return { name: remote, ...judged };
}

async function findBranch(ports: Ports, o: PullRequestOptions) {
  await openForChange(ports);
  const world = await readWorld(ports);
  const plan = mustHavePlan(world);
  const phase = choosePhase(world, plan, o);
  const repo = await readRepo(ports);
  const { head, refs } = repo;
  const settings = ports.settings();
  const base = await mustFindBase(ports.git, repo, settings);
  const records = await readRecords(ports.git, { world, plan, refs, start: null, settings });
  const branch = records.branches.get(phase?.id ?? null);
  // One that a colleague has pushed needn't be here.
  if (!branch?.local && (!branch?.remote || branch.remote.remote !== base.remote)) {
    throw noBranch(plan, phase);
  }
  await mustBeBranchName(ports, branch.name);
  if (head.branch !== branch.name)
    await mustHaveCompletion(ports, { world, plan, phase, branch: branch.name, records });
  return { world, plan, phase, base, branch, head };
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
