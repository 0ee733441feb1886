import { isPlanError } from '../errors';
import { PhaseMap } from '../phaseMap';
import type { Ports } from '../ports';
import type { PullRequestInfo } from '../types';
import type { Records } from './records';

/** A pull request that was noted of a branch that is still there. */
export interface KnownPullRequest {
  info: PullRequestInfo;
  /** Whether all that the branch has by now was pushed. */
  pushed: boolean;
}

/** Those of a plan's branches. */
export async function knownPullRequests(
  { git, pullRequests }: Ports,
  { branches }: Records,
): Promise<PhaseMap<KnownPullRequest>> {
  const known = new PhaseMap<KnownPullRequest>();
  const noted = await pullRequests?.read();
  if (!noted || noted.size === 0) return known;
  for (const [key, { name, tip, remote }] of branches) {
    const note = noted.get(name);
    // A branch of that name which has grown from elsewhere is another one.
    if (!note || (note.tip !== tip && !(await isWithin(git, note.tip, tip)))) continue;
    const pushed = note.tip === tip || remote?.commit === tip;
    known.set(key, { info: { url: note.url, number: numberIn(note.url), state: 'open' }, pushed });
  }
  return known;
}

/** A commit that isn't here any more is in no branch. */
async function isWithin(git: Ports['git'], commit: string, tip: string): Promise<boolean> {
  return git.isAncestor(commit, tip).catch((error: unknown) => {
    if (isPlanError(error, 'GIT_FAILED')) return false;
    throw error;
  });
}

/** As forges write it: `/pull/7`, `/-/merge_requests/7`, `/pull-requests/7`, `/pullrequest/7`, `/pulls/7`. */
function numberIn(url: string | null): number | null {
  const [, digits] =
    /\/(?:pull|pulls|merge_requests|pull-requests|pullrequest)\/(\d+)(?:[/?#]|$)/.exec(url ?? '') ?? [];
  return digits === undefined ? null : Number(digits);
}
