import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { PlanError } from '../../../core/errors';
import type { Head } from '../../../core/gitData';
import { areKnownSteps, type StepPlan } from '../../../core/steps';
import { listPaths } from '../../git/listings';
import { mustRun, toTopPath } from '../../git/repository';
import { filledSubmodules } from '../../git/submodules';
import { isThere } from '../../git/worktrees';
import { copyEntries } from '../files/indexFile';
import { putSharedBack } from '../files/sharedIndex';
import { headOf, repositoryOf, type RunPlace } from '../ground/runPlace';
import type { Hooked, JournalState, StepRecord } from '../journal/journalState';
import { checkoutOf, isCommit, worktreesInSteps } from '../steps';
import { findMadeCommit } from '../steps/parts/madeCommit';
import { isWritten, textOf, writesIn } from '../steps/parts/texts';
import { placeIn, placeOfStep, worktreeOf } from '../steps/parts/worktree';
import { findMoved } from './stuck';

/** How an operation left the repository: as long as it is so, nothing was built on it. */
export interface Outcome {
  head: Head;
  /** The name of the index's copy: what it holds is only asked when it counts. */
  copy?: string;
  /** Kept by earlier versions instead: a digest of that. */
  index?: string;
}

/** The worktrees that a plan made or committed in, by their paths. */
type Outcomes = Record<string, Outcome>;

/** The last operation that came to its end, with what it takes to undo it. */
export type LastRun = JournalState & { outcome: Outcome; worktrees?: Outcomes };

const LAST_RUN = 'last-run.json';

const lastRunFolder = (commonDir: string): string => path.join(commonDir, 'phased-plans-undo');

/** Keeps how an operation has left a work tree; `copy`: the file that its index is copied to. */
export async function keepOutcome(place: RunPlace, copy: string): Promise<Outcome> {
  const { gitDir } = await repositoryOf(place);
  await copyEntries(path.join(gitDir, 'index'), copy);
  return { head: await headOf(place), copy: path.basename(copy) };
}

/** The same for the worktrees it changed; `copyAt`: the place of a copy. */
export async function keepOutcomes(
  place: RunPlace,
  plan: StepPlan,
  copyAt: (name: string) => string,
): Promise<Outcomes> {
  const outcomes: Outcomes = {};
  for (const [number, worktree] of worktreesInSteps(plan.steps).entries()) {
    const there = await placeIn(place, worktree);
    if (await isThere(there.root)) outcomes[worktree] = await keepOutcome(there, copyAt(`index-left-${number}`));
  }
  return outcomes;
}

/** A digest of what an index holds, whatever git has noted of times there. `copy`: one of it, kept in a file. */
async function digestOf(place: RunPlace, copy?: string): Promise<string> {
  if (copy !== undefined) await putSharedBack(copy, path.join((await repositoryOf(place)).gitDir, 'index'));
  const isEmpty = copy !== undefined && (await fs.stat(copy)).size === 0;
  const args = ['ls-files', '--stage', '-z', '--full-name', ':(top)'];
  const out = isEmpty ? '' : (await mustRun(place.exec, { args, ...(copy === undefined ? {} : { index: copy }) })).out;
  return createHash('sha256').update(out).digest('hex');
}

/**
 * Notes which commits the steps of a plan have made, once that has come to its end, and takes the last of them for what
 * the plan left: what stands upon it by then is a hook's, or somebody else's.
 */
export async function noteMade(
  place: RunPlace,
  { plan, records }: JournalState,
  outcome: Outcome,
  worktrees: Outcomes,
): Promise<void> {
  for (const [index, step] of plan.steps.entries()) {
    const record = records[index];
    if (!record || !isCommit(step)) continue;
    if (record.made === undefined) record.made = await findMadeCommit(await placeOfStep(place, step), step, record);
    const left = step.worktree === undefined ? outcome : worktrees[step.worktree];
    if (left)
      left.head = { branch: record.branch === undefined ? left.head.branch : record.branch, commit: record.made };
  }
}

/**
 * Keeps the journal of an operation that has come to its end, with its copies of the index, in place of the one before.
 */
export async function keepLastRun(commonDir: string, journalFolder: string, run: LastRun): Promise<void> {
  // Beside the journal, not over it: some file systems flush a file that is written over before they close it.
  await fs.writeFile(path.join(journalFolder, LAST_RUN), JSON.stringify(run));
  await forgetLastRun(commonDir);
  await fs.rename(journalFolder, lastRunFolder(commonDir));
}

export async function forgetLastRun(commonDir: string): Promise<void> {
  await fs.rm(lastRunFolder(commonDir), { recursive: true, force: true });
}

/** The last operation and the folder with its copies, or null. */
export async function findLastRun(commonDir: string): Promise<{ run: LastRun; folder: string } | null> {
  const folder = lastRunFolder(commonDir);
  const text = await fs.readFile(path.join(folder, LAST_RUN), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const run = text === null ? null : readRun(text);
  return run && { run, folder };
}

/** Null for one that was cut off while it was written, or has steps of a later version. */
function readRun(text: string): LastRun | null {
  try {
    const run = JSON.parse(text) as Partial<LastRun> | null;
    return areKnownSteps(run?.plan?.steps) && run?.records && run.outcome ? (run as LastRun) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Throws when something was built on an operation since: `GIT_FAILED` (committed, switched, staged, pushed),
 * `CONTEXT_CHANGED` (a file it wrote was changed) or `DIRTY_TREE` (changes that can't be taken along).
 */
export async function mustBeUntouched(place: RunPlace, run: LastRun, folder: string): Promise<void> {
  const { plan, outcome } = run;
  const refuse = (why: string, next: string): PlanError =>
    new PlanError('GIT_FAILED', `“${plan.title}” can’t be undone: ${why}. ${next}`);
  await mustBeAs(place, { outcome, folder, where: '' }, refuse);
  for (const worktree of worktreesInSteps(plan.steps))
    await mustBeUntouchedIn(place, { run, folder, worktree }, refuse);
  const hooked = new Map(hookedIn(run.records).map((each) => [each.path, each.after]));
  for (const [file, step] of writesIn(plan.steps)) {
    const now = await textOf(place, file);
    if (isWritten(now, step) || (hooked.has(file) && hooked.get(file) === now)) continue;
    throw new PlanError(
      'CONTEXT_CHANGED',
      `“${plan.title}” can’t be undone: “${file}” was changed since. Undo that change first, or go on.`,
    );
  }
  if (run.head.branch !== outcome.head.branch) await mustLeadBack(place, run, refuse);
  if (run.head.commit !== outcome.head.commit) await mustBeOurs(place, run, refuse);
}

/** The branch that is to be checked out again. */
async function mustLeadBack(place: RunPlace, run: LastRun, refuse: Refuse): Promise<void> {
  const moved = await findMoved(place, run);
  if (moved)
    throw refuse(
      moved.why,
      moved.next
        ? `${moved.next}.`
        : 'Switch to another branch by yourself (“git switch”) if you want to leave this one.',
    );
}

type Refuse = (why: string, next: string) => PlanError;

async function mustBeAs(
  place: RunPlace,
  { outcome: before, folder, where }: { outcome: Outcome; folder: string; where: string },
  refuse: Refuse,
): Promise<void> {
  const now = { head: await headOf(place) };
  if (now.head.branch !== before.head.branch) {
    throw refuse(
      `another branch is checked out${where} since`,
      `Switch back to ${before.head.branch ?? 'that commit'}, then try again.`,
    );
  }
  if (now.head.commit !== before.head.commit)
    throw refuse(`there are commits${where} since`, 'Take back single commits with “git revert” if you still want to.');
  const left = before.copy === undefined ? before.index : await digestOf(place, path.join(folder, before.copy));
  if ((await digestOf(place)) !== left)
    throw refuse(`something was staged${where} since`, 'Unstage it, then try again.');
}

/** A worktree that was made goes with what is in it, so there must be nothing more in it. */
async function mustBeUntouchedIn(
  place: RunPlace,
  { run, folder, worktree }: { run: LastRun; folder: string; worktree: string },
  refuse: Refuse,
): Promise<void> {
  const before = run.worktrees?.[worktree];
  const there = await placeIn(place, worktree);
  if (!before || !(await isThere(there.root))) throw refuse(`${worktree} is gone`, 'Start the phase again instead.');
  await mustBeAs(there, { outcome: before, folder, where: ` in ${worktree}` }, refuse);
  const made = run.plan.steps.some((step) => checkoutOf(step, worktree));
  const status = await mustRun(there.exec, {
    args: ['status', '--porcelain=v1', '--ignored', '--untracked-files=all'],
  });
  if (made && status.out !== '')
    throw refuse(`there are changes in ${worktree}`, 'Commit them or put them away, then try again.');
  const repository = await repositoryOf(there);
  if (made && (await filledSubmodules(there.exec, repository)).length > 0)
    throw refuse(`there are submodules in ${worktree}`, 'Remove the worktree by hand if you still want to.');
  if (run.plan.steps.some((step) => worktreeOf(step) === worktree))
    await mustBeUnpushed(there, before.head.commit ?? 'HEAD', refuse);
}

async function mustBeUnpushed(place: RunPlace, commit: string, refuse: Refuse): Promise<void> {
  const { out } = await mustRun(place.exec, {
    args: ['for-each-ref', `--contains=${commit}`, '--format=%(refname:short)', 'refs/remotes'],
  });
  const [remote] = out.split('\n');
  if (remote) throw refuse(`its commit was pushed (${remote})`, 'Revert the commit instead.');
}

/** What others may have by now, and what a switch back would take along. */
async function mustBeOurs(place: RunPlace, { plan, head, outcome, records }: LastRun, refuse: Refuse): Promise<void> {
  const after = outcome.head.commit ?? 'HEAD';
  if (plan.steps.some(isCommit)) {
    await mustBeUnpushed(place, after, refuse);
  }
  if (head.commit === null || !plan.steps.some((step) => checkoutOf(step))) return;
  const listed = (args: string[]): Promise<string[]> => listPaths(place.exec, args);
  const changed = new Set(await listed(['diff', '--no-relative', '--name-only', '-z', '--no-renames', 'HEAD', '--']));
  const between = await listed(['diff-tree', '-r', '--name-only', '-z', '--no-renames', head.commit, after, '--']);
  // What a hook made of files of ours is taken back before the switch.
  const repository = await repositoryOf(place);
  for (const { path: file } of hookedIn(records)) changed.delete(toTopPath(repository, file));
  const both = between.filter((file) => changed.has(file));
  if (both.length === 0) return;
  throw new PlanError(
    'DIRTY_TREE',
    `“${plan.title}” can’t be undone: there are uncommitted changes to ${both.join(', ')}, which the switch back would overwrite. Commit or stash them, then try again.`,
  );
}

/** What hooks made of the plan's own files, the first one first. */
function hookedIn(records: readonly StepRecord[]): Hooked[] {
  return records.flatMap((record) => record.hooked ?? []);
}
