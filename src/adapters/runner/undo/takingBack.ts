import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isPlanError } from '../../../core/errors';
import type { Logger } from '../../../core/ports';
import type { RepositoryPlace } from '../../git/repository';
import { releaseOwnLock } from '../files/indexFile';
import { lossInWords } from '../files/loss';
import { compareUncommitted, nothingOtherwise, type Otherwise } from '../files/uncommitted';
import { headOf, repositoryOf, type RunPlace } from '../ground/runPlace';
import { emptyReport, type UndoReport } from '../ground/undoReport';
import type { Journal } from '../journal/journal';
import { handlerOf } from '../steps';
import { branchText } from '../steps/parts/madeCommit';
import { placeIn, placeOfStep, worktreeOf } from '../steps/parts/worktree';
import { changedSince, ownFiles } from './changed';
import { undoHooked } from './hooked';
import { mergedName, stagedInWords, stagedSince, withStaged } from './stagedSince';

/** Where a plan runs, and what is told of it. */
export interface Ground {
  place: RunPlace;
  repository: RepositoryPlace;
  journal: Journal;
  log: Logger;
}

/**
 * Takes every step that was begun back, the last one first. Tells what isn't as it was before, as far as the steps
 * know.
 */
export async function undoSteps(ground: Ground): Promise<UndoReport> {
  const { journal, log } = ground;
  const told = emptyReport();
  // Taking back what was done matters more than to know of it after a crash.
  await journal.noteTakingBack().catch((error: unknown) => log.error('Can’t note that it is taken back', error));
  for (let index = journal.state.records.length - 1; index >= 0; index--) await undoStep(ground, index, told);
  await tellWhatIsCheckedOut(ground, told);
  return told;
}

/** A hook or somebody else may have checked out another branch, which stays so. */
async function tellWhatIsCheckedOut({ place, journal }: Ground, told: UndoReport): Promise<void> {
  const { plan, head, records } = journal.state;
  const { branch } = await headOf(place);
  if (branch !== head.branch)
    told.notes.push(`${branchText(branch)} is checked out now instead of ${branchText(head.branch)}.`);
  for (const [index, { branch: before }] of records.entries()) {
    const worktree = worktreeOf(plan.steps[index]);
    if (worktree === undefined || before === undefined) continue;
    const there = await placeIn(place, worktree);
    if (!existsSync(path.join(there.root, '.git'))) continue;
    const now = await headOf(there);
    if (now.branch !== before)
      told.notes.push(`${branchText(now.branch)} is checked out in ${worktree} now instead of ${branchText(before)}.`);
  }
}

/** The same for a plan that has failed here: tells of other files too that hooks changed while it ran. */
export async function takeBackFailed(ground: Ground): Promise<UndoReport> {
  const before = await changedByOthers(ground);
  const told = await undoSteps(ground);
  // What a step had half done, and was taken back, is not theirs.
  const after = before && (before.length === 0 ? [] : await changedByOthers(ground));
  const uncommitted = await whatBecameOfUncommitted(ground);
  if (after) {
    const theirs = before.filter((file) => after.includes(file));
    told.left.push(...theirs.filter((file) => !uncommitted?.same.includes(file)));
  }
  const known = { files: [...ownFiles(ground.journal.state.plan), ...told.left], refs: told.refs };
  if (uncommitted) told.notes.push(...lossInWords(uncommitted, known));
  return after && uncommitted ? told : { ...told, unknown: true };
}

/** Null when git can't tell. */
async function whatBecameOfUncommitted({ place, journal, log }: Ground): Promise<Otherwise | null> {
  if (journal.mark === null || journal.uncommitted === null) return nothingOtherwise();
  const own = journal.state.records.find((record) => record.stash)?.stash;
  try {
    return await compareUncommitted(place, journal.uncommitted, own);
  } catch (error) {
    if (!isPlanError(error)) throw error;
    log.error('Can’t find out what became of uncommitted changes', error);
    return null;
  }
}

export async function undoStep(ground: Ground, index: number, told: UndoReport): Promise<void> {
  const { place, journal } = ground;
  const step = journal.state.plan.steps[index];
  const record = journal.state.records[index];
  if (!step || !record) return;
  await undoHooked(place, record.hooked ?? [], told);
  const there = await placeOfStep(place, step);
  // A worktree that somebody removed meanwhile has nothing left to be taken back in.
  if (!existsSync(there.root)) return;
  const file = record.index === null ? null : await indexFile(ground, there);
  const copy = file === null ? null : { file, copy: await copyFor(ground, { there, index, file }, told) };
  const kept = record.kept ? { name: record.kept.name, copy: journal.backup(record.kept.copy) } : null;
  const files = record.files === undefined ? null : journal.backup(record.files);
  const { head, turn } = journal.state;
  const begun = { record, index: copy, kept, files, head, cutOff: turn > 0, told };
  await handlerOf(step).undo(there, step, begun);
}

/** The index as it was before a step; after a crash with what somebody has staged since. */
async function copyFor(
  { journal }: Ground,
  { there, index, file }: { there: RunPlace; index: number; file: string },
  told: UndoReport,
): Promise<string> {
  const { records, plan, turn } = journal.state;
  const copy = journal.backup(records[index]?.index ?? '');
  // While an operation runs, it is hooks that stage.
  if (turn === 0 || !existsSync(file) || (await readFile(file)).equals(await readFile(copy))) return copy;
  const theirs = await stagedSince(there, journal, worktreeOf(plan.steps[index]));
  if (theirs.size === 0) return copy;
  const words = await stagedInWords(there, theirs);
  if (!told.refs.includes(words)) told.refs.push(words);
  return withStaged(there, copy, theirs);
}

/** Lets go what taking back was killed over: it would wait for itself. */
export async function releaseOwnLocks(ground: Ground): Promise<void> {
  const { place, journal } = ground;
  const { plan, records } = journal.state;
  const copies = records.flatMap(({ index }) => {
    const copy = index === null ? null : journal.backup(index);
    return copy === null ? [] : [copy, mergedName(copy)];
  });
  for (const [position, { index }] of records.entries()) {
    const step = plan.steps[position];
    const there = step && index !== null ? await placeOfStep(place, step) : null;
    if (there && existsSync(there.root)) await releaseOwnLock(await indexFile(ground, there), copies);
  }
}

export async function indexFile({ place, repository }: Ground, there: RunPlace): Promise<string> {
  const { gitDir } = there === place ? repository : await repositoryOf(there);
  return path.join(gitDir, 'index');
}

/** Other files than the plan's own that were changed since git first ran hooks for it; null when git can't tell. */
async function changedByOthers({ place, journal, log }: Ground): Promise<string[] | null> {
  const { mark } = journal;
  if (mark === null) return [];
  const { plan, records } = journal.state;
  const own = ownFiles(plan);
  const begun = plan.steps.slice(0, records.length);
  const worktrees = begun.flatMap((step) => worktreeOf(step) ?? []);
  try {
    const found = (await changedSince(place, mark)).filter((file) => !own.has(file));
    for (const worktree of worktrees) {
      const there = await placeIn(place, worktree);
      const changed = existsSync(there.root) ? await changedSince(there, mark) : [];
      found.push(...changed.map((file) => path.posix.join(worktree, file)));
    }
    return found;
  } catch (error) {
    if (!isPlanError(error)) throw error;
    log.error('Can’t find out what hooks changed', error);
    return null;
  }
}
