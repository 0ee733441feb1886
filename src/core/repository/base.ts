import { PlanError } from '../errors';
import { isInFolder } from '../folder/paths';
import type { Git } from '../ports';
import type { Ref } from '../gitData';
import type { StartPoint } from '../steps';
import { isCutOff, WHOLE_HISTORY } from './shallow';

/** The branch phases start from and merge into. */
export interface Base {
  name: string;
  local: Ref | null;
  upstream: Ref | null;
  /** The remote it follows, or null. */
  remote: string | null;
}

/**
 * The base branch: the setting, else the remote's HEAD, else `main`, else `master`; null when there is none of them.
 */
export function findBase(refs: readonly Ref[], remotes: readonly string[], setting: string): Base | null {
  const main = remotes.includes('origin') ? 'origin' : remotes.length === 1 ? (remotes[0] ?? null) : null;
  const remoteHead = refs.find((ref) => main !== null && ref.name === `${main}/HEAD`)?.target?.slice(`${main}/`.length);
  const names = setting === '' ? [remoteHead, 'main', 'master'] : [setting];
  for (const name of names) {
    if (!name) continue;
    const local = refs.find((ref) => ref.remote === null && ref.name === name) ?? null;
    const followed = local?.upstream ?? (main === null ? null : `${main}/${name}`);
    const upstream = refs.find((ref) => ref.remote !== null && ref.name === followed) ?? null;
    if (local ?? upstream) return { name, local, upstream, remote: upstream?.remote ?? main };
  }
  return null;
}

/** As `findBase`. Throws `GIT_FAILED` when there is no base branch. */
export function mustFindBase(refs: readonly Ref[], remotes: readonly string[], setting: string): Base {
  const base = findBase(refs, remotes, setting);
  if (base) return base;
  if (refs.length === 0) {
    throw new PlanError(
      'GIT_FAILED',
      'This repository has no commit yet, so there is nothing to start from. Make a first commit, then try again.',
    );
  }
  const missing = setting === '' ? 'neither main nor master' : `no branch ${setting}`;
  throw new PlanError(
    'GIT_FAILED',
    `There is ${missing} with a commit to start from. Make a first commit there, or set “phasedPlans.baseBranch”.`,
  );
}

export interface Start extends StartPoint {
  /** Where the local base's own context files are to be taken from when the start point lacks them, or null. */
  bring: { commit: string; paths: string[] } | null;
}

/**
 * The commit a phase branch is made from (docs/architecture.md), from what is known of the remote now.
 * Throws `PULL_FAILED` when the base and its upstream have diverged in more than the context folder.
 */
export async function findStart(git: Git, base: Base, contextFolder: string): Promise<Start> {
  const { local, upstream } = base;
  if (!upstream || !local) {
    const only = (local ?? upstream) as Ref;
    return startAt(only, upstream ? 'there is no local one' : 'it has no upstream');
  }
  if (local.commit === upstream.commit) return startAt(local, `up to date with ${upstream.name}`);
  const common = await git.mergeBase(local.commit, upstream.commit);
  if (common === upstream.commit) return startAt(local, `ahead of ${upstream.name}`);
  if (common === local.commit) return startAt(upstream, `ahead of the local ${local.name}`);
  const paths = common === null ? null : await git.changedBetween(common, local.commit);
  if (paths?.every((path) => isInFolder(path, contextFolder))) {
    const why = `the local ${local.name} has diverged, but in ${contextFolder}/ alone`;
    return { ...startAt(upstream, why), bring: { commit: local.commit, paths } };
  }
  if (await isCutOff(git, local.commit, upstream.commit)) {
    throw new PlanError(
      'PULL_FAILED',
      `Whether ${local.name} and ${upstream.name} have diverged can’t be told: the history of this shallow clone doesn’t go back to where they meet. Run “${WHOLE_HISTORY}”, then try again.`,
    );
  }
  throw await diverged(git, local, upstream, common);
}

function startAt(ref: Ref, why: string): Start {
  return { commit: ref.commit, ref: ref.name, why, bring: null };
}

async function diverged(git: Git, local: Ref, upstream: Ref, common: string | null): Promise<PlanError> {
  const name = async (to: Ref): Promise<string> => {
    const commits = (await git.log(common, to.commit))
      .slice(-3)
      .map((each) => `${each.commit.slice(0, 8)} ${each.subject}`);
    return `${to.name} (${commits.join('; ')})`;
  };
  return new PlanError(
    'PULL_FAILED',
    `${await name(local)} and ${await name(upstream)} have diverged. Merge or rebase ${local.name}, then try again.`,
  );
}
