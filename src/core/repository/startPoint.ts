import { Diverged, PlanError } from '../errors';
import { isInFolder } from '../folder/paths';
import type { Ref } from '../gitData';
import type { Git } from '../ports';
import type { StartPoint } from '../steps';
import type { Base } from './base';
import { isCutOff, WHOLE_HISTORY } from './shallow';

interface Bring {
  commit: string;
  /** The commit that the two have in common. */
  common: string;
  paths: string[];
}

export interface Start extends StartPoint {
  /** Where the local base's own context files are to be taken from, as far as the start point lacks them, or null. */
  bring: Bring | null;
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
  if (common !== null && paths?.every((path) => isInFolder(path, contextFolder))) {
    const why = `the local ${local.name} has diverged, but in ${contextFolder}/ alone`;
    return { ...startAt(upstream, why), bring: { commit: local.commit, common, paths } };
  }
  if (await isCutOff(git, local.commit, upstream.commit)) {
    throw new PlanError(
      'PULL_FAILED',
      `Whether ${local.name} and ${upstream.name} have diverged can’t be told: the history of this shallow clone doesn’t go back to where they meet. Run “${WHOLE_HISTORY}”, then try again.`,
    );
  }
  throw await diverged(git, local, upstream, common);
}

/** The local base's commit where the start point has all of it, and more; else null. */
export function behindStart({ local }: Base, { commit, bring }: Start): string | null {
  return bring === null && local !== null && local.commit !== commit ? local.commit : null;
}

/** Whether the base's upstream has all that it has, and more. */
export async function isBehind(git: Git, { local, upstream }: Base): Promise<boolean> {
  if (!local || !upstream || local.commit === upstream.commit) return false;
  return (await git.mergeBase(local.commit, upstream.commit)) === local.commit;
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
  return new Diverged(
    `${await name(local)} and ${await name(upstream)} have diverged. Merge or rebase ${local.name}, then try again.`,
  );
}
