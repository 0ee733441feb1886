import type { RunResult } from '../../core/runnerPort';
import { headOf } from './ground/runPlace';
import { forgetLastRun, keepLastRun, keepOutcome, keepOutcomes, noteMade } from './recovery/lastRun';
import { handlerOf, isCommit } from './steps';
import { findStash } from './steps/parts/stash';
import { placeOfStep } from './steps/parts/worktree';
import type { Ground } from './undo/takingBack';

/** Ends a plan all of whose steps are done: says what came of it, and keeps its journal to undo it later. */
export async function end(ground: Ground): Promise<RunResult> {
  ground.log.debug(`${ground.journal.state.plan.title}: all steps are done`);
  const stash = await stashName(ground);
  await keepForUndo(ground);
  return { commit: await committed(ground), stash };
}

/** What was done stays done, whether it can be undone later or not. */
async function keepForUndo({ place, repository, journal, log }: Ground): Promise<void> {
  const { plan } = journal.state;
  try {
    const copyAt = (name: string): string => journal.backup(name);
    const outcome = await keepOutcome(place, copyAt('index-left'));
    const worktrees = await keepOutcomes(place, plan, copyAt);
    await noteMade(place, journal.state, outcome, worktrees);
    if (!plan.steps.some((step) => handlerOf(step).isUndoable)) return await journal.end();
    await keepLastRun(repository.commonDir, journal.folder, { ...journal.state, outcome, worktrees });
  } catch (error) {
    log.warn(`${plan.title}: it can’t be undone later (${String(error)})`);
    await journal.end();
    await forgetLastRun(repository.commonDir);
  }
}

async function committed({ place, journal }: Ground): Promise<string | null> {
  const { plan, records } = journal.state;
  const index = plan.steps.findLastIndex(isCommit);
  const step = plan.steps[index];
  if (!step) return null;
  return records[index]?.made ?? (await headOf(await placeOfStep(place, step))).commit;
}

async function stashName({ place, journal }: Ground): Promise<string | null> {
  const { plan, records } = journal.state;
  const commit = records.find((record) => record.stash)?.stash;
  const step = plan.steps.find((each) => each.kind === 'stash');
  if (!step || commit === undefined) return null;
  const entry = await findStash(place, commit, step.message);
  return entry ? `${entry.name}: ${step.message}` : null;
}
