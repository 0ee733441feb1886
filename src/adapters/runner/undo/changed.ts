import { promises as fs } from 'node:fs';
import path from 'node:path';
import { WORKTREES } from '../../../core/plan/names';
import type { StepPlan } from '../../../core/steps';
import { mustRun, toWorkspacePath } from '../../git/repository';
import { repositoryOf, type RunPlace } from '../ground/runPlace';
import { handlerOf } from '../steps';
import { writesIn } from '../steps/parts/texts';

/**
 * The files that aren't as in HEAD and were changed since a time of the disk, ignored ones included, by their paths
 * from the workspace folder. What is inside folders that git ignores whole isn't looked at.
 */
export async function changedSince(place: RunPlace, mark: number): Promise<string[]> {
  const repository = await repositoryOf(place);
  const { out } = await mustRun(place.exec, {
    args: ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--ignored=matching'],
  });
  const files = out.split('\0').flatMap((entry) => (entry === '' || entry.endsWith('/') ? [] : [entry.slice(3)]));
  const changed: string[] = [];
  for (const file of files) {
    if (file.startsWith(`${WORKTREES}/`)) continue;
    if ((await lastChange(path.join(repository.top, file))) >= mark) changed.push(toWorkspacePath(repository, file));
  }
  return changed;
}

/** When a file was changed, by the disk; for one that is gone, the folder that it was in. */
async function lastChange(file: string): Promise<number> {
  const stat = await fs.lstat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  if (stat) return Math.max(stat.mtimeMs, stat.ctimeMs);
  const parent = path.dirname(file);
  return parent === file ? 0 : lastChange(parent);
}

/** The files that the steps of a plan write. */
export function writtenFiles({ steps }: StepPlan): string[] {
  return [...writesIn(steps).keys()];
}

/** The files that the steps of a plan make or change: what came of those is known better. */
export function ownFiles({ steps }: StepPlan): Set<string> {
  return new Set(steps.flatMap((step) => handlerOf(step).ownFiles(step)));
}
