import type { ForeseenFile } from '../../../core/runnerPort';
import { leftoversBeside } from '../../writing/write';
import { repositoryOf, type RunPlace } from '../ground/runPlace';
import type { Hooked, JournalState } from '../journal/journalState';
import { checkoutOf, handlerOf } from '../steps';
import { revisionOf } from '../steps/handler';
import { Future } from '../steps/parts/future';
import { placeOfStep } from '../steps/parts/worktree';
import { writtenFiles } from '../undo/changed';

/** What restoring and finishing an interrupted plan would make of the files. Looks, and changes nothing. */
export async function previewBoth(
  place: RunPlace,
  state: JournalState,
  finishable: boolean,
): Promise<{ restore: ForeseenFile[]; finish: ForeseenFile[] | null }> {
  return { restore: await restored(place, state), finish: finishable ? await finished(place, state) : null };
}

async function restored(place: RunPlace, state: JournalState): Promise<ForeseenFile[]> {
  const future = await withoutLeftovers(place, state);
  for (const [index, record] of [...state.records.entries()].reverse()) {
    const step = state.plan.steps[index];
    await foreseeHooked(future, record.hooked ?? []);
    if (step) await handlerOf(step).foreseeUndo(future, step, record);
  }
  return future.changes();
}

/** A step that was cut off is taken back and done again: what comes of that is what comes of doing it. */
async function finished(place: RunPlace, state: JournalState): Promise<ForeseenFile[]> {
  const future = await withoutLeftovers(place, state);
  const { plan, records } = state;
  const [step, record] = [plan.steps[records.length - 1], records.at(-1)];
  const done = step && record && (await handlerOf(step).isDone(await placeOfStep(place, step), step, record));
  if (!done) await foreseeHooked(future, record?.hooked ?? []);
  for (const next of plan.steps.slice(Math.max(0, records.length - (done ? 0 : 1)))) {
    await handlerOf(next).foresee(future, next);
  }
  return future.changes();
}

/** What is there, but for what writing leaves when it is cut off. */
async function withoutLeftovers(place: RunPlace, { plan, head }: JournalState): Promise<Future> {
  const [checkout] = plan.steps.flatMap((step) => checkoutOf(step) ?? []);
  const target = checkout ? revisionOf(checkout) : 'HEAD';
  const future = new Future(place, await repositoryOf(place), head.commit, target);
  for (const file of await leftoversBeside(place.root, writtenFiles(plan))) future.set(file, null);
  return future;
}

async function foreseeHooked(future: Future, hooked: readonly Hooked[]): Promise<void> {
  for (const { path: file, before, after } of hooked) {
    if ((await future.textOf(file)) === after) future.set(file, before === null ? null : { text: before });
  }
}
