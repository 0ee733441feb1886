import path from 'node:path';
import { inShort, PlanError } from '../../../../core/errors';
import type { Step } from '../../../../core/steps';
import { toWorkspacePath } from '../../../git/repository';
import { compareKept, putFilesBack, takeUpAside } from '../../files/filesBack';
import { putIndexBack } from '../../files/indexFile';
import { readKept, type Kept } from '../../files/keptFiles';
import { blobOf, hashFiles, inTop } from '../../files/onDisk';
import { changesBetween, compareTree, repairTree, type Change, type Compared } from '../../files/tree';
import { repositoryOf, type RunPlace } from '../../ground/runPlace';
import type { Begun } from './begun';
import { isAsBefore, branchText } from './madeCommit';
import { allBut, dropStash, findStash, partsOf, type StashEntry } from './stash';

type StashStep = Extract<Step, { kind: 'stash' }>;

/**
 * Puts stashed changes back. Not with `git stash pop`: an entry holds the whole index, so it refuses where something of
 * the folder that was left out is staged; and it holds what git would commit, not what was on disk. What was kept
 * beside the journal comes first; the entry has what somebody changed between that and the stash.
 */
export async function undoStash(place: RunPlace, step: StashStep, begun: Begun): Promise<void> {
  const { record, told } = begun;
  const folder = begun.files ?? '';
  const kept = begun.files ? await readKept(begun.files) : { files: [], folders: [] };
  const repository = await repositoryOf(place);
  const entry = await findStash(place, record.stash ?? null, step.message);
  const isThere = await isAsBefore(place, record);
  if (entry && !isThere) {
    const pop = `Run “git stash pop --index ${entry.name}” where they belong (${branchText(record.branch ?? null)})`;
    return void told.notes.push(`Your changes stay in ${entry.name} (${step.message}). ${pop}.`);
  }
  await takeUpAside(place, kept, folder);
  const known = new Set(kept.files.map((file) => file.path));
  const compared = entry ? await comparedWith(place, entry, step) : [];
  const repairs = [];
  for (const each of compared) repairs.push(await compareTree(place, { ...each, but: (file) => known.has(file) }));
  const back = await compareKept(place, { kept, folder, base: record.commit ?? 'HEAD' });
  const foreign = [...back.foreign.map((file) => file.path), ...repairs.flatMap((repair) => repair.foreign)];
  if (entry && foreign.length > 0)
    throw cantPutBack(
      entry,
      step,
      foreign.map((file) => toWorkspacePath(repository, file)),
    );
  told.left.push(...foreign.map((file) => toWorkspacePath(repository, file)));
  // Somebody has taken the entry up, or dropped it: what came of it is theirs.
  const taken = entry === null && record.stash !== undefined;
  if (taken) told.refs.push(...[...back.write, ...back.remove].map((file) => toWorkspacePath(repository, file.path)));
  const late = await putFilesBack(place, kept, folder, taken ? { ...back, write: [], remove: [] } : back);
  const lateNames = late.map((file) => toWorkspacePath(repository, file.path));
  told.left.push(...lateNames);
  for (const repair of repairs) await repairTree(place, repair);
  if (begun.index && isThere) await putIndexBack(place.exec, begun.index);
  if (!entry) return;
  const others = [...lateNames, ...(await heldAlone(place, compared, kept, folder))];
  if (others.length === 0) await dropStash(place, entry.commit);
  else told.refs.push(`${entry.name}, which has other contents of ${inShort([...new Set(others)])}`);
}

/** What an entry holds: first of the files that git knows, then of those that it doesn't. */
async function comparedWith(place: RunPlace, entry: StashEntry, step: StashStep): Promise<Compared[]> {
  const { base, untracked } = await partsOf(place, entry);
  const tracked = { from: base, to: entry.commit, pathspec: allBut(step.keep) };
  // One that is to be tracked no longer is there as it was committed.
  return untracked ? [tracked, { from: base, to: untracked, pathspec: [], added: true }] : [tracked];
}

/**
 * The files of which an entry holds something that was not kept: somebody changed them just before they were stashed.
 */
async function heldAlone(place: RunPlace, compared: Compared[], kept: Kept, folder: string): Promise<string[]> {
  const files = new Map(kept.files.map((file) => [file.path, file]));
  const held: Change[] = [];
  for (const each of compared)
    held.push(...(await changesBetween(place, { ...each, but: (file) => !files.has(file) })));
  const copies = kept.files.flatMap((file) => (file.was === 'file' ? [path.join(folder, file.copy)] : []));
  const blobs = await hashFiles(place, copies, ['--no-filters']);
  const byCopy = new Map(copies.map((copy, index) => [copy, blobs[index] ?? '']));
  const repository = await repositoryOf(place);
  const alone: string[] = [];
  for (const { path: file, to } of held) {
    const was = files.get(file);
    const blob = to?.split(' ')[1];
    // What is staged comes back with the index.
    if (!was || blob === undefined || to === was.staged) continue;
    const found = was.was === 'link' ? await blobOf(place, was.target) : null;
    const copy = was.was === 'file' ? path.join(folder, was.copy) : '';
    if (found === blob || byCopy.get(copy) === blob) continue;
    // What git makes of such a file by its name.
    const args = [...inTop(repository.prefix), 'hash-object', `--path=${file}`, '--', copy];
    const made = copy && (await place.exec({ args })).out.trim();
    if (made !== blob) alone.push(toWorkspacePath(repository, file));
  }
  return alone;
}

function cantPutBack(entry: StashEntry, step: StashStep, foreign: readonly string[]): PlanError {
  return new PlanError(
    'GIT_FAILED',
    `Your changes are safe in ${entry.name} (${step.message}), but could not be put back over those made since to ${inShort([...new Set(foreign)])}. Take those back or move them away, then restore. Or discard the rest, and take your changes from there by “git stash pop --index ${entry.name}” when it suits you.`,
  );
}
