import { existsSync } from 'node:fs';
import { isWithoutGit } from '../../core/errors';
import type { Logger } from '../../core/ports';
import type { Runner, RunResult } from '../../core/runnerPort';
import type { Step, StepPlan } from '../../core/steps';
import { mustBeWanted, toTheEnd } from '../system/cancel';
import { gitExec, type GitOptions } from '../git/exec';
import type { RepositoryPlace } from '../git/repository';
import { act, type Done } from './steps/actions';
import { applyStash } from './applyStash';
import { isDone } from './steps/done';
import { changedTexts, ownTexts, runsHooks } from './undo/hooked';
import { copyIndex } from './files/indexFile';
import { Journal } from './journal/journal';
import { keepFiles } from './files/keptFiles';
import { forgetLastRun, keepLastRun, noteMade, readOutcome, readOutcomes } from './recovery/lastRun';
import { branchMeant, isCommit, mustBeOn, noteCommit } from './steps/parts/made';
import { headOf, repositoryOf, type Place } from './ground/place';
import { begunPlan, Recovery } from './recovery/recovery';
import { stoodIn } from './journal/standing';
import { allBut, findStash } from './steps/parts/stash';
import { indexFile, takeBackFailed, undoStep, type Ground } from './undo/takingBack';
import { halfTakenBack, nothingTold, takenBack, unwritten, type Told } from './ground/told';
import { hasHooks, readUncommitted, type Uncommitted } from './files/uncommitted';
import { undo } from './steps/undo';
import { excludeSize, keepWorktree, placeOf } from './steps/parts/worktree';

/** Runs plans of steps in the workspace folder `root`, all or nothing, with a journal in the git common directory. */
export function createRunner(root: string, options: GitOptions): Runner {
  const exec = gitExec(root, options);
  const runner = (place: Place = { root, exec }): PlanRunner => new PlanRunner(place, options.log);
  // Each operation looks for itself where it is.
  const recovery = (): Recovery => {
    const place = { root, exec };
    return new Recovery(place, options.log, (repository, journal) => runner(place).finishFrom(repository, journal));
  };
  return {
    run: (plan) => runner().run(plan),
    interrupted: () => recovery().interrupted(),
    preview: () => recovery().preview(),
    restore: () => recovery().restore(),
    finish: () => recovery().finish(),
    discard: () => recovery().discard(),
    last: async () => {
      const last = await recovery().last();
      return last && begunPlan(last.run);
    },
    judgeUndo: () => recovery().judgeUndo(),
    undoLast: () => recovery().undoLast(),
    applyStash: (name) => applyStash({ root, exec }, name),
  };
}

const FILE_STEPS = ['write', 'makeFolder'];
/** What changes an index that is there before and after it. */
const INDEX_STEPS = ['stash', 'switch', 'commit', 'commitAll'];

class PlanRunner {
  constructor(
    private readonly place: Place,
    private readonly log: Logger,
  ) {}

  async run(plan: StepPlan): Promise<RunResult> {
    if (plan.steps.length === 0) return { commit: null, stash: null };
    const repository = await this.repository(plan);
    mustBeWanted();
    // Its steps are noted as they were done; the given plan is the caller's.
    const steps = [...plan.steps];
    if (!repository) return this.runWithoutGit({ ...plan, steps });
    const uncommitted = await this.uncommittedBefore(steps);
    const journal = await this.begin(repository, { ...plan, steps });
    journal.uncommitted = uncommitted;
    return journal.whileRunning(() => this.goOn(repository, journal, 0));
  }

  async finishFrom(repository: RepositoryPlace, journal: Journal): Promise<RunResult> {
    const last = journal.state.records.length - 1;
    const step = journal.state.plan.steps[last];
    const record = journal.state.records[last];
    const done =
      step !== undefined && record !== undefined && (await isDone(await placeOf(this.place, step), step, record));
    // A step that was cut off half-way is taken back before it is begun again.
    if (step && record && !done) await toTheEnd(() => undoStep(this.ground(repository, journal), last, nothingTold()));
    if (!done) {
      journal.state.records.pop();
      // Its copies are made again next, over those that the record speaks of.
      await journal.save();
    }
    return this.goOn(repository, journal, journal.state.records.length);
  }

  /** A plan of one file or of none of git's own needs no journal: a single write is all or nothing by itself. */
  private async repository(plan: StepPlan): Promise<RepositoryPlace | null> {
    const filesOnly = plan.steps.every((step) => FILE_STEPS.includes(step.kind));
    if (filesOnly && plan.steps.length === 1) return null;
    return repositoryOf(this.place).catch((error: unknown) => {
      if (filesOnly && isWithoutGit(error)) return null;
      throw error;
    });
  }

  private async runWithoutGit(plan: StepPlan): Promise<RunResult> {
    for (const [index, step] of plan.steps.entries()) {
      try {
        plan.steps[index] = (await act(this.place, step)).step;
      } catch (error) {
        const told = nothingTold();
        const nothing = { record: { commit: null, index: null }, index: null, kept: null, told };
        for (const begun of plan.steps.slice(0, index + 1).reverse()) {
          await undo(this.place, { step: begun, ...nothing, head: { branch: null, commit: null } });
        }
        throw takenBack(plan, error, told);
      }
    }
    return { commit: null, stash: null };
  }

  /** What a hook could put away: without hooks it needn't be known. */
  private async uncommittedBefore(steps: readonly Step[]): Promise<Uncommitted | null> {
    if (!steps.some(runsHooks) || !(await hasHooks(this.place))) return null;
    const places = [{ place: this.place, name: '' }];
    for (const step of steps) {
      const name = isCommit(step) ? step.worktree : undefined;
      const place = await placeOf(this.place, step);
      if (name !== undefined && existsSync(place.root)) places.push({ place, name });
    }
    return readUncommitted(places);
  }

  private ground(repository: RepositoryPlace, journal: Journal): Ground {
    return { place: this.place, repository, journal, log: this.log };
  }

  private async begin(repository: RepositoryPlace, plan: StepPlan): Promise<Journal> {
    try {
      return await Journal.begin(repository.commonDir, {
        started: new Date().toISOString(),
        ...stoodIn(this.place, repository),
        plan,
        head: await headOf(this.place),
      });
    } catch (error) {
      throw unwritten(error);
    }
  }

  private async goOn(repository: RepositoryPlace, journal: Journal, from: number): Promise<RunResult> {
    const { plan } = journal.state;
    try {
      for (let index = from; index < plan.steps.length; index++) await this.doStep(repository, journal, index);
    } catch (error) {
      const told = await this.rollBack(repository, journal, error);
      throw takenBack(plan, unwritten(error), told);
    }
    return toTheEnd(() => this.end(repository, journal));
  }

  private async end(repository: RepositoryPlace, journal: Journal): Promise<RunResult> {
    const { plan } = journal.state;
    const stash = journal.state.records.find((record) => record.stash)?.stash;
    const name = await this.stashName(plan, stash);
    await this.keep(repository, journal);
    return { commit: await this.committed(journal), stash: name };
  }

  private async committed({ state: { plan, records } }: Journal): Promise<string | null> {
    const index = plan.steps.findLastIndex(isCommit);
    const step = plan.steps[index];
    if (!step) return null;
    return records[index]?.made ?? (await headOf(await placeOf(this.place, step))).commit;
  }

  /** What was done stays done, whether it can be undone later or not. */
  private async keep(repository: RepositoryPlace, journal: Journal): Promise<void> {
    try {
      const outcome = await readOutcome(this.place);
      const worktrees = await readOutcomes(this.place, journal.state.plan);
      await noteMade(this.place, journal.state, outcome, worktrees);
      // What has nothing to be taken back leaves the one before to be undone.
      if (journal.state.plan.steps.every((step) => step.kind === 'worktreeRepair')) return await journal.end();
      await keepLastRun(repository.commonDir, journal.folder, { ...journal.state, outcome, worktrees });
    } catch (error) {
      this.log.warn(`${journal.state.plan.title}: it can’t be undone later (${String(error)})`);
      await journal.end();
      await forgetLastRun(repository.commonDir);
    }
  }

  private async doStep(repository: RepositoryPlace, journal: Journal, index: number): Promise<void> {
    const step = journal.state.plan.steps[index];
    if (!step) return;
    mustBeWanted();
    const place = await placeOf(this.place, step);
    const touchesIndex = INDEX_STEPS.includes(step.kind);
    const copy = touchesIndex ? `index-${index}` : null;
    if (copy) await copyIndex(await indexFile(this.ground(repository, journal), place), journal.backup(copy));
    // Nothing has moved before the first step.
    const first = index === 0 && place === this.place;
    const head = first ? journal.state.head : touchesIndex ? await headOf(place) : null;
    if (isCommit(step) && head) mustBeOn(branchMeant(journal.state, index), head);
    const stood = { commit: head?.commit ?? null, ...(head ? { branch: head.branch } : {}) };
    const size = step.kind === 'exclude' ? { size: await excludeSize(place) } : {};
    const kept = await keepWorktree(place, step, journal.backup(`worktree-${index}`));
    const files =
      step.kind === 'stash' ? await keepFiles(place, allBut(step.keep), journal.backup(`files-${index}`)) : {};
    journal.state.records[index] = { ...stood, index: copy, ...size, ...kept, ...files };
    await journal.save();
    this.log.info(
      `${journal.state.plan.title}: step ${index + 1} of ${journal.state.plan.steps.length} (${step.kind})`,
    );
    const done = await (runsHooks(step) ? this.actWithHooks(place, step, journal, index) : act(place, step));
    if (done.step !== step) {
      journal.state.plan.steps[index] = done.step;
      await journal.save();
    }
    if (step.kind === 'switch') mustBeOn(step.branch, await headOf(place));
    if (isCommit(step)) await noteCommit(place, step, journal.state.records[index], done.printed);
    if (step.kind === 'stash') {
      const entry = await findStash(this.place, null, step.message);
      const record = journal.state.records[index];
      if (entry && record) record.stash = entry.commit;
    }
  }

  /** Notes what hooks make of the files that were written before: it is ours to take back. */
  private async actWithHooks(place: Place, step: Step, journal: Journal, index: number): Promise<Done> {
    const { plan, records } = journal.state;
    const before = await ownTexts(this.place, plan.steps.slice(0, index));
    const stood = place === this.place ? records[index] : await headOf(this.place);
    const meant = step.kind === 'switch' ? step.branch : stood?.branch;
    await journal.noteHooks();
    try {
      return await act(place, step);
    } finally {
      const hooked = await changedTexts(this.place, before);
      const record = records[index];
      // Those of another branch are no hook's work.
      if (record && hooked.length > 0 && (await toTheEnd(() => headOf(this.place))).branch === meant) {
        record.hooked = hooked;
        // It is in memory for now, and what git has done is to be taken back or to go on in any case.
        await journal.save().catch((error: unknown) => this.log.error('Can’t note what hooks changed', error));
      }
    }
  }

  private async rollBack(repository: RepositoryPlace, journal: Journal, cause: unknown): Promise<Told> {
    this.log.warn(`${journal.state.plan.title}: taking everything back`);
    try {
      return await toTheEnd(async () => {
        const told = await takeBackFailed(this.ground(repository, journal));
        await journal.end();
        if (told.left.length > 0) this.log.warn(`Left as they are: ${told.left.join(', ')}`);
        return told;
      });
    } catch (error) {
      this.log.error('Could not take everything back', error);
      throw halfTakenBack(journal.state.plan, cause, error);
    }
  }

  private async stashName(plan: StepPlan, commit: string | undefined): Promise<string | null> {
    const step = plan.steps.find((each) => each.kind === 'stash');
    if (!step || commit === undefined) return null;
    const entry = await findStash(this.place, commit, step.message);
    return entry ? `${entry.name}: ${step.message}` : null;
  }
}
