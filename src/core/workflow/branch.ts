import { PlanError } from '../errors';
import { revealedName } from '../revealed';
import { branchName } from '../plan/names';
import type { ExecuteOptions } from '../types';
import type { Judgement } from './judge';
import { expectedBranch, refsOf, statusIn, type PhaseBranch } from './records';
import type { Ports, Ref } from '../ports';

/** The branch a phase runs on, and how it is reached. */
export interface Target {
  branch: string;
  /** The commit that will be checked out. */
  commit: string;
  create: boolean;
  /** Where a local branch stands that its remote is ahead of: it is brought to `commit` first. Null otherwise. */
  behind: string | null;
  /** The phase's context file is there already and says that it runs: nothing is to be written. */
  running: boolean;
  /** The name differs from the one by rule and has to be recorded. */
  suffixed: boolean;
}

/**
 * What to do about a branch of the phase that exists already (DESIGN §4.5).
 * Throws `BRANCH_EXISTS` unless `existingBranch` says to resume it or to take a suffix, `INVALID_ARGUMENT` for a name git refuses.
 */
export async function chooseBranch(ports: Ports, j: Judgement, o: ExecuteOptions): Promise<Target> {
  const key = j.phase ? String(j.phase.id) : '';
  const existing = j.records.branches.get(key);
  const name = existing?.name ?? expectedBranch(j.world, j.plan, j.phase, ports.settings());
  const fresh = { commit: j.start.commit, create: true, behind: null, running: false };
  await mustBeBranchName(ports, name);
  if (!existing) mustHaveRoom(j.repo.refs, name);
  if (!existing) return { ...fresh, branch: name, suffixed: false };
  if (o.existingBranch === 'suffix') {
    const rule = branchName(ports.settings().branchPrefix, j.plan.task, j.phase?.id ?? null);
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
      behind,
      running: isRunning(j, key),
      suffixed: false,
    };
  }
  const where = existing.local ? '' : await whose(ports, existing);
  throw new PlanError(
    'BRANCH_EXISTS',
    `The branch ${name} exists already${where}. Resume it, or start on a new one with a suffix.`,
  );
}

/** Throws `INVALID_ARGUMENT` for a name that git refuses, and for one that hides something and so looks like another. */
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

/** One that only the remote has is likely somebody else's: a person is to know whose before they start the same phase. */
async function whose(ports: Ports, { remote, tip }: PhaseBranch): Promise<string> {
  const author = (await ports.git.authors([tip])).get(tip);
  return ` on ${remote?.remote ?? 'the remote'}${author === undefined ? '' : ` (last commit by ${author})`}`;
}

/** Git keeps branches as files: where one is called `para`, there is no room for `para/x`. */
function mustHaveRoom(refs: readonly Ref[], name: string): void {
  const taken = refs.find(
    (each) => each.remote === null && (name.startsWith(`${each.name}/`) || each.name.startsWith(`${name}/`)),
  );
  if (!taken) return;
  throw new PlanError(
    'INVALID_ARGUMENT',
    `There is a branch ${taken.name}, and git can't have ${name} beside it. Rename that branch (git branch -m), or set “phasedPlans.branchPrefix”.`,
  );
}

function isRunning(j: Judgement, key: string): boolean {
  const tip = j.records.tips.get(key);
  if (j.phase) return statusIn(tip, j.plan, j.phase.id) === 'in_progress';
  return tip?.state?.executionBranch === j.records.branches.get(key)?.name;
}

function freeName(j: Judgement, name: string): string {
  for (let suffix = 2; ; suffix++) {
    const candidate = `${name}-${suffix}`;
    if (!refsOf(j.repo.refs, candidate)) return candidate;
  }
}
