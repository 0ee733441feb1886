import { isPlanError } from '../../../core/errors';
import type { ForeseenFile } from '../../../core/runnerPort';
import type { Step, StepPlan } from '../../../core/steps';
import { listDiffering, listUncommitted } from '../../git/listings';
import { must, toTopPath, toWorkspacePath, type RepositoryPlace } from '../../git/repository';
import { leftoversBeside } from '../../writing/write';
import { isWritten, textOf, withEndingsOf } from '../steps/actions';
import { writtenFiles } from '../undo/changed';
import { isDone } from '../steps/done';
import type { Hooked, JournalState } from '../journal/journalState';
import { filesOnDisk, modesHere } from '../files/onDisk';
import { repositoryOf, type Place } from '../ground/place';
import { allBut, findStash } from '../steps/parts/stash';
import { changesBetween } from '../files/tree';
import { placeOf } from '../steps/parts/worktree';

/** A file as it will be: a text, or as a commit has it, with its mode and blob; null: gone. */
type Content = { text: string } | { at: string; entry: string } | null;

/** The files of the work tree that won't stay as they are, by their paths from the workspace folder. */
type Future = Map<string, Content>;

/** What restoring and finishing an interrupted plan would make of the files. Looks, and changes nothing. */
export async function previewBoth(
  place: Place,
  state: JournalState,
  finishable: boolean,
): Promise<{ restore: ForeseenFile[]; finish: ForeseenFile[] | null }> {
  const foreseen = new Foreseen(place, await repositoryOf(place), state);
  return { restore: await foreseen.restored(), finish: finishable ? await foreseen.finished() : null };
}

class Foreseen {
  private readonly plan: StepPlan;

  constructor(
    private readonly place: Place,
    private readonly repository: RepositoryPlace,
    private readonly state: JournalState,
  ) {
    this.plan = state.plan;
  }

  async restored(): Promise<ForeseenFile[]> {
    const future = await this.withoutLeftovers();
    for (let index = this.state.records.length - 1; index >= 0; index--) {
      const step = this.plan.steps[index];
      await this.undoHooked(future, this.state.records[index]?.hooked ?? []);
      if (step) await this.undo(future, step, this.state.records[index]?.stash ?? null);
    }
    return this.changesOf(future);
  }

  /** A step that was cut off is taken back and done again: what comes of that is what comes of doing it. */
  async finished(): Promise<ForeseenFile[]> {
    const future = await this.withoutLeftovers();
    const { records } = this.state;
    const [step, record] = [this.plan.steps[records.length - 1], records.at(-1)];
    const done = step && record && (await isDone(await placeOf(this.place, step), step, record));
    if (!done) await this.undoHooked(future, record?.hooked ?? []);
    for (const next of this.plan.steps.slice(Math.max(0, records.length - (done ? 0 : 1)))) await this.do(future, next);
    return this.changesOf(future);
  }

  private async withoutLeftovers(): Promise<Future> {
    const files = await leftoversBeside(this.place.root, writtenFiles(this.plan));
    return new Map(files.map((file) => [file, null]));
  }

  private async undoHooked(future: Future, hooked: readonly Hooked[]): Promise<void> {
    for (const { path: file, before, after } of hooked) {
      if ((await this.textNow(future, file)) === after) future.set(file, before === null ? null : { text: before });
    }
  }

  private async undo(future: Future, step: Step, stash: string | null): Promise<void> {
    const { commit } = this.state.head;
    if (step.kind === 'write') {
      const now = await this.textNow(future, step.path);
      if (step.text === step.was || !isWritten(now, step)) return;
      future.set(step.path, step.was === null ? null : { text: withEndingsOf(now, step.text, step.was) });
    } else if (step.kind === 'switch' && commit !== null) {
      await this.move(future, { from: targetOf(step), to: commit });
    } else if (step.kind === 'bring') {
      await this.move(future, { from: step.at, to: this.target(), pathspec: [`:(literal)${step.path}`] });
    } else if (step.kind === 'stash') {
      const entry = await findStash(this.place, stash, step.message);
      if (!entry) return;
      const { out } = await must(this.place.exec, { args: ['rev-parse', `${entry.commit}^@`] });
      const [base = '', , untracked] = out.trim().split('\n');
      await this.move(future, { from: base, to: entry.commit, pathspec: allBut(step.keep) });
      if (untracked) await this.move(future, { from: null, to: untracked });
    }
  }

  private async do(future: Future, step: Step): Promise<void> {
    const { commit } = this.state.head;
    if (step.kind === 'write') {
      const now = await this.textNow(future, step.path);
      if (!isWritten(now, step)) future.set(step.path, { text: withEndingsOf(now, step.was, step.text) });
    } else if (step.kind === 'switch' && commit !== null) {
      await this.move(future, { from: commit, to: targetOf(step) });
    } else if (step.kind === 'bring') {
      await this.move(future, { from: this.target(), to: step.at, pathspec: [`:(literal)${step.path}`] });
    } else if (step.kind === 'stash' && commit !== null) {
      await this.clean(future, commit, allBut(step.keep));
    }
  }

  /** The files that differ between two commits become as at `to`, but for those that hold something else by now. */
  private async move(future: Future, o: { from: string | null; to: string; pathspec?: string[] }): Promise<void> {
    const changes = await changesBetween(this.place, { pathspec: [], ...o });
    const found = await filesOnDisk(this.place, changes);
    for (const change of changes) {
      const path = toWorkspacePath(this.repository, change.path);
      const now = found.get(change.path) ?? null;
      const ours = future.has(path) || now === null || now === change.from;
      if (ours) future.set(path, change.to === null ? null : { at: o.to, entry: change.to });
    }
  }

  /** What is not as in HEAD becomes so, and what git doesn't know goes: into the stash. */
  private async clean(future: Future, head: string, pathspec: string[]): Promise<void> {
    const { exec } = this.place;
    const asHere = await modesHere(this.place);
    for (const { path: file, from } of await listDiffering(exec, 'diff-index', head, '--', ...pathspec)) {
      const entry = asHere(from.mode, from.blob);
      future.set(toWorkspacePath(this.repository, file), entry === null ? null : { at: head, entry });
    }
    for (const { path: file, isUntracked } of await listUncommitted(exec, pathspec)) {
      if (isUntracked) future.set(toWorkspacePath(this.repository, file), null);
    }
  }

  /** A file's text as it will be by now. One that a commit brings is not looked into. */
  private async textNow(future: Future, path: string): Promise<string | null> {
    const content = future.get(path);
    if (content !== undefined) return content && 'text' in content ? content.text : null;
    return textOf(this.place, path).catch((error: unknown) => {
      // It is no file of ours any more.
      if (isPlanError(error)) return null;
      throw error;
    });
  }

  /** What differs from what is there, sorted by path. */
  private async changesOf(future: Future): Promise<ForeseenFile[]> {
    const paths = [...future.keys()].sort();
    const fromTop = (path: string): string => toTopPath(this.repository, path);
    const asked = paths.map((path) => ({ path: fromTop(path), from: null, to: null }));
    const now = await filesOnDisk(this.place, asked);
    const changes: ForeseenFile[] = [];
    for (const path of paths) {
      const content = future.get(path) ?? null;
      const entry = now.get(fromTop(path)) ?? null;
      if (content === null ? entry === null : 'entry' in content && content.entry === entry) continue;
      if (content !== null && 'text' in content && content.text === (await this.textNow(new Map(), path))) continue;
      changes.push({ path, there: entry !== null, to: content && ('text' in content ? content : { at: content.at }) });
    }
    return changes;
  }

  /** What is checked out when files are brought. */
  private target(): string {
    const step = this.plan.steps.find((each) => each.kind === 'switch');
    return step ? targetOf(step) : 'HEAD';
  }
}

function targetOf(step: Extract<Step, { kind: 'switch' }>): string {
  return step.create?.at ?? `refs/heads/${step.branch}`;
}
