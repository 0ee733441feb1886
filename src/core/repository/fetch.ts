import { isPlanError } from '../errors';
import type { Ports } from '../ports';
import { findBase } from './base';
import { mustBeTrusted, readRepo, type RepoState } from './repo';

/** The remote that the base branch follows, when there is such a remote; else null. */
async function remoteOfBase(ports: Ports, repo: RepoState): Promise<string | null> {
  const remote = (await findBase(ports.git, repo, ports.settings()))?.remote ?? null;
  return remote !== null && repo.remotes.includes(remote) ? remote : null;
}

/** `git fetch` of that remote. Throws `UNTRUSTED`, `PULL_FAILED` and those of git. */
export async function fetchBase(ports: Ports): Promise<void> {
  mustBeTrusted(ports);
  await ports.git.open();
  const remote = await remoteOfBase(ports, await readRepo(ports));
  if (remote !== null) await ports.git.fetch(remote);
}

/**
 * Asks every remote for one branch by its name: a clone may leave branches out of what it fetches, and only the
 * base's remote is fetched. Tells whether it is here now. Throws `PULL_FAILED` when the base's remote can't be
 * reached.
 */
export async function fetchByName(ports: Ports, repo: RepoState, branch: string): Promise<boolean> {
  if (!(await ports.git.isBranchName(branch))) return false;
  const first = await remoteOfBase(ports, repo);
  for (const remote of [...repo.remotes].sort((a, b) => Number(b === first) - Number(a === first))) {
    try {
      if (await ports.git.fetchBranch(remote, branch)) return true;
    } catch (error) {
      if (remote === first || !isPlanError(error, 'PULL_FAILED')) throw error;
      ports.log.warn(`Going on without ${remote}: ${error.message}`);
    }
  }
  return false;
}
