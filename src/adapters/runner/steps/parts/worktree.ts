import { promises as fs } from 'node:fs';
import path from 'node:path';
import { isPlanError, PlanError } from '../../../../core/errors';
import type { Step } from '../../../../core/steps';
import { insideRoot } from '../../../files';
import type { GitCommand } from '../../../git/exec';
import { mustRun, realPath, type RepositoryPlace } from '../../../git/repository';
import { execIn, folderIn, isThere, mainTop } from '../../../git/worktrees';
import { withoutOurs } from '../../files/worktreeFiles';
import { removeEmptyFolder, repositoryOf, type RunPlace } from '../../ground/runPlace';
import type { KeptWorktree } from '../../journal/journalState';

/** The worktree that a step acts in; undefined: where the plan runs. */
export function worktreeOf(step: Step | undefined): string | undefined {
  return step && 'worktree' in step ? step.worktree : undefined;
}

/** Where a step acts: in the worktree that it names, else where the plan runs. */
export async function placeOfStep(place: RunPlace, step: Step): Promise<RunPlace> {
  const worktree = worktreeOf(step);
  return worktree === undefined ? place : placeIn(place, worktree);
}

/** The workspace folder as a worktree has it. */
export async function placeIn(place: RunPlace, worktree: string): Promise<RunPlace> {
  const root = await folderIn(place.root, await repositoryOf(place), worktree);
  return { root, exec: execIn(place.exec, root) };
}

/** A worktree's folder, and what git keeps of it in the repository; null when it keeps nothing. */
interface FoundWorktree {
  repository: RepositoryPlace;
  folder: string;
  admin: string | null;
}

export async function findWorktreeFolder(place: RunPlace, worktree: string): Promise<FoundWorktree> {
  const repository = await repositoryOf(place);
  const folder = insideRoot(mainTop(repository) ?? place.root, worktree);
  const admins = path.join(repository.commonDir, 'worktrees');
  const pointer = path.join(await realPath(folder), '.git');
  for (const name of await fs.readdir(admins).catch(() => [])) {
    const admin = path.join(admins, name);
    const text = await fs.readFile(path.join(admin, 'gitdir'), 'utf8').catch(() => null);
    // Git makes the folder first and names the worktree in it then.
    const ours = text === null ? name === path.basename(folder) : (await realPath(text.trim())) === pointer;
    if (ours) return { repository, folder, admin };
  }
  return { repository, folder, admin: null };
}

/**
 * Copies what git keeps of a worktree before it is removed, or, its folder being gone, before another one is made in
 * its place: its index may hold what somebody staged.
 */
export async function keepAdmin({ admin }: FoundWorktree, copy: string): Promise<{ kept?: KeptWorktree }> {
  if (admin === null) return {};
  await fs.rm(copy, { recursive: true, force: true });
  await fs.cp(admin, copy, { recursive: true, preserveTimestamps: true });
  return { kept: { name: path.basename(admin), copy: path.basename(copy) } };
}

/** Puts that back where it is gone. Resolves to its folder. */
export async function putAdminBack(place: RunPlace, { name, copy }: KeptWorktree): Promise<string> {
  const { commonDir } = await repositoryOf(place);
  const admin = path.join(commonDir, 'worktrees', name);
  if (!(await isThere(admin))) await fs.cp(copy, admin, { recursive: true, preserveTimestamps: true });
  return admin;
}

/** A worktree's paths are longer than those of the main work tree, and some systems take no long ones. */
export async function mustFit(place: RunPlace, worktree: string, command: GitCommand): Promise<void> {
  await mustRun(place.exec, command).catch((error: unknown) => {
    if (!isPlanError(error, 'GIT_FAILED') || !/file ?name too long/i.test(error.message)) throw error;
    throw new PlanError(
      'WRITE_FAILED',
      `Paths in ${worktree} are too long for this system. Run “git config core.longPaths true” on Windows, or move the repository to a folder with a shorter path, then try again.`,
      { cause: error },
    );
  });
}

/**
 * Removes what git made of a worktree. Files that hold something else stay where they are, as plain files: names those.
 */
export async function takeDown(place: RunPlace, step: { path: string; at: string }): Promise<string[]> {
  const { repository, folder, admin } = await findWorktreeFolder(place, step.path);
  if (admin === null && !(await isThere(path.join(folder, '.git')))) return [];
  const left = await withoutOurs(place, folder, step.at);
  if (admin !== null) await fs.rm(admin, { recursive: true, force: true });
  for (const each of [folder, path.dirname(folder), path.join(repository.commonDir, 'worktrees')])
    await removeEmptyFolder(each);
  return left.map((file) => path.posix.join(step.path, file));
}
