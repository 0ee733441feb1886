import type { RunPlace } from '../ground/runPlace';
import type { JournalState } from '../journal/journalState';
import { handlerOf } from '../steps';
import { placeOfStep } from '../steps/parts/worktree';

/**
 * Whether an interrupted plan can still be finished: not once taking it back has begun, nor when one of the steps
 * before the last one begun is no longer done.
 */
export async function isFinishable(place: RunPlace, { plan, records, takingBack }: JournalState): Promise<boolean> {
  if (takingBack) return false;
  for (const [index, record] of records.slice(0, -1).entries()) {
    const step = plan.steps[index];
    if (step && !(await handlerOf(step).isStillDone(await placeOfStep(place, step), step, record))) return false;
  }
  return true;
}

/** Whether the step that was killed has nothing left to do. */
export async function isNothingLeft(place: RunPlace, { plan, records }: JournalState): Promise<boolean> {
  const [step, record] = [plan.steps[records.length - 1], records.at(-1)];
  if (!step || !record) return false;
  const handler = handlerOf(step);
  return (await handler.hasNothingLeft?.(await placeOfStep(place, step), step, record)) ?? false;
}
