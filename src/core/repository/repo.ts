import { PlanError, Untrusted } from '../errors';
import type { Ports } from '../ports';
import type { Head, Ref } from '../gitData';

/** A repository's branches at one moment. */
export interface RepoState {
  head: Head;
  refs: Ref[];
  remotes: string[];
  /** What is known of the remote is as it was last fetched, by whomever. */
  isStale?: true;
}

/** Throws `UNTRUSTED` in restricted mode: nothing is written and no program is run there. */
export function mustBeTrusted(ports: Ports): void {
  if (!ports.trusted()) throw new Untrusted();
}

/**
 * The repository, ready to be changed.
 * Throws `UNTRUSTED`, `GIT_MISSING`, `NOT_A_REPOSITORY`, `RepositoryRefused`, and `GIT_BUSY` while a merge, rebase,
 * cherry-pick or bisect is under way.
 */
export async function openForChange(ports: Ports): Promise<void> {
  mustBeTrusted(ports);
  await ports.git.open();
  const underWay = await ports.git.operationUnderWay();
  if (underWay) {
    throw new PlanError(
      'GIT_BUSY',
      `A ${underWay} is under way in this repository. Finish or abort it (git ${underWay} ${underWay === 'bisect' ? 'reset' : '--abort'}), then try again.`,
    );
  }
}

/** As `openForChange` for an operation that makes a commit, else as `mustBeTrusted`: files alone need no repository. */
export async function openToWrite(ports: Ports, o: { commit?: boolean | string }): Promise<void> {
  if (o.commit) await openForChange(ports);
  else mustBeTrusted(ports);
}

export async function readRepo(ports: Ports): Promise<RepoState> {
  const [head, branches] = await Promise.all([ports.git.head(), ports.git.branches()]);
  return { head, ...branches };
}

/** Throws `CONTEXT_DIRTY` when an open editor has unsaved changes to one of these files. */
export function mustBeSaved(ports: Ports, paths: readonly string[]): void {
  const unsaved = paths.filter((path) => ports.documents.hasUnsavedChanges(path));
  if (unsaved.length === 0) return;
  throw new PlanError(
    'CONTEXT_DIRTY',
    `There are unsaved changes to ${unsaved.join(', ')} in an editor. Save or revert them, then try again.`,
  );
}
