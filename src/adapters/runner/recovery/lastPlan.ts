import { NothingToUndo, PlanError } from '../../../core/errors';
import type { Logger } from '../../../core/ports';
import type { TakenBack } from '../../../core/runnerPort';
import type { BegunPlan } from '../../../core/steps';
import type { RepositoryPlace } from '../../git/repository';
import { repositoryOf, type RunPlace } from '../ground/runPlace';
import { halfUndone, takenBackOf, unwritten } from '../ground/undoReport';
import { Journal } from '../journal/journal';
import { begunPlan } from '../journal/journalState';
import { isSamePlace, folderPlaceOf } from '../journal/folderPlace';
import { undoSteps } from '../undo/takingBack';
import { repairMoved } from './repairMoved';
import { findLastRun, forgetLastRun, mustBeUntouched, type LastRun } from './lastRun';
import { findUnreadable } from './unreadable';

interface Found {
  run: LastRun;
  folder: string;
  repository: RepositoryPlace;
}

/** The last plan that came to its end here, and undoing it. */
export class LastPlan {
  constructor(
    private readonly place: RunPlace,
    private readonly log: Logger,
  ) {}

  async look(): Promise<BegunPlan | null> {
    const last = await this.find();
    return last && begunPlan(last.run);
  }

  async judgeUndo(): Promise<void> {
    await this.mustBeUndoable(await this.mustFind());
  }

  async undo(): Promise<TakenBack> {
    const last = await this.mustFind();
    await this.mustBeUndoable(last);
    const { run, folder, repository } = last;
    const { started: _, records, outcome: __, worktrees: ___, ...state } = run;
    const journal = await Journal.begin(repository.commonDir, {
      ...state,
      ...folderPlaceOf(this.place, repository),
      started: new Date().toISOString(),
      takingBack: true,
    }).catch((error: unknown) => {
      throw unwritten(error);
    });
    return journal.whileRunning(async () => {
      await journal.adopt(folder, records).catch(async (error: unknown) => {
        await journal.end();
        throw unwritten(error);
      });
      // From here on it is the journal that knows how to go on.
      await forgetLastRun(repository.commonDir);
      const told = await undoSteps({ place: this.place, repository, journal, log: this.log }).catch(
        (error: unknown) => {
          throw halfUndone(run.plan, error);
        },
      );
      await journal.end();
      return takenBackOf(told);
    });
  }

  private async mustFind(): Promise<Found> {
    const last = await this.find();
    if (last) return last;
    throw new NothingToUndo();
  }

  private async find(): Promise<Found | null> {
    const repository = await repositoryOf(this.place);
    const last = await findLastRun(repository.commonDir);
    return last && (await isSamePlace(last.run, folderPlaceOf(this.place, repository)))
      ? { ...last, repository }
      : null;
  }

  private async mustBeUndoable({ run, folder }: Found): Promise<void> {
    await repairMoved(this.place, run);
    const unreadable = await findUnreadable(this.place, run, folder);
    if (unreadable) {
      const next = 'Its commits can still be taken back one by one with “git revert”.';
      throw new PlanError('GIT_FAILED', `“${run.plan.title}” can’t be undone: ${unreadable}. ${next}`);
    }
    await mustBeUntouched(this.place, run, folder);
  }
}
