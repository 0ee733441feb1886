import path from 'node:path';
import { inShort } from '../../../core/errors';
import type { StepPlan } from '../../../core/steps';
import { listPaths } from '../../git/listings';
import { readCheckedOut } from '../../git/refs';
import { operationUnderWay, toWorkspacePath } from '../../git/repository';
import { isThere } from '../../git/worktrees';
import { lookAt } from '../files/onDisk';
import { headOf, repositoryOf, type RunPlace } from '../ground/runPlace';
import { tipOf } from '../ground/tips';
import type { Journal } from '../journal/journal';
import type { JournalState } from '../journal/journalState';
import { checkoutOf, handlerOf } from '../steps';
import type { Checkout } from '../steps/handler';
import { placeIn } from '../steps/parts/worktree';
import { begunWorktrees, commitsSince, headInWords, isOurHead } from '../undo/heads';
import { stagedSince } from '../undo/stagedSince';

const MOST_NAMED = 3;

/** Why an operation that was killed can't go on, and what helps. */
export interface Stuck {
  why: string;
  /** What makes it possible again; null: nothing does. */
  next: string | null;
}

/**
 * Why it can be neither restored nor finished here: another branch is checked out than it ran on. Null when it is not
 * so.
 */
export async function findOtherBranch(place: RunPlace, { plan, head }: JournalState): Promise<Stuck | null> {
  const now = await headOf(place);
  const target = checkoutIn(plan)?.branch ?? head.branch;
  if (now.branch === head.branch || now.branch === target) return null;
  const on = target === head.branch ? target : `${target} or ${head.branch ?? 'the commit it was started from'}`;
  const stash = plan.steps.find((step) => step.kind === 'stash');
  const kept = stash ? `; stashed changes, if any, are in “${stash.message}” (git stash list)` : '';
  const next = `Switch back to ${on ?? 'the commit it was started from'}, then try again`;
  return { why: `the repository has moved on to ${headInWords(now)} since${kept}`, next };
}

/**
 * Why an operation that was killed can't be taken back: somebody has gone on since so that it would go wrong half-way,
 * or take their work back too. Null when nothing is in the way. Looks, and changes nothing.
 */
export async function findStuck(place: RunPlace, journal: Journal): Promise<Stuck | null> {
  const { state } = journal;
  const away = (await findOtherBranch(place, state)) ?? (await findCommits(place, state));
  if (away) return away;
  for (const worktree of begunWorktrees(state)) {
    const there = await placeIn(place, worktree);
    if (!(await isThere(path.join(there.root, '.git')))) continue;
    const found = await findCommits(there, state, worktree);
    if (found) return found;
  }
  return findInTheWay(place, journal);
}

async function findCommits(place: RunPlace, state: JournalState, worktree?: string): Promise<Stuck | null> {
  if (await isOurHead(place, state, worktree)) return null;
  const commits = await commitsSince(place, state, worktree);
  const where = worktree === undefined ? '' : ` in ${worktree}`;
  if (commits.length === 0) {
    const { branch, commit } = await headOf(place);
    const at = `${headInWords({ branch, commit })} at ${commit?.slice(0, 8) ?? 'no commit'}`;
    return { why: `HEAD was moved${where} since, to ${at}`, next: null };
  }
  const named = inShort(commits, MOST_NAMED);
  const what = commits.length === 1 ? `commit ${named} was` : `commits ${named} were`;
  return { why: `${what} made${where} since`, next: null };
}

function checkoutIn(plan: StepPlan): (Checkout & { position: number }) | undefined {
  return plan.steps.flatMap((step, position) => {
    const checkout = checkoutOf(step);
    return checkout ? [{ ...checkout, position }] : [];
  })[0];
}

/** Why git would refuse to switch back. */
async function findInTheWay(place: RunPlace, journal: Journal): Promise<Stuck | null> {
  const { state } = journal;
  const { plan, head, records } = state;
  const away = checkoutIn(plan);
  const now = await headOf(place);
  if (!away || away.position >= records.length || now.branch !== away.branch || head.branch === away.branch)
    return null;
  const underWay = operationUnderWay(await repositoryOf(place));
  if (underWay) return { why: `a ${underWay} is under way`, next: 'End it or abort it, then try again' };
  const moved = await findMoved(place, state);
  if (moved) return moved;
  const later = records.slice(away.position + 1).find((record) => record.index !== null)?.commit;
  const from = away.commit ?? later ?? now.commit;
  if (from === null || head.commit === null) return null;
  const files = await filesInTheWay(place, journal, { from, to: head.commit });
  if (files.length === 0) return null;
  const why = `${inShort(files, MOST_NAMED)} ${files.length === 1 ? 'was' : 'were'} changed since, which the switch back would overwrite`;
  return { why, next: 'Put that away, then try again' };
}

/** Why the branch that was switched away from can't be switched back to: it isn't as it was. Null when it is. */
export async function findMoved(
  place: RunPlace,
  { plan, head }: Pick<JournalState, 'plan' | 'head'>,
): Promise<Stuck | null> {
  const { branch, commit } = head;
  if (branch === null) return null;
  const tip = await tipOf(place, `refs/heads/${branch}`);
  if (tip === '') return { why: `branch ${branch} is gone`, next: null };
  const forwarded = plan.steps.some((step) => step.kind === 'fastForward' && step.branch === branch && step.to === tip);
  if (tip !== commit && !forwarded) {
    return { why: `branch ${branch} has moved since, to ${tip.slice(0, 8)}`, next: null };
  }
  if (!(await readCheckedOut(place.exec)).includes(branch)) return null;
  return { why: `branch ${branch} is checked out in another worktree`, next: 'Leave it there, then try again' };
}

/** The files that differ between two commits and are on disk or in the index as somebody has made them. */
async function filesInTheWay(place: RunPlace, journal: Journal, o: { from: string; to: string }): Promise<string[]> {
  const listed = (args: string[]): Promise<string[]> => listPaths(place.exec, args);
  const names = ['--name-only', '-z', '--no-renames'];
  const between = await listed(['diff-tree', '-r', ...names, o.from, o.to]);
  if (between.length === 0) return [];
  const lacking = new Set(await listed(['diff-tree', '-r', '--diff-filter=A', ...names, o.from, o.to]));
  const changed = new Set(await listed(['diff', '--no-relative', ...names, o.from, '--', ':(top)']));
  const staged = await stagedSince(place, journal);
  const repository = await repositoryOf(place);
  const found: string[] = [];
  for (const file of between) {
    const isNew = lacking.has(file) && (await lookAt(repository.top, file)) !== null;
    if (!changed.has(file) && !isNew && !staged.has(file)) continue;
    const own = toWorkspacePath(repository, file);
    if (staged.has(file) || !(await goesWithItsStep(place, journal.state, own, o.from))) found.push(own);
  }
  return found;
}

/** Whether taking back the step that wrote a file makes it as it was before the switch. */
async function goesWithItsStep(place: RunPlace, state: JournalState, file: string, from: string): Promise<boolean> {
  const hooked = state.records.flatMap((record) => record.hooked ?? []).findLast((each) => each.path === file);
  const begun = state.plan.steps.slice(0, state.records.length);
  const step = begun.findLast((each) => handlerOf(each).ownFiles(each).includes(file));
  return step !== undefined && handlerOf(step).givesBack(place, step, { at: from, hooked: hooked?.after });
}
