import { existsSync } from 'node:fs';
import path from 'node:path';
import { Cancelled, PlanError, isPlanError } from '../../core/errors';
import type { BegunPlan, Logger, Runner, RunResult } from '../../core/ports';
import type { Step, StepPlan } from '../../core/workflow/steps';
import { mustBeWanted, toTheEnd } from '../cancel';
import { gitExec, type GitOptions } from '../git/exec';
import { readHead } from '../git/refs';
import { findRepository, type RepositoryPlace } from '../git/repository';
import { act } from './actions';
import type { Place } from './place';
import { copyIndex } from './indexFile';
import { Journal, running, type JournalState } from './journal';
import {
  findLastRun,
  forgetLastRun,
  keepLastRun,
  mustBeUntouched,
  readOutcome,
  readOutcomes,
  type LastRun,
  type Outcome,
} from './lastRun';
import { isDone } from './done';
import { previewBoth } from './preview';
import { findStash, undo } from './undo';
import { excludeSize, keepWorktree, placeOf } from './worktree';

/** Runs plans of steps in the workspace folder `root`, all or nothing, with a journal in the git common directory. */
export function createRunner(root: string, options: GitOptions): Runner {
  const place: Place = { root, exec: gitExec(root, options) };
  const runner = new PlanRunner(place, options.log);
  return {
    run: (plan) => runner.run(plan),
    interrupted: async () => begunPlan((await runner.interrupted())?.state),
    async preview() {
      const journal = await runner.interrupted();
      return journal && previewBoth(place, journal.state);
    },
    restore: () => runner.restore(),
    finish: () => runner.finish(),
    last: async () => begunPlan((await runner.last())?.run),
    undoLast: () => runner.undoLast(),
  };
}

function begunPlan(state: JournalState | undefined): BegunPlan | null {
  return state ? { plan: state.plan, head: state.head, begun: state.records.length } : null;
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
    if (!repository) return this.runWithoutGit(plan.steps);
    const journal = await this.begin(repository, plan);
    return asRunning(journal, () => this.goOn(repository, journal, 0));
  }

  async interrupted(): Promise<Journal | null> {
    const repository = await findRepository(this.place.exec, this.place.root).catch(() => null);
    const journal = repository && (await Journal.interrupted(repository.commonDir));
    return journal?.state.folder === this.place.root ? journal : null;
  }

  async restore(): Promise<void> {
    const journal = await this.interrupted();
    if (!journal) return;
    const repository = await findRepository(this.place.exec, this.place.root);
    await this.checkUntouched(journal);
    await journal.takeOver();
    await asRunning(journal, async () => {
      await this.takeBack(repository, journal);
      await journal.end();
    });
  }

  async finish(): Promise<RunResult> {
    const journal = await this.interrupted();
    if (!journal) return { commit: null, stash: null };
    const repository = await findRepository(this.place.exec, this.place.root);
    await this.checkUntouched(journal);
    await journal.takeOver();
    return asRunning(journal, () => this.finishFrom(repository, journal));
  }

  private async finishFrom(repository: RepositoryPlace, journal: Journal): Promise<RunResult> {
    const last = journal.state.records.length - 1;
    const step = journal.state.plan.steps[last];
    const record = journal.state.records[last];
    const done =
      step !== undefined && record !== undefined && (await isDone(await placeOf(this.place, step), step, record));
    // A step that was cut off half-way is taken back before it is begun again.
    if (step && record && !done) await toTheEnd(() => this.undoStep(repository, journal, last));
    if (!done) journal.state.records.pop();
    return this.goOn(repository, journal, journal.state.records.length);
  }

  async last(): Promise<{ run: LastRun; folder: string; repository: RepositoryPlace } | null> {
    const repository = await findRepository(this.place.exec, this.place.root);
    const last = await findLastRun(repository.commonDir);
    return last?.run.folder === this.place.root ? { ...last, repository } : null;
  }

  async undoLast(): Promise<void> {
    const last = await this.last();
    if (!last) return;
    const { run, folder, repository } = last;
    await mustBeUntouched(this.place, run);
    const { started: _, records, outcome: __, ...state } = run;
    const journal = await Journal.begin(repository.commonDir, { ...state, started: new Date().toISOString() });
    running.add(journal.state.started);
    try {
      await journal.adopt(folder, records);
      await this.takeBack(repository, journal);
      await journal.end();
      await forgetLastRun(repository.commonDir);
    } finally {
      running.delete(journal.state.started);
    }
  }

  /** A plan of one file or of none of git's own needs no journal: a single write is all or nothing by itself. */
  private async repository(plan: StepPlan): Promise<RepositoryPlace | null> {
    const filesOnly = plan.steps.every((step) => FILE_STEPS.includes(step.kind));
    if (filesOnly && plan.steps.length === 1) return null;
    return findRepository(this.place.exec, this.place.root).catch((error: unknown) => {
      if (filesOnly && (isPlanError(error, 'NOT_A_REPOSITORY') || isPlanError(error, 'GIT_MISSING'))) return null;
      throw error;
    });
  }

  private async runWithoutGit(steps: Step[]): Promise<RunResult> {
    for (const [index, step] of steps.entries()) {
      try {
        await act(this.place, step);
      } catch (error) {
        for (const begun of steps.slice(0, index + 1).reverse()) {
          await undo(this.place, {
            step: begun,
            record: { commit: null, index: null },
            index: null,
            kept: null,
            head: { branch: null, commit: null },
          });
        }
        throw error;
      }
    }
    return { commit: null, stash: null };
  }

  private async begin(repository: RepositoryPlace, plan: StepPlan): Promise<Journal> {
    try {
      return await Journal.begin(repository.commonDir, {
        started: new Date().toISOString(),
        folder: this.place.root,
        plan,
        head: await readHead(this.place.exec),
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
      await this.rollBack(repository, journal, error);
      throw takenBack(plan, unwritten(error));
    }
    return toTheEnd(() => this.end(repository, journal));
  }

  private async end(repository: RepositoryPlace, journal: Journal): Promise<RunResult> {
    const { plan } = journal.state;
    const stash = journal.state.records.find((record) => record.stash)?.stash;
    const name = await this.stashName(plan, stash);
    const kept = await this.keep(repository, journal);
    return { commit: await this.committed(plan, kept), stash: name };
  }

  private async committed({ steps }: StepPlan, kept: Outcome | null): Promise<string | null> {
    const step = steps.findLast((each) => each.kind === 'commit' || each.kind === 'commitAll');
    if (!step) return null;
    const place = await placeOf(this.place, step);
    return kept && place === this.place ? kept.head.commit : (await readHead(place.exec)).commit;
  }

  /** What was done stays done, whether it can be undone later or not. */
  private async keep(repository: RepositoryPlace, journal: Journal): Promise<Outcome | null> {
    try {
      const outcome = await readOutcome(this.place.exec);
      // What has nothing to be taken back leaves the one before to be undone.
      if (journal.state.plan.steps.every((step) => step.kind === 'worktreeRepair')) {
        await journal.end();
        return outcome;
      }
      const worktrees = await readOutcomes(this.place, journal.state.plan);
      await keepLastRun(repository.commonDir, journal.folder, { ...journal.state, outcome, worktrees });
      return outcome;
    } catch (error) {
      this.log.warn(`${journal.state.plan.title}: it can’t be undone later (${String(error)})`);
      await journal.end();
      await forgetLastRun(repository.commonDir);
      return null;
    }
  }

  private async doStep(repository: RepositoryPlace, journal: Journal, index: number): Promise<void> {
    const step = journal.state.plan.steps[index];
    if (!step) return;
    mustBeWanted();
    const place = await placeOf(this.place, step);
    const touchesIndex = INDEX_STEPS.includes(step.kind);
    const copy = touchesIndex ? `index-${index}` : null;
    if (copy) await copyIndex(await this.indexFile(repository, place), journal.backup(copy));
    // Nothing has moved before the first step.
    const first = index === 0 && place === this.place;
    const head = first ? journal.state.head : touchesIndex ? await readHead(place.exec) : null;
    const commit = head?.commit ?? null;
    const size = step.kind === 'exclude' ? { size: await excludeSize(place) } : {};
    const kept = await keepWorktree(place, step, journal.backup(`worktree-${index}`));
    journal.state.records[index] = { commit, index: copy, ...size, ...kept };
    await journal.save();
    this.log.info(
      `${journal.state.plan.title}: step ${index + 1} of ${journal.state.plan.steps.length} (${step.kind})`,
    );
    await act(place, step);
    if (step.kind === 'stash') {
      const entry = await findStash(this.place, null, step.message);
      if (entry) journal.state.records[index] = { commit, index: copy, stash: entry.commit };
    }
  }

  private async rollBack(repository: RepositoryPlace, journal: Journal, cause: unknown): Promise<void> {
    this.log.warn(`${journal.state.plan.title}: taking everything back`);
    try {
      await toTheEnd(() => this.takeBack(repository, journal));
      await journal.end();
    } catch (error) {
      this.log.error('Could not take everything back', error);
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new PlanError(
        'GIT_FAILED',
        `“${journal.state.plan.title}” failed (${why}) and could not be taken back whole: ${error instanceof Error ? error.message : String(error)} Nothing is lost; restore it when that is mended.`,
        { cause: error },
      );
    }
  }

  private async takeBack(repository: RepositoryPlace, journal: Journal): Promise<void> {
    for (let index = journal.state.records.length - 1; index >= 0; index--)
      await this.undoStep(repository, journal, index);
  }

  private async undoStep(repository: RepositoryPlace, journal: Journal, index: number): Promise<void> {
    const step = journal.state.plan.steps[index];
    const record = journal.state.records[index];
    if (!step || !record) return;
    const place = await placeOf(this.place, step);
    // A worktree that somebody removed meanwhile has nothing left to be taken back in.
    if (!existsSync(place.root)) return;
    const copy =
      record.index === null
        ? null
        : { file: await this.indexFile(repository, place), copy: journal.backup(record.index) };
    const kept = record.kept ? { name: record.kept.name, copy: journal.backup(record.kept.copy) } : null;
    await undo(place, { step, record, index: copy, kept, head: journal.state.head });
  }

  /** After a crash a person may have gone on by hand: then nothing is moved under their feet. */
  private async checkUntouched(journal: Journal): Promise<void> {
    const { plan, head } = journal.state;
    const now = await readHead(this.place.exec);
    const target = plan.steps.find((step) => step.kind === 'switch')?.branch ?? head.branch;
    if (now.branch === head.branch || now.branch === target) return;
    await journal.end();
    const stash = plan.steps.find((step) => step.kind === 'stash');
    throw new PlanError(
      'GIT_FAILED',
      `The repository has moved on to ${now.branch ?? 'a detached HEAD'} since “${plan.title}” was interrupted, so nothing was changed.${stash ? ` Stashed changes, if any, are in “${stash.message}” (git stash list).` : ''}`,
    );
  }

  private async indexFile(repository: RepositoryPlace, place: Place): Promise<string> {
    const { gitDir } = place === this.place ? repository : await findRepository(place.exec, place.root);
    return path.join(gitDir, 'index');
  }

  private async stashName(plan: StepPlan, commit: string | undefined): Promise<string | null> {
    const step = plan.steps.find((each) => each.kind === 'stash');
    if (!step || commit === undefined) return null;
    const entry = await findStash(this.place, commit, step.message);
    return entry ? `${entry.name}: ${step.message}` : null;
  }
}

/** While it runs here, the operation is nobody's to restore. */
async function asRunning<T>(journal: Journal, work: () => Promise<T>): Promise<T> {
  const { started } = journal.state;
  running.add(started);
  try {
    return await work();
  } finally {
    running.delete(started);
  }
}

/** What git said of a failure is no next step. */
function takenBack(plan: StepPlan, error: unknown): unknown {
  if (error instanceof Cancelled)
    return new Cancelled(`“${plan.title}” was cancelled. Everything is as it was before.`);
  if (!isPlanError(error, 'GIT_FAILED')) return error;
  const message = `${error.message.replace(/([^.!?])$/, '$1.')} Everything is as it was before. Mend that, then try again.`;
  return new PlanError('GIT_FAILED', message, { cause: error });
}

/** Errors of the file system become coded ones. */
function unwritten(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof PlanError || code === undefined) return error;
  const why = code === 'ENOSPC' ? 'the disk is full' : `it can't be written (${code})`;
  return new PlanError('WRITE_FAILED', `Nothing was changed: ${why}. Mend that, then try again.`, { cause: error });
}
