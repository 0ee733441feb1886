import { InterruptedEarlier, PlanError } from '../../../core/errors';
import type { Logger } from '../../../core/ports';
import type { ForeseenFile, InterruptedPlan, RecoveryWay, RunResult, TakenBack } from '../../../core/runnerPort';
import type { RepositoryPlace } from '../../git/repository';
import { removeLeftovers } from '../../writing/write';
import { repositoryOf, type RunPlace } from '../ground/runPlace';
import { halfRestored, takenBackOf, notTakenOver, type UndoReport } from '../ground/undoReport';
import { findAtWork } from '../journal/atWork';
import { Journal } from '../journal/journal';
import { begunPlan } from '../journal/journalState';
import { findFolder, isSamePlace, folderPlaceOf } from '../journal/folderPlace';
import { changedSince, writtenFiles } from '../undo/changed';
import { releaseOwnLocks, undoSteps } from '../undo/takingBack';
import { repairMoved } from './repairMoved';
import { isFinishable, isNothingLeft } from './finishable';
import { previewBoth } from './preview';
import { findOtherBranch, findStuck, type Stuck } from './stuck';
import { findUnreadable } from './unreadable';

const DISCARD = 'Discard it, which changes nothing';

/** An operation that was interrupted, and whether the folder it ran in is gone. */
interface Found {
  journal: Journal;
  repository: RepositoryPlace;
  gone: boolean;
}

/** The operation that was interrupted here, if there is one, and what can be done about it. */
export class InterruptedRun {
  constructor(
    private readonly place: RunPlace,
    private readonly log: Logger,
    /** Does what is left of a plan. */
    private readonly finishFrom: (repository: RepositoryPlace, journal: Journal) => Promise<RunResult>,
  ) {}

  /** One that was interrupted in another folder, which is there, is that one's to offer. */
  private async find(): Promise<Found | null> {
    const repository = await repositoryOf(this.place).catch(() => null);
    const journal = repository && (await Journal.interrupted(repository.commonDir));
    if (!journal) return null;
    if (await isSamePlace(journal.state, folderPlaceOf(this.place, repository)))
      return { journal, repository, gone: false };
    const gone = (await findFolder(repository.commonDir, journal.state)) === null;
    return gone ? { journal, repository, gone } : null;
  }

  async look(): Promise<InterruptedPlan | null> {
    const found = await this.find();
    if (!found) return null;
    const { gone, journal } = found;
    if (gone)
      return { ...begunPlan(journal.state), folder: journal.state.folder, gone, finishable: false, stuck: null };
    const stuck = await this.findStuck(journal);
    const finishable = (await this.findUnfinishable(journal)) === null;
    const why = stuck && [stuck.why, ...(stuck.next ? [stuck.next] : [])].join('. ');
    return { ...begunPlan(journal.state), folder: journal.state.folder, gone, finishable, stuck: why };
  }

  async preview(): Promise<{ restore: ForeseenFile[]; finish: ForeseenFile[] | null } | null> {
    const found = await this.find();
    if (!found || found.gone) return null;
    const { state } = found.journal;
    await repairMoved(this.place, state);
    return previewBoth(this.place, state, (await this.findUnfinishable(found.journal)) === null);
  }

  async restore(): Promise<TakenBack> {
    const found = await this.takeOver((journal) => this.mustBeRestorable(journal));
    if (!found) return { left: [] };
    const { journal, repository } = found;
    return journal.whileRunning(async () => {
      const again = journal.state.takingBack === true;
      const told = await this.takeBack(repository, journal).catch((error: unknown) => {
        throw halfRestored(journal.state.plan, error);
      });
      return takenBackOf({ ...told, left: again ? await this.reallyLeft(told.left) : told.left });
    });
  }

  private async takeBack(repository: RepositoryPlace, journal: Journal): Promise<UndoReport> {
    await this.cleanUp(repository, journal);
    const told = await undoSteps({ place: this.place, repository, journal, log: this.log });
    await journal.end();
    return told;
  }

  async finish(): Promise<RunResult> {
    const found = await this.takeOver((journal) => this.mustBeFinishable(journal));
    if (!found) return { commit: null, stash: null };
    return found.journal.whileRunning(async () => {
      await this.cleanUp(found.repository, found.journal).catch((error: unknown) => {
        throw notTakenOver(found.journal.state.plan, error);
      });
      return this.finishFrom(found.repository, found.journal);
    });
  }

  /** What a crash leaves, and what a repository that was moved since needs, before a step is looked at. */
  private async cleanUp(repository: RepositoryPlace, journal: Journal): Promise<void> {
    await this.removeLeftovers(journal);
    await repairMoved(this.place, journal.state);
    await releaseOwnLocks({ place: this.place, repository, journal, log: this.log });
  }

  /** Also where the plan writes no file here: its turns were in the git directory. */
  private removeLeftovers({ state }: Journal): Promise<void> {
    return removeLeftovers(this.place.root, [...writtenFiles(state.plan), '.']);
  }

  /**
   * Lets an interrupted plan go that can't be taken back, since its folder is gone, somebody has gone on, or taking it
   * back has come to no end; the copies that were kept to take it back go with it.
   */
  async discard(): Promise<void> {
    const found = await this.find();
    if (!found) return;
    await this.mustBeDiscardable(found);
    await found.journal.takeOver();
    if (!found.gone) {
      const { log } = this;
      await this.removeLeftovers(found.journal).catch((error: unknown) => log.error('Can’t remove leftovers', error));
    }
    await found.journal.end();
  }

  /** Throws as one of the three does; changes no more than `preview`. */
  async judge(way: RecoveryWay): Promise<void> {
    const found = await this.find();
    if (!found) return;
    if (way === 'discard') return this.mustBeDiscardable(found);
    mustBeHere(found);
    await (way === 'restore' ? this.mustBeRestorable(found.journal) : this.mustBeFinishable(found.journal));
  }

  /** The interrupted plan, made this process's own; null when there is none here. `judge` may refuse before that. */
  private async takeOver(
    judge: (journal: Journal) => Promise<void>,
  ): Promise<{ journal: Journal; repository: RepositoryPlace } | null> {
    const found = await this.find();
    if (!found) return null;
    const { journal, repository } = found;
    mustBeHere(found);
    await judge(journal);
    await journal.takeOver();
    return { journal, repository };
  }

  /** What a first try to take back had done already looks like somebody's change; what is as in HEAD is none. */
  private async reallyLeft(left: string[]): Promise<string[]> {
    const changed = left.length > 0 ? await changedSince(this.place, 0) : [];
    return left.filter((file) => changed.includes(file));
  }

  /** After a crash a person may have gone on by hand: then nothing is taken back by half, or from under their feet. */
  private async mustBeRestorable(journal: Journal): Promise<void> {
    const stuck = await this.findStuck(journal);
    if (stuck === null) return;
    const { plan } = journal.state;
    const finish =
      (await this.findUnfinishable(journal)) === null ? 'Finish it, or discard it, which changes nothing' : DISCARD;
    const next = stuck.next ?? finish;
    throw new PlanError('GIT_FAILED', `“${plan.title}” can’t be taken back: ${stuck.why}. ${next}.`);
  }

  private async mustBeFinishable(journal: Journal): Promise<void> {
    const stuck = await this.findUnfinishable(journal);
    if (stuck === null) return;
    const { title } = journal.state.plan;
    const next = stuck.next ?? ((await this.findStuck(journal)) ? DISCARD : 'Restore it, then start again');
    throw new PlanError('GIT_FAILED', `“${title}” can’t be finished: ${stuck.why}. ${next}.`);
  }

  private async mustBeDiscardable({ journal, gone }: Found): Promise<void> {
    const { title } = journal.state.plan;
    // What it does next would be taken back by nobody.
    const atWork = gone ? null : await findGit(journal);
    if (atWork) throw new PlanError('GIT_FAILED', `“${title}” can’t be discarded yet: ${atWork.why}. ${atWork.next}.`);
    const canGo = gone || journal.state.takingBack || (await this.findStuck(journal)) !== null;
    if (!canGo) throw new PlanError('GIT_FAILED', `“${title}” can still be taken back. Restore it instead.`);
  }

  private async findStuck(journal: Journal): Promise<Stuck | null> {
    const atWork = await findGit(journal);
    if (atWork) return atWork;
    await repairMoved(this.place, journal.state);
    const unreadable = await findUnreadable(this.place, journal.state, journal.folder);
    return unreadable ? { why: unreadable, next: null } : findStuck(this.place, journal);
  }

  /** Why it can't be finished; null when it can. */
  private async findUnfinishable(journal: Journal): Promise<Stuck | null> {
    const { state } = journal;
    const atWork = await findGit(journal);
    if (atWork) return atWork;
    if (state.takingBack) return { why: 'taking it back has begun', next: null };
    await repairMoved(this.place, state);
    const away = await findOtherBranch(this.place, state);
    if (away) return away;
    if (!(await isFinishable(this.place, state)))
      return { why: 'some of what it did was taken back since', next: null };
    return (await isNothingLeft(this.place, state)) ? { why: 'nothing is left to be committed', next: null } : null;
  }
}

function mustBeHere({ journal: { state }, gone }: Found): void {
  if (gone) throw new InterruptedEarlier(state.plan.title, { folder: state.folder, gone });
}

/** Whether git, which the killed process had called, is still at work and may yet commit. */
async function findGit({ folder }: Journal): Promise<(Stuck & { next: string }) | null> {
  const process = await findAtWork(folder);
  if (process === null) return null;
  const why = `git is still at work for it (process ${process}), perhaps in a hook`;
  return { why, next: 'Wait until that ends, or end it, then try again' };
}
