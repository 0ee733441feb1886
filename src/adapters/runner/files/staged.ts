import { inShort } from '../../../core/errors';
import type { Head } from '../../../core/gitData';
import { listDiffering } from '../../git/listings';
import { toWorkspacePath } from '../../git/repository';
import { repositoryOf, type RunPlace } from '../ground/runPlace';
import type { UndoReport } from '../ground/undoReport';
import { readIndex, readTree } from './entries';
import { filesOnDisk, NO_FILE } from './onDisk';

/** The blobs that are staged otherwise than in HEAD, by their paths from the top; null: that the file goes. */
export type Staged = ReadonlyMap<string, string | null>;

/** What is staged upon HEAD's commit; nothing where there is none yet. */
export async function readStaged(place: RunPlace, { commit }: Head): Promise<Staged> {
  const staged = commit === null ? [] : await listDiffering(place.exec, 'diff-index', '--cached', commit, '--');
  const merged = staged.filter(({ unmerged }) => !unmerged);
  return new Map(merged.map(({ path, to }) => [path, to.mode === NO_FILE ? null : to.blob]));
}

/** What a step itself has staged: files by their paths from the workspace folder, and perhaps others as they were. */
export interface StagedByStep {
  files: readonly string[];
  others?: boolean;
  /** All that it has staged, where that is known. */
  tree?: string | undefined;
}

/** Tells what was staged before an index was put back and is no more, unless the step itself had staged it. */
export async function tellUnstaged(
  place: RunPlace,
  before: Staged,
  told: UndoReport,
  own?: StagedByStep,
): Promise<void> {
  if (before.size === 0) return;
  const repository = await repositoryOf(place);
  const after = await readIndex(place.exec);
  let lost = [...before]
    .filter(([file, blob]) => (after.get(file)?.split(' ')[1] ?? null) !== blob)
    .map(([path, blob]) => ({ path, to: blob, name: toWorkspacePath(repository, path) }))
    .filter(({ name }) => own?.files.includes(name) !== true);
  if (lost.length > 0 && own?.tree !== undefined) {
    const ours = await readTree(place.exec, own.tree);
    lost = lost.filter(({ path, to }) => (ours.get(path)?.split(' ')[1] ?? null) !== to);
  }
  if (lost.length > 0 && own?.others) {
    // It has staged them as they were, so what is still on disk is no more than that.
    const found = await filesOnDisk(place, lost);
    lost = lost.filter(({ path, to }) => to !== null && found.get(path)?.split(' ')[1] !== to);
  }
  if (lost.length === 0) return;
  const names = lost.map(({ name, to }) =>
    to === null ? `${name} (that it goes)` : `${name} (“git cat-file -p ${to.slice(0, 12)}” shows it)`,
  );
  told.notes.push(`Staged meanwhile, and not any more: ${inShort(names)}.`);
}
