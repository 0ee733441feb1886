import type { Head } from '../../../core/gitData';
import { mustRun } from '../../git/repository';
import { headOf, type RunPlace } from '../ground/runPlace';
import { tipOf } from '../ground/tips';
import type { JournalState } from '../journal/journalState';
import { checkoutOf, isCommit, worktreesInSteps } from '../steps';
import { findMadeCommit } from '../steps/parts/madeCommit';
import { worktreeOf } from '../steps/parts/worktree';

/** Where HEAD may stand while a plan runs; undefined: that isn't known. */
interface Stood {
  branch: string | null | undefined;
  commit: string | null | undefined;
}

/** The worktrees that the begun steps of a plan act in or made. */
export function begunWorktrees({ plan, records }: JournalState): string[] {
  return worktreesInSteps(plan.steps.slice(0, records.length));
}

/** Where HEAD has stood before and after each begun step but for the commits that these made. */
function stoodAt({ plan, head, records }: JournalState, worktree: string | undefined): Stood[] {
  let stood: Stood[] = worktree === undefined ? [head] : [];
  let branch = worktree === undefined ? head.branch : undefined;
  for (const [index, record] of records.entries()) {
    const step = plan.steps[index];
    if (worktreeOf(step) === worktree && record.index !== null) {
      // Where a switch has led to is known by what comes after it.
      stood = stood.filter((each) => each.commit !== undefined);
      stood.push({ branch, commit: record.commit });
    }
    const checkout = checkoutOf(step, worktree);
    if (!checkout) continue;
    branch = checkout.branch;
    stood.push(checkout);
  }
  return stood;
}

/**
 * The branch that a step is meant to commit on, null for a detached HEAD; undefined for a worktree that was there
 * before, of which the plan doesn't say it.
 */
export function branchMeant({ plan, head }: JournalState, index: number): string | null | undefined {
  const worktree = worktreeOf(plan.steps[index]);
  const before = plan.steps.slice(0, index).flatMap((step) => checkoutOf(step, worktree) ?? []);
  return before.length > 0 ? before.at(-1)?.branch : worktree === undefined ? head.branch : undefined;
}

/** Whether HEAD stands where a plan can have led it, whatever of that was taken back. */
export async function isOurHead(place: RunPlace, state: JournalState, worktree?: string): Promise<boolean> {
  const now = await headOf(place);
  const isThere = ({ branch, commit }: Stood): boolean =>
    (branch === undefined || branch === now.branch) && (commit === undefined || commit === now.commit);
  if (stoodAt(state, worktree).some(isThere)) return true;
  return now.commit !== null && (await ourCommits(place, state, worktree)).includes(now.commit);
}

/** The commits that begun steps of a plan have made, and that are still there. */
async function ourCommits(place: RunPlace, { plan, records }: JournalState, worktree?: string): Promise<string[]> {
  const found: string[] = [];
  for (const [index, record] of records.entries()) {
    const step = plan.steps[index];
    if (!step || !isCommit(step) || step.worktree !== worktree) continue;
    const commit = await findMadeCommit(place, step, record);
    if (commit !== null) found.push(commit);
  }
  return found;
}

/** The commits whose files a plan's steps have led an index to. */
export async function knownCommits(place: RunPlace, state: JournalState, worktree?: string): Promise<string[]> {
  const stood = stoodAt(state, worktree);
  const commits = stood.flatMap(({ commit }) => commit ?? []);
  for (const { branch, commit } of stood) {
    const tip = commit === undefined && branch ? await tipOf(place, `refs/heads/${branch}`) : '';
    if (tip !== '') commits.push(tip);
  }
  return [...new Set([...commits, ...(await ourCommits(place, state, worktree))])];
}

/** The commits upon those that a plan knows of, the newest first, each with its subject; empty where HEAD went back. */
export async function commitsSince(place: RunPlace, state: JournalState, worktree?: string): Promise<string[]> {
  const known = await knownCommits(place, state, worktree);
  const args = ['log', '--first-parent', '--format=%H%x00%s', 'HEAD', ...known.map((commit) => `^${commit}`), '--'];
  const { out } = await mustRun(place.exec, { args });
  const lines = out.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\0')]));
  return lines.map(([commit = '', subject = '']) => `${commit.slice(0, 8)} (“${subject}”)`);
}

/** What HEAD stands on, in words. */
export function headInWords({ branch }: Head): string {
  return branch === null ? 'a detached HEAD' : `“${branch}”`;
}
