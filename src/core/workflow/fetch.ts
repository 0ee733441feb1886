import type { Ports } from '../ports';
import { findBase } from './base';
import { mustBeTrusted, readRepo, type RepoState } from './repo';

/** The remote that the base branch follows, when there is such a remote; else null. */
export function remoteOfBase(ports: Ports, { refs, remotes }: RepoState): string | null {
  const remote = findBase(refs, remotes, ports.settings().baseBranch)?.remote ?? null;
  return remote !== null && remotes.includes(remote) ? remote : null;
}

/** `git fetch` of that remote. Throws `UNTRUSTED`, `PULL_FAILED` and those of git. */
export async function fetchBase(ports: Ports): Promise<void> {
  mustBeTrusted(ports);
  await ports.git.open();
  const remote = remoteOfBase(ports, await readRepo(ports));
  if (remote !== null) await ports.git.fetch(remote);
}
