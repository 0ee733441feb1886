import { MaybeRenamed, PlanError } from '../../errors';
import { revealedName } from '../../revealed';
import { branchName } from '../../plan/names';
import { renameCommand } from '../../plan/shell';
import { phaseAmidText, phaseText } from '../../phaseTexts';
import type { ExecuteOptions } from '../../types';
import type { Judgement } from './judge';
import { refsOf, statusIn, type PhaseBranch } from '../../repository/records';
import { expectedBranch } from '../../folder/branches';
import type { Ports } from '../../ports';
import type { Ref } from '../../gitData';

/** The branch a phase runs on, and how it is reached. */
export interface BranchTarget {
  branch: string;
  /** The commit that will be checked out. */
  commit: string;
  create: boolean;
  /** The branch of a remote that it is made from, when there is none here: `origin/para/login-phase-1`. */
  upstream?: string;
  /** Where a local branch stands that its remote is ahead of: it is brought to `commit` first. Null otherwise. */
  behind: string | null;
  /** The phase's context file is there already and says that it runs: nothing is to be written. */
  running: boolean;
  /** The name differs from the one by rule and has to be recorded. */
  suffixed: boolean;
}

/**
 * What to do about a branch of the phase that exists already. Throws `BRANCH_EXISTS` unless `existingBranch` says to
 * resume it or to take a suffix, `INVALID_ARGUMENT` for a name git refuses, `PHASE_NOT_STARTED` when there is none to
 * be resumed. A name of the caller's own is for a new branch: `BRANCH_EXISTS`.
 */
export async function chooseBranch(ports: Ports, j: Judgement, o: ExecuteOptions): Promise<BranchTarget> {
  const id = j.phase?.id ?? null;
  const existing = j.records.branches.get(id);
  if (o.branch !== undefined && o.branch !== existing?.name) return givenBranch(ports, j, o.branch, o);
  const name = existing?.name ?? expectedBranch(j.world, j.plan, j.phase, j.settings);
  const fresh = { commit: j.start.commit, create: true, behind: null, running: false };
  await mustBeBranchName(ports, name);
  if (!existing && o.existingBranch === 'resume') throw noSuchBranch(ports, j, name, o);
  if (!existing) mustFitBeside(j.repo.refs, name);
  if (!existing) return { ...fresh, branch: name, suffixed: false };
  if (o.existingBranch === 'suffix') {
    const rule = branchName(j.settings.branchPrefix, j.plan.task, j.phase?.id ?? null);
    return { ...fresh, branch: freeName(j, rule), suffixed: true };
  }
  if (o.existingBranch === 'resume') {
    const { local, tip } = existing;
    // The tip is the remote's only where that is ahead; a branch that is checked out here moves by the user's own pull.
    const behind = local && local.commit !== tip && j.repo.head.branch !== name ? local.commit : null;
    return {
      branch: name,
      commit: local && behind === null ? local.commit : tip,
      create: local === null,
      ...(local === null && existing.remote ? { upstream: existing.remote.name } : {}),
      behind,
      running: isRunning(j),
      suffixed: false,
    };
  }
  const where = existing.local ? '' : await remoteAndAuthor(ports, existing);
  throw new PlanError(
    'BRANCH_EXISTS',
    `The branch ${name} exists already${where}. Resume it, or start on a new one with a suffix.`,
  );
}

/** The new branch that the caller named. */
async function givenBranch(ports: Ports, j: Judgement, name: string, o: ExecuteOptions): Promise<BranchTarget> {
  const id = j.phase?.id ?? null;
  const existing = j.records.branches.get(id);
  if (typeof name !== 'string' || revealedName(name) !== name || !(await ports.git.isBranchName(name))) {
    const shown = revealedName(String(name));
    throw new PlanError('INVALID_ARGUMENT', `“${shown}” is not a name git takes for a branch. Choose another name.`);
  }
  const refs = refsOf(j.repo.refs, name);
  if (!refs && o.existingBranch === 'resume') throw noSuchBranch(ports, j, name, o);
  if (refs) {
    const where = refs.local ? '' : ` on ${refs.remote?.remote ?? 'the remote'}`;
    throw new PlanError('BRANCH_EXISTS', `The branch ${name} exists already${where}. Choose another name.`);
  }
  if (existing && isRunning(j) && o.existingBranch !== 'suffix') {
    const what = j.phase ? phaseText(j.phase.id) : `“${j.plan.title}”`;
    throw new PlanError('BRANCH_EXISTS', `${what} runs on ${existing.name} already. Resume that branch instead.`);
  }
  mustFitBeside(j.repo.refs, name, 'choose another name');
  const rule = branchName(j.settings.branchPrefix, j.plan.task, j.phase?.id ?? null);
  const recorded = j.phase?.entry.branch ?? rule;
  const fresh = { commit: j.start.commit, create: true, behind: null, running: false };
  return { ...fresh, branch: name, suffixed: name !== rule || name !== recorded };
}

/** What is to be resumed must be there: a switch starts nothing. */
function noSuchBranch(ports: Ports, j: Judgement, name: string, o: ExecuteOptions): PlanError {
  const { remotes } = j.repo;
  const known = ports.settings().fetchBeforeStart && o.offline !== 'continue' ? '' : ', as it was last fetched';
  const what = j.phase ? phaseAmidText(j.phase.id) : 'the plan';
  const [where, next] =
    remotes.length === 0
      ? [`There is no branch ${name}`, 'Make it again from its commits (git branch), or']
      : [
          `The branch ${name} is neither here nor on ${remotes.join(' or ')}${known}`,
          `${known === '' ? 'Push' : 'Fetch or push'} it from where the work was done, then try again; or, if it is gone,`,
        ];
  const { branch } = j.repo.head;
  const message =
    `${where}, so there is nothing to switch to. ${next} start ${what} again, which will create the ` + 'branch again.';
  if (branch === null || branch === j.base.name) return new PlanError('PHASE_NOT_STARTED', message);
  return new MaybeRenamed(`${message} If ${branch} is that branch with another name,`, renameCommand(branch, name));
}

/**
 * Throws `INVALID_ARGUMENT` for a name that git refuses, and for one that hides something and so looks like another.
 */
export async function mustBeBranchName(ports: Ports, name: string): Promise<void> {
  const plain = revealedName(name);
  if (plain !== name) {
    throw new PlanError(
      'INVALID_ARGUMENT',
      `The branch “${plain}” has characters in its name that can't be seen. Rename it (git branch -m), and write that name into the context file.`,
    );
  }
  if (await ports.git.isBranchName(name)) return;
  throw new PlanError(
    'INVALID_ARGUMENT',
    `“${name}” is not a name git takes for a branch. Rename the plan file, or set “phasedPlans.branchPrefix”.`,
  );
}

/**
 * One that only the remote has is likely somebody else's: a person is to know whose before they start the same phase.
 */
async function remoteAndAuthor(ports: Ports, { remote, tip }: PhaseBranch): Promise<string> {
  const author = (await ports.git.authors([tip])).get(tip);
  return ` on ${remote?.remote ?? 'the remote'}${author === undefined ? '' : ` (last commit by ${author})`}`;
}

/** Git keeps branches as files: where one is called `para`, there is no room for `para/x`. */
function mustFitBeside(refs: readonly Ref[], name: string, advice = 'set “phasedPlans.branchPrefix”'): void {
  const taken = refs.find(
    (each) => each.remote === null && (name.startsWith(`${each.name}/`) || each.name.startsWith(`${name}/`)),
  );
  if (!taken) return;
  throw new PlanError(
    'INVALID_ARGUMENT',
    `There is a branch ${taken.name}, and git can't have ${name} beside it. Rename that branch (git branch -m), or ${advice}.`,
  );
}

function isRunning(j: Judgement): boolean {
  const id = j.phase?.id ?? null;
  const tip = j.records.tips.get(id);
  if (j.phase) return statusIn(tip, j.plan, j.phase.id) === 'in_progress';
  return tip?.state?.executionBranch === j.records.branches.get(id)?.name;
}

function freeName(j: Judgement, name: string): string {
  for (let suffix = 2; ; suffix++) {
    const candidate = `${name}-${suffix}`;
    if (!refsOf(j.repo.refs, candidate)) return candidate;
  }
}
