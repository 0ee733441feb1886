import { isPlanError } from '../../../../core/errors';
import type { ForeseenFile } from '../../../../core/runnerPort';
import { listDiffering, listUncommitted } from '../../../git/listings';
import { toTopPath, toWorkspacePath, type RepositoryPlace } from '../../../git/repository';
import { filesOnDisk, modesHere } from '../../files/onDisk';
import { changesBetween } from '../../files/tree';
import type { RunPlace } from '../../ground/runPlace';
import { textOf } from './texts';

/** A file as it will be: a text, or as a commit has it, with its mode and blob; null: gone. */
type Content = { text: string } | { at: string; entry: string } | null;

/** The work tree as it would be. Steps say what they would make of it; nothing is changed. */
export class Future {
  /** The files that won't stay as they are, by their paths from the workspace folder. */
  private readonly contents = new Map<string, Content>();

  constructor(
    readonly place: RunPlace,
    private readonly repository: RepositoryPlace,
    /** HEAD's commit before the plan. */
    readonly head: string | null,
    /** What the plan has checked out when it brings files. */
    readonly checkedOut: string,
  ) {}

  set(path: string, content: { text: string } | null): void {
    this.contents.set(path, content);
  }

  /** A file's text as it will be by now. One that a commit brings is not looked into. */
  async textOf(path: string): Promise<string | null> {
    const content = this.contents.get(path);
    if (content === undefined) return this.textNow(path);
    return content && 'text' in content ? content.text : null;
  }

  /** The files that differ between two commits become as at `to`, but for those that hold something else by now. */
  async move(o: { from: string | null; to: string; pathspec?: string[] }): Promise<void> {
    const changes = await changesBetween(this.place, { pathspec: [], ...o });
    const found = await filesOnDisk(this.place, changes);
    for (const change of changes) {
      const path = toWorkspacePath(this.repository, change.path);
      const now = found.get(change.path) ?? null;
      const ours = this.contents.has(path) || now === null || now === change.from;
      if (ours) this.contents.set(path, change.to === null ? null : { at: o.to, entry: change.to });
    }
  }

  /** What is not as in a commit becomes so, and what git doesn't know goes: into the stash. */
  async clean(commit: string, pathspec: string[]): Promise<void> {
    const { exec } = this.place;
    const asHere = await modesHere(this.place);
    for (const { path: file, from } of await listDiffering(exec, 'diff-index', commit, '--', ...pathspec)) {
      const entry = asHere(from.mode, from.blob);
      this.contents.set(toWorkspacePath(this.repository, file), entry === null ? null : { at: commit, entry });
    }
    for (const { path: file, isUntracked } of await listUncommitted(exec, pathspec)) {
      if (isUntracked) this.set(toWorkspacePath(this.repository, file), null);
    }
  }

  /** What differs from what is there, sorted by path. */
  async changes(): Promise<ForeseenFile[]> {
    const paths = [...this.contents.keys()].sort();
    const fromTop = (path: string): string => toTopPath(this.repository, path);
    const asked = paths.map((path) => ({ path: fromTop(path), from: null, to: null }));
    const now = await filesOnDisk(this.place, asked);
    const changes: ForeseenFile[] = [];
    for (const path of paths) {
      const content = this.contents.get(path) ?? null;
      const entry = now.get(fromTop(path)) ?? null;
      if (content === null ? entry === null : 'entry' in content && content.entry === entry) continue;
      if (content !== null && 'text' in content && content.text === (await this.textNow(path))) continue;
      changes.push({ path, there: entry !== null, to: content && ('text' in content ? content : { at: content.at }) });
    }
    return changes;
  }

  private async textNow(path: string): Promise<string | null> {
    return textOf(this.place, path).catch((error: unknown) => {
      // It is no file of ours any more.
      if (isPlanError(error)) return null;
      throw error;
    });
  }
}
