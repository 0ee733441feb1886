import { entryIn } from '../context/planNamed';
import { isPlanError } from '../errors';
import type { ActivePlan, World } from '../folder/model';
import { PhaseMap } from '../phaseMap';
import type { NotedPullRequest } from '../forgePort';
import type { Ports } from '../ports';
import { withoutSecrets } from '../secrets';
import type { PhaseId, PullRequestInfo } from '../types';
import type { PhaseBranch, Records } from './records';

/** A pull request that was noted of a branch that is still there. */
export interface KnownPullRequest {
  info: PullRequestInfo;
  /** Whether all that the branch has by now was pushed. */
  pushed: boolean;
}

/**
 * Those of a plan's branches: what was noted in this repository, else what a phase's entry says, here, on its branch or
 * on the start point.
 */
export async function knownPullRequests(
  { git, pullRequests }: Ports,
  { world, plan, records }: { world: World; plan: ActivePlan; records: Records },
): Promise<PhaseMap<KnownPullRequest>> {
  const known = new PhaseMap<KnownPullRequest>();
  const noted = await pullRequests?.read();
  for (const id of plan.kind === 'simple' ? [null] : plan.phases.map((each) => each.id)) {
    const branch = records.branches.get(id);
    if (!branch) continue;
    const { tip, local, remote } = branch;
    const note = await ownNote(git, branch, noted?.get(branch.name));
    const here = note && { ...infoOf(note.url), ...(note.into === undefined ? {} : { into: note.into }) };
    const info = here?.state === 'open' ? here : (recordedInfo(id, { world, plan, records }) ?? here);
    if (info) known.set(id, { info, pushed: local === null || note?.tip === tip || remote?.commit === tip });
  }
  return known;
}

/** A branch of that name which has grown from elsewhere is another one. */
async function ownNote(git: Ports['git'], { tip }: PhaseBranch, note: NotedPullRequest | undefined) {
  return note && (note.tip === tip || (await isWithin(git, note.tip, tip))) ? note : null;
}

/** A page to make one on is in no entry, and has no number. */
function infoOf(url: string | null): PullRequestInfo {
  const number = numberIn(url);
  return { url, number, state: number === null ? 'begun' : 'open' };
}

function recordedInfo(
  id: PhaseId | null,
  { world, plan, records }: { world: World; plan: ActivePlan; records: Records },
): PullRequestInfo | null {
  if (id === null) return null;
  const entries = [world.context, records.tips.get(id), records.start].map((each) => entryIn(each, plan.path, id));
  const recorded = entries.find((each) => each?.pr != null)?.pr ?? null;
  if (recorded === null) return null;
  const text = String(recorded).trim();
  const [, digits] = /^[#!]?(\d{1,9})$/.exec(text) ?? [];
  if (digits !== undefined) return { url: null, number: Number(digits), state: 'open' };
  const url = /^https?:\/\/\S+$/.test(text) ? withoutSecrets(text) : null;
  return url === null ? null : { url, number: numberIn(url), state: 'open' };
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
