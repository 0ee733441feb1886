import type { Step } from '../../../core/steps';
import { insideRoot } from '../../files';
import { listUncommitted } from '../../git/listings';
import { must, pathspecs } from '../../git/repository';
import { isThere } from '../../git/worktrees';
import { everythingBut, isWritten, readableText, sameButEndings } from './actions';
import type { JournalState, StepRecord } from '../journal/journalState';
import { findMade } from './parts/made';
import { headOf, type Place } from '../ground/place';
import { findStash, isStashed } from './parts/stash';
import { tipOf } from '../ground/tips';
import { hasExcluded, hasFolder, isAdded, isExcluded, isRemoved, placeOf } from './parts/worktree';

/** Whether a step that was begun before a crash had come to its end: it looks at what is there. */
export async function isDone(place: Place, step: Step, record: StepRecord): Promise<boolean> {
  switch (step.kind) {
    case 'write':
      return isWritten((await readableText(place, step.path)) ?? null, step);
    case 'bring':
    case 'makeFolder':
      return false;
    case 'stash':
      return (await findStash(place, null, step.message)) !== null && (await isStashed(place, step));
    case 'switch':
      return (await headOf(place)).branch === step.branch;
    case 'fastForward': {
      const { out } = await must(place.exec, { args: ['rev-parse', `refs/heads/${step.branch}`] });
      return out.trim() === step.to;
    }
    case 'commit':
    case 'commitAll':
      // HEAD may have moved because of somebody else's.
      return (await findMade(place, step, record)) !== null;
    case 'exclude':
      return isExcluded(place, step);
    case 'worktreeAdd':
      return isAdded(place, step);
    case 'worktreeRemove':
      return isRemoved(place, step);
    case 'worktreeRepair':
      return false;
  }
}

/**
 * Whether an interrupted plan can still be finished: not once taking it back has begun, nor when one of the steps
 * before the last one begun is no longer done.
 */
export async function isFinishable(place: Place, { plan, records, takingBack }: JournalState): Promise<boolean> {
  if (takingBack) return false;
  for (const [index, record] of records.slice(0, -1).entries()) {
    const step = plan.steps[index];
    if (step && !(await isStillDone(await placeOf(place, step), step, record))) return false;
  }
  return true;
}

/**
 * Whether a commit of every change, or of what is staged, that was killed has nothing left to commit: somebody has
 * committed it.
 */
export async function isNothingLeft(place: Place, { plan, records }: JournalState): Promise<boolean> {
  const [step, record] = [plan.steps[records.length - 1], records.at(-1)];
  if (step?.kind !== 'commitAll' || !record) return false;
  const there = await placeOf(place, step);
  if ((await headOf(there)).commit === record.commit || (await isDone(there, step, record))) return false;
  const isClean = async (pathspec: string[]): Promise<boolean> =>
    (await listUncommitted(there.exec, pathspec)).length === 0;
  if (step.paths.length > 0 && !(await isClean(pathspecs(step.paths)))) return false;
  if (!step.staged) return isClean(everythingBut(step.leaveOut));
  return (await there.exec({ args: ['diff', '--no-relative', '--cached', '--quiet'] })).code === 0;
}

/** Whether what a step did is still there; more may have been done to it since. */
async function isStillDone(place: Place, step: Step, record: StepRecord): Promise<boolean> {
  switch (step.kind) {
    case 'write': {
      const now = await readableText(place, step.path);
      if (now === undefined) return false;
      return step.text === step.was || (now !== step.was && !sameButEndings(now, step.was));
    }
    case 'bring':
    case 'makeFolder':
      return isThere(insideRoot(place.root, step.path));
    case 'stash':
      return (await findStash(place, record.stash ?? null, step.message)) !== null;
    case 'fastForward': {
      const ref = `refs/heads/${step.branch}`;
      if ((await tipOf(place, ref)) === '') return false;
      return (await place.exec({ args: ['merge-base', '--is-ancestor', step.to, ref] })).code === 0;
    }
    case 'worktreeAdd':
      return hasFolder(place, step);
    case 'exclude':
      return hasExcluded(place, step);
    case 'worktreeRepair':
      return true;
    default:
      return isDone(place, step, record);
  }
}
