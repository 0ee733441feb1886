import type { Step } from '../../core/steps';
import { throwIfCancelled, withoutCancel } from '../system/cancel';
import { copyIndex } from './files/indexFile';
import { hasHooks } from './files/uncommitted';
import { headOf, type RunPlace } from './ground/runPlace';
import { checkoutOf, handlerOf, isCommit } from './steps';
import type { StepRecord } from './journal/journalState';
import type { Done } from './steps/handler';
import { mustBeOnBranch } from './steps/parts/madeCommit';
import { placeOfStep } from './steps/parts/worktree';
import { branchMeant } from './undo/heads';
import { changedTexts, ownTexts } from './undo/hooked';
import { indexFile, type Ground } from './undo/takingBack';

/** Does one step of a plan, and keeps in the journal what it takes to undo it, before and after. */
export async function doStep(ground: Ground, index: number): Promise<void> {
  const { journal, log } = ground;
  const { plan, records } = journal.state;
  const step = plan.steps[index];
  if (!step) return;
  throwIfCancelled();
  const place = await placeOfStep(ground.place, step);
  const handler = handlerOf(step);
  const copy = handler.touchesIndex ? `index-${index}` : null;
  if (copy) await copyIndex(await indexFile(ground, place), journal.backup(copy));
  // Nothing has moved before the first step.
  const first = index === 0 && place === ground.place;
  const head = first ? journal.state.head : handler.touchesIndex ? await headOf(place) : null;
  if (isCommit(step) && head) mustBeOnBranch(branchMeant(journal.state, index), head);
  const stood = { commit: head?.commit ?? null, ...(head ? { branch: head.branch } : {}) };
  const kept = await handler.keep?.(place, step, (what) => journal.backup(`${what}-${index}`));
  const record: StepRecord = { ...stood, index: copy, ...kept };
  records[index] = record;
  // What is kept of files and worktrees is found in no other way.
  await (kept && Object.keys(kept).length > 0 ? journal.save() : journal.note());
  log.info(`${plan.title}: step ${index + 1} of ${plan.steps.length} (${step.kind})`);
  const noting = async (known: Partial<StepRecord>): Promise<void> => {
    Object.assign(record, known);
    await journal.note();
  };
  const act = (): Promise<Done> => handler.act(place, step, noting);
  const done = await (handler.runsHooks ? withHooks(ground, { place, step, index }, act) : act());
  if (done.step) {
    plan.steps[index] = done.step;
    await journal.note();
  }
  await handler.note?.(place, step, record, done.printed ?? null);
}

/**
 * Notes what hooks make of the files that were written before: it is ours to take back. What another operation of ours
 * wrote meanwhile (a tick) is not.
 */
async function withHooks<T>(
  { place: whole, journal, log }: Ground,
  { place, step, index }: { place: RunPlace; step: Step; index: number },
  act: () => Promise<T>,
): Promise<T> {
  const { plan, records } = journal.state;
  if (!(await hasHooks(place))) return act();
  const before = await ownTexts(whole, plan.steps.slice(0, index));
  const stood = place === whole ? records[index] : await headOf(whole);
  const meant = (checkoutOf(step) ?? stood)?.branch;
  await journal.noteHooks();
  try {
    return await act();
  } finally {
    const hooked = await changedTexts(whole, before, isCommit(step) ? place : null);
    const record = records[index];
    // Those of another branch are no hook's work.
    if (record && hooked.length > 0 && (await withoutCancel(() => headOf(whole))).branch === meant) {
      record.hooked = hooked;
      // It is in memory for now, and what git has done is to be taken back or to go on in any case.
      await journal.note().catch((error: unknown) => log.error('Can’t note what hooks changed', error));
    }
  }
}
