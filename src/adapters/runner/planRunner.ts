import { existsSync } from 'node:fs';
import { isPlanError, isWithoutGit } from '../../core/errors';
import type { Logger } from '../../core/ports';
import type { RunResult } from '../../core/runnerPort';
import type { Step, StepPlan } from '../../core/steps';
import type { RepositoryPlace } from '../git/repository';
import { throwIfCancelled, withoutCancel } from '../system/cancel';
import { changedMeanwhile } from '../writing/replacing';
import { doStep } from './doStep';
import { end } from './end';
import { hasHooks, readUncommitted, type Uncommitted } from './files/uncommitted';
import { headOf, repositoryOf, type RunPlace } from './ground/runPlace';
import { halfTakenBack, emptyReport, takenBack, unwritten, type UndoReport } from './ground/undoReport';
import { Journal } from './journal/journal';
import { folderPlaceOf } from './journal/folderPlace';
import { handlerOf } from './steps';
import { placeOfStep, worktreeOf } from './steps/parts/worktree';
import { takeBackFailed, undoStep, type Ground } from './undo/takingBack';

/** Outside a repository there is no journal. */
const nothingNoted = async (): Promise<void> => undefined;

/** Runs plans of steps, all or nothing, with a journal. */
export class PlanRunner {
  constructor(
    private readonly place: RunPlace,
    private readonly log: Logger,
  ) {}

  async run(plan: StepPlan): Promise<RunResult> {
    if (plan.steps.length === 0) return { commit: null, stash: null };
    const repository = await this.repository(plan);
    throwIfCancelled();
    // Its steps are noted as they were done; the given plan is the caller's.
    const steps = [...plan.steps];
    if (!repository) return this.runWithoutGit({ ...plan, steps });
    const uncommitted = await this.uncommittedBefore(steps);
    const journal = await this.begin(repository, { ...plan, steps });
    journal.uncommitted = uncommitted;
    return journal.whileRunning(() => this.goOn(repository, journal, 0));
  }

  /** Does what is left of a plan that was interrupted. */
  async finish(repository: RepositoryPlace, journal: Journal): Promise<RunResult> {
    const { plan, records } = journal.state;
    const last = records.length - 1;
    const [step, record] = [plan.steps[last], records[last]];
    const done = step && record && (await handlerOf(step).isDone(await placeOfStep(this.place, step), step, record));
    // A step that was cut off half-way is taken back before it is begun again.
    if (step && record && !done)
      await withoutCancel(() => undoStep(this.ground(repository, journal), last, emptyReport()));
    if (!done) {
      records.pop();
      // Its copies are made again next, over those that the record speaks of.
      await journal.save();
    }
    return this.goOn(repository, journal, records.length);
  }

  /** A plan of one file or of none of git's own needs no journal: a single write is all or nothing by itself. */
  private async repository(plan: StepPlan): Promise<RepositoryPlace | null> {
    const filesOnly = !plan.steps.some((step) => handlerOf(step).needsGit);
    if (filesOnly && plan.steps.length === 1 && !plan.isRecorded) return null;
    return repositoryOf(this.place).catch((error: unknown) => {
      if (filesOnly && isWithoutGit(error)) return null;
      throw error;
    });
  }

  private async runWithoutGit(plan: StepPlan): Promise<RunResult> {
    for (const [index, step] of plan.steps.entries()) {
      try {
        plan.steps[index] = (await handlerOf(step).act(this.place, step, nothingNoted)).step ?? step;
      } catch (error) {
        // It waited for its turn, so nothing is to be taken back.
        if (index === 0 && isPlanError(error, 'GIT_BUSY')) throw error;
        const told = emptyReport();
        const begun = { record: { commit: null, index: null }, index: null, kept: null, told };
        for (const each of plan.steps.slice(0, index + 1).reverse()) {
          await handlerOf(each).undo(this.place, each, { ...begun, head: { branch: null, commit: null } });
        }
        throw takenBack(plan, error, told);
      }
    }
    return { commit: null, stash: null };
  }

  /** What a hook could put away: without hooks it needn't be known. */
  private async uncommittedBefore(steps: readonly Step[]): Promise<Uncommitted | null> {
    if (!steps.some((step) => handlerOf(step).runsHooks) || !(await hasHooks(this.place))) return null;
    const places = [{ place: this.place, name: '' }];
    for (const step of steps) {
      const name = worktreeOf(step);
      const place = await placeOfStep(this.place, step);
      if (name !== undefined && existsSync(place.root)) places.push({ place, name });
    }
    return readUncommitted(places);
  }

  private async begin(repository: RepositoryPlace, plan: StepPlan): Promise<Journal> {
    try {
      return await Journal.begin(repository.commonDir, {
        started: new Date().toISOString(),
        ...folderPlaceOf(this.place, repository),
        plan,
        head: await headOf(this.place),
      });
    } catch (error) {
      throw unwritten(error);
    }
  }

  private async goOn(repository: RepositoryPlace, journal: Journal, from: number): Promise<RunResult> {
    const { plan } = journal.state;
    const ground = this.ground(repository, journal);
    const meant = [...plan.steps];
    try {
      for (let index = from; index < plan.steps.length; index++) {
        await doStep(ground, index);
        if (from === 0) mustBeOurs(meant, plan.steps.slice(0, index + 1));
      }
    } catch (error) {
      const told = await this.rollBack(ground, error);
      throw takenBack(plan, unwritten(error), told);
    }
    return withoutCancel(() => end(ground));
  }

  private async rollBack(ground: Ground, cause: unknown): Promise<UndoReport> {
    const { plan } = ground.journal.state;
    this.log.warn(`${plan.title}: taking everything back`);
    try {
      return await withoutCancel(async () => {
        const told = await takeBackFailed(ground);
        await ground.journal.end();
        if (told.left.length > 0) this.log.warn(`Left as they are: ${told.left.join(', ')}`);
        return told;
      });
    } catch (error) {
      this.log.error('Could not take everything back', error);
      throw halfTakenBack(plan, cause, error);
    }
  }

  private ground(repository: RepositoryPlace, journal: Journal): Ground {
    return { place: this.place, repository, journal, log: this.log };
  }
}

/**
 * Throws `CONTEXT_CHANGED` where the first file that is changed held already what was to be written: somebody does the
 * same, or has done it. What they did is theirs to go on with, to commit, and to undo.
 */
function mustBeOurs(meant: readonly Step[], done: readonly Step[]): void {
  const first = meant.findIndex((step) => step.kind === 'write' && step.text !== step.was);
  const step = done[first];
  const isFirst = first === done.length - 1 && done.every(({ kind }) => kind === 'write');
  if (isFirst && step?.kind === 'write' && step.text === step.was) throw changedMeanwhile(step.path);
}
