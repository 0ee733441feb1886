import { isPlanError } from '../../../core/errors';
import type { Step } from '../../../core/steps';
import { insideRoot } from '../../files';
import { readCheckedOut } from '../../git/refs';
import { must } from '../../git/repository';
import { removeInTurn, writeInTurn } from '../../writing/write';
import { isWritten, readableText, sameButEndings, withEndingsOf } from './actions';
import { putIndexBack } from '../files/indexFile';
import { isAsBefore, isUpon } from './parts/made';
import type { Begun } from './parts/begun';
import { headOf, removeEmptyFolder, type Place } from '../ground/place';
import { lookAgain } from '../files/rewritten';
import { readStaged, tellUnstaged, type Staged } from '../files/staged';
import { deleteMade, tipOf } from '../ground/tips';
import { nothingTold, type Told } from '../ground/told';
import { compareTree, repairTree } from '../files/tree';
import { undoStash } from './parts/undoStash';
import { undoAdd, undoExclude, undoRemove } from './parts/worktree';

/**
 * Takes one step back, whether it was done, done by half or not at all: it looks at what is there. What somebody else
 * changed in between is left alone. Hooks don't run.
 */
export async function undo(place: Place, begun: Begun): Promise<void> {
  const { step } = begun;
  switch (step.kind) {
    case 'write':
      return undoWrite(place, step, begun.told);
    case 'bring':
      return undoBring(place, step, begun.told);
    case 'makeFolder':
      return removeEmptyFolder(insideRoot(place.root, step.path));
    case 'fastForward':
      return undoFastForward(place, step, begun.told);
    case 'commit':
    case 'commitAll':
      return undoCommit(place, begun, step.message);
    case 'switch':
      return undoSwitch(place, begun, step);
    case 'stash':
      return undoStash(place, begun, step);
    case 'exclude':
      return undoExclude(place, step, begun.record.size ?? null);
    case 'worktreeAdd':
      return undoAdd(place, step, begun.kept, begun.told);
    case 'worktreeRemove':
      return undoRemove(place, step, begun.kept);
    case 'worktreeRepair':
      return;
  }
}

async function undoWrite(place: Place, step: Extract<Step, { kind: 'write' }>, told: Told): Promise<void> {
  const { path, text, was } = step;
  if (text === was) return;
  const isOurs = (now: string | null): boolean => isWritten(now, step);
  if (isOurs((await readableText(place, path)) ?? null))
    await putTextBack(place, path, isOurs, (now) => was && withEndingsOf(now, text, was));
  const now = await readableText(place, path);
  if (now !== was && !sameButEndings(now ?? null, was)) told.left.push(path);
}

/**
 * Makes of what is ours in a file what it held before (null: there was none). What somebody else makes of it in between
 * is left alone.
 */
export async function putTextBack(
  place: Place,
  file: string,
  isOurs: (now: string | null) => boolean,
  before: (now: string | null) => string | null,
): Promise<void> {
  if (before(null) === null) return void (await removeInTurn(place.root, file, isOurs));
  const edit = (now: string | null): string | null => (isOurs(now) ? before(now) : null);
  await writeInTurn(place.root, file, edit, null).catch((error: unknown) => {
    if (!isPlanError(error, 'CONTEXT_CHANGED')) throw error;
  });
}

/** Takes the file away when it is as it was brought, and no commit here has it. */
async function undoBring(place: Place, step: Extract<Step, { kind: 'bring' }>, told: Told): Promise<void> {
  const { commit } = await headOf(place);
  if (commit === null) return;
  const pathspec = [`:(literal)${step.path}`];
  const repair = await compareTree(place, { from: step.at, to: commit, pathspec });
  if (repair.foreign.length > 0) told.left.push(step.path);
  await repairTree(place, repair);
}

/**
 * A branch that has moved on since holds somebody's work. One that is checked out by now would move under the files
 * that belong to it.
 */
async function undoFastForward(place: Place, step: Extract<Step, { kind: 'fastForward' }>, told: Told): Promise<void> {
  const ref = `refs/heads/${step.branch}`;
  const tip = await tipOf(place, ref);
  if (tip === step.from) return;
  if ((await readCheckedOut(place.exec)).includes(step.branch)) return void told.refs.push(`branch ${step.branch}`);
  const back = await place.exec({ args: ['update-ref', ref, step.from, step.to], writes: true, withoutHooks: true });
  if (back.code !== 0 && (await tipOf(place, ref)) !== step.from) told.refs.push(`branch ${step.branch}`);
}

async function undoCommit(place: Place, begun: Begun, message: string): Promise<void> {
  const { record } = begun;
  const head = await headOf(place);
  const staged = await readStaged(place, head);
  const isThere = record.branch === undefined || record.branch === head.branch;
  if (!isThere && record.branch) await undoCommitOn(place, begun, `refs/heads/${record.branch}`, message);
  // Elsewhere, it is looked for what a hook has led there; all else there is none of ours.
  await undoCommitOn(place, isThere ? begun : { ...begun, told: nothingTold() }, 'HEAD', message);
  await restoreIndex(place, begun, staged);
}

async function undoCommitOn(place: Place, begun: Begun, ref: string, message: string): Promise<void> {
  const before = begun.record.commit;
  const commit = await tipOf(place, ref);
  if (commit === '' || commit === before) return;
  if (await isOurs(place, begun, commit, message)) {
    const back = before ? ['update-ref', ref, before, commit] : ['update-ref', '-d', ref, commit];
    await must(place.exec, { args: back, writes: true, withoutHooks: true });
  } else if (await isUpon(place, before, commit)) {
    // One beside it is where another step has led since.
    begun.told.refs.push(`commit ${commit.slice(0, 8)}`);
  }
}

/**
 * Only what we made goes: a commit that somebody else built here stays, and so does everything below it. A hook may
 * have added to our message.
 */
async function isOurs(place: Place, { record }: Begun, commit: string, message: string): Promise<boolean> {
  if (record.made !== undefined) return record.made === commit;
  const made = await must(place.exec, { args: ['log', '-1', '--format=%P%x00%B', commit, '--'] });
  const [parent = '', text = ''] = made.out.split('\0');
  return parent === (record.commit ?? '') && text.includes(message.trim());
}

async function undoSwitch(place: Place, begun: Begun, step: Extract<Step, { kind: 'switch' }>): Promise<void> {
  const now = await headOf(place);
  // Of a switch that was cut off, the index may have been written already.
  const staged = now.branch === step.branch ? await readStaged(place, now) : undefined;
  if (now.branch === step.branch && begun.head.branch !== step.branch) {
    const back = begun.head.branch
      ? ['switch', '--no-overwrite-ignore', '--no-guess', begun.head.branch]
      : ['switch', '--no-overwrite-ignore', '--detach', begun.head.commit ?? 'HEAD'];
    await must(place.exec, { args: back, writes: true, withoutHooks: true });
  } else if (await isAsBefore(place, begun.record)) {
    await undoHalfSwitch(place, begun, step);
  }
  if (step.create && !(await deleteMade(place, step.branch, step.create.at)))
    begun.told.refs.push(`branch ${step.branch}`);
  await restoreIndex(place, begun, staged);
}

/** The commit that a switch leads to; null when it is gone. */
async function targetOf(place: Place, step: Extract<Step, { kind: 'switch' }>): Promise<string | null> {
  return (await tipOf(place, `${step.create?.at ?? `refs/heads/${step.branch}`}^{commit}`)) || null;
}

/** Git writes the files first and moves HEAD then; where it was cut off in between, the files are put back. */
async function undoHalfSwitch(place: Place, begun: Begun, step: Extract<Step, { kind: 'switch' }>): Promise<void> {
  const { commit } = begun.head;
  const target = await targetOf(place, step);
  if (commit === null || target === null) return;
  await repairTree(place, await compareTree(place, { from: target, to: commit, pathspec: [] }));
}

/**
 * The copy belongs to where HEAD stood: over another commit, it would stage what takes that commit's changes back.
 * `staged`: what was staged before the step was taken back.
 */
async function restoreIndex(place: Place, begun: Begun, staged?: Staged): Promise<void> {
  const { index, record } = begun;
  // While a plan runs, a hook may have another branch checked out at the same commit, with what was staged.
  const isThere = begun.cutOff ? await isAsBefore(place, record) : (await headOf(place)).commit === record.commit;
  if (!index || !isThere) return;
  await putIndexBack(index.file, index.copy);
  const from = begun.step.kind === 'switch' ? await targetOf(place, begun.step) : null;
  if (from !== null && record.commit !== null) await lookAgain(place, index.file, { from, to: record.commit });
  if (staged) await tellUnstaged(place, begun.step, staged, begun.told);
}
