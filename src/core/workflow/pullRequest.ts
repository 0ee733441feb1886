import { PlanError } from '../errors';
import type { NotedPullRequest, Ports, PullRequest } from '../ports';
import { mergeCommand } from '../plan/shell';
import { boxOf } from '../markdown/settled';
import { phaseText, workTitle } from '../phaseTexts';
import { samePhase, type PullRequestOptions } from '../types';
import { mustFindBase } from '../repository/base';
import { mustBeBranchName } from './start/branch';
import { uncommittedContext } from './commitContext';
import { defaultPhase } from '../repository/defaultPhase';
import { readRecords } from '../repository/records';
import { uncommittedWork } from '../repository/uncommittedWork';
import { recordedWorktree } from '../repository/worktree';
import { mustBeSaved, openForChange, readRepo } from '../repository/repo';
import { activePlan, mustFindPhase, readWorld, summaryOf } from '../folder/world';
import type { ActivePlan, PhasePlan, World } from '../folder/model';

/**
 * Pushes a phase's branch, unless only the remote has it, and opens a pull request, or gives the page where one can be
 * opened, if one is known.
 * Throws those of git, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `NO_PLAN`, `UNKNOWN_PHASE`, `PHASE_NOT_STARTED`.
 */
export async function createPullRequest(ports: Ports, o: PullRequestOptions): Promise<PullRequest> {
  const { world, plan, phase, base, branch } = await findBranch(ports, o);
  if (base.remote === null) {
    const merge = mergeCommand(base.name, branch.name);
    const next = `Add one (git remote add origin <url>), then try again; or merge the branch here: ${merge}`;
    throw new PlanError('GIT_FAILED', `This repository has no remote to push to. ${next}`);
  }
  const title = o.title ?? workTitle(plan.title, phase);
  const body = o.body ?? (await defaultBody(ports, world, plan, phase));
  const made = await ports.forge.createPullRequest({
    remote: base.remote,
    branch: branch.name,
    pushes: branch.local !== null,
    base: base.name,
    title,
    body,
    forges: ports.settings().forges,
  });
  await note(ports, branch.name, { url: made.url, tip: (branch.local ?? branch.remote)?.commit ?? branch.tip });
  return made;
}

/** The pull request is made: that it can't be noted is no failure of it. */
async function note({ pullRequests, log }: Ports, branch: string, noted: NotedPullRequest): Promise<void> {
  await pullRequests?.note(branch, noted).catch((error: unknown) => {
    log.warn(`Can't note the pull request of ${branch}: ${String(error)}`);
  });
}

/** What making a pull request would come to. */
export interface ForeseenPullRequest {
  branch: string;
  base: string;
  /**
   * The files of the method that are changed on the branch and not committed: a summary that was just written would be
   * missing in the pull request. None while another branch is checked out.
   */
  files: string[];
  /** Other changed files where the branch is worked on, which would be missing, too. */
  uncommitted: string[];
  /** Where it would be pushed, and whether there is a page to open then; null without a remote. */
  remote: { name: string; page: boolean } | null;
  /** What merges the branch in a terminal. */
  merge: string;
}

/**
 * Judges whether a pull request can be made, the remote included, before anything is committed. Changes nothing.
 * Throws as `createPullRequest` does, but not for want of a remote; `CONTEXT_DIRTY` when an editor has unsaved changes
 * to what would be its text.
 */
export async function foreseePullRequest(ports: Ports, o: PullRequestOptions): Promise<ForeseenPullRequest> {
  const { world, plan, phase, base, branch, head } = await findBranch(ports, o);
  const { remote } = base;
  const told = summaryOf(world, plan, phase) ?? (phase ? phase.plan : plan.plan)?.path;
  mustBeSaved(ports, told === undefined ? [] : [told]);
  return {
    branch: branch.name,
    base: base.name,
    remote:
      remote === null ? null : await judgeRemote(ports, { remote, branch: branch.name, pushes: branch.local !== null }),
    files: head.branch === branch.name ? await uncommittedContext(ports) : [],
    uncommitted:
      head.branch === branch.name || recordedWorktree(world, phase) !== null
        ? await uncommittedWork(ports, { world, phase })
        : [],
    merge: mergeCommand(base.name, branch.name),
  };
}

async function judgeRemote(
  ports: Ports,
  o: { remote: string; branch: string; pushes: boolean },
): Promise<ForeseenPullRequest['remote']> {
  const { page, remote } = await ports.forge.judge({ ...o, forges: ports.settings().forges });
  return { name: remote, page };
}

async function findBranch(ports: Ports, o: PullRequestOptions) {
  await openForChange(ports);
  const world = await readWorld(ports);
  const plan = activePlan(world);
  const phase = choosePhase(world, plan, o);
  const repo = await readRepo(ports);
  const { head, refs } = repo;
  const settings = ports.settings();
  const base = await mustFindBase(ports.git, repo, settings);
  const records = await readRecords(ports.git, { world, plan, refs, start: null, settings });
  const branch = records.branches.get(phase?.id ?? null);
  // One that a colleague has pushed needn't be here.
  if (!branch?.local && (!branch?.remote || branch.remote.remote !== base.remote)) {
    const what = phase ? phaseText(phase.id) : `“${plan.title}”`;
    throw new PlanError(
      'PHASE_NOT_STARTED',
      `${what} has no branch here. Start it first, or switch to its branch once.`,
    );
  }
  await mustBeBranchName(ports, branch.name);
  return { world, plan, phase, base, branch, head };
}

/** The one asked for, else the running one, else the one completed last. */
function choosePhase(world: World, plan: ActivePlan, o: PullRequestOptions): PhasePlan | null {
  if (o.phase !== undefined) return mustFindPhase(plan, o.phase);
  if (plan.kind === 'simple') return null;
  const completed = plan.phases.filter((each) => each.entry.status === 'completed');
  const current = plan.phases.find((each) => samePhase(each.id, world.state.phased?.currentPhase));
  return current ?? completed.at(-1) ?? defaultPhase(plan, null);
}

/** The summary, when there is one, else the plan's objective and criteria. */
async function defaultBody(ports: Ports, world: World, plan: ActivePlan, phase: PhasePlan | null): Promise<string> {
  const summary = summaryOf(world, plan, phase);
  const text = summary && (await ports.files.read(summary));
  // The title says what the first line says.
  if (text) return text.replace(/^\uFEFF?# .*\n+/, '');
  const file = (phase ? phase.plan : plan.plan)?.file;
  const criteria = (file?.criteria ?? []).map((each) => `- [${boxOf(each)}] ${each.text}`);
  return [file?.objective ?? '', criteria.join('\n')].filter((part) => part !== '').join('\n\n');
}
