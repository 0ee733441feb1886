import { promises as fs } from 'node:fs';
import path from 'node:path';
import { isPlanError, PlanError } from '../../../../core/errors';
import type { Step } from '../../../../core/steps';
import { insideRoot } from '../../../files';
import type { GitCommand } from '../../../git/exec';
import { waitForLock } from '../../../git/locks';
import { must, realPath, type RepositoryPlace } from '../../../git/repository';
import { execIn, folderIn, isThere, mainTop } from '../../../git/worktrees';
import type { JournalState, KeptWorktree } from '../../journal/journalState';
import { removeEmptyFolder, repositoryOf, type Place } from '../../ground/place';
import { deleteMade, tipOf } from '../../ground/tips';
import type { Told } from '../../ground/told';
import { withoutOurs } from '../../files/worktreeFiles';

type AddStep = Extract<Step, { kind: 'worktreeAdd' }>;
type RemoveStep = Extract<Step, { kind: 'worktreeRemove' }>;
type RepairStep = Extract<Step, { kind: 'worktreeRepair' }>;
type ExcludeStep = Extract<Step, { kind: 'exclude' }>;

/** Where a step acts: in the worktree that it names, else where the plan runs. */
export async function placeOf(place: Place, step: Step): Promise<Place> {
  const worktree = 'worktree' in step ? step.worktree : undefined;
  return worktree === undefined ? place : placeIn(place, worktree);
}

/** The workspace folder as a worktree has it. */
export async function placeIn(place: Place, worktree: string): Promise<Place> {
  const root = await folderIn(place.root, await repositoryOf(place), worktree);
  return { root, exec: execIn(place.exec, root) };
}

/** A worktree's folder, and what git keeps of it in the repository; null when it keeps nothing. */
interface Found {
  repository: RepositoryPlace;
  folder: string;
  admin: string | null;
}

async function find(place: Place, worktree: string): Promise<Found> {
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

/** Checks a branch out in a folder of its own. Throws `GIT_FAILED`, `WRITE_FAILED` for paths that are too long. */
export async function addWorktree(place: Place, step: AddStep): Promise<void> {
  const { folder, admin } = await find(place, step.path);
  // Git remembers a worktree whose folder is gone, and would refuse to make another one there.
  if (admin !== null) await must(place.exec, { args: ['worktree', 'remove', '--', folder], writes: true });
  const what = step.create ? ['--no-track', '-b', step.branch, '--', folder, step.at] : ['--', folder, step.branch];
  const beforeRetry = step.create ? ['update-ref', '-d', `refs/heads/${step.branch}`, step.at] : undefined;
  const args = ['worktree', 'add', ...what];
  await mustFit(place, step.path, { args, writes: true, ...(beforeRetry ? { beforeRetry } : {}) });
}

/**
 * Copies what git keeps of a worktree before it is removed, or, its folder being gone, before another one is made in
 * its place: its index may hold what somebody staged. Throws `WRITE_FAILED` where the folder to be made is in the way:
 * what is in it is never taken for ours.
 */
export async function keepWorktree(place: Place, step: Step, copy: string): Promise<{ kept?: KeptWorktree }> {
  if (step.kind !== 'worktreeAdd' && step.kind !== 'worktreeRemove') return {};
  const { folder, admin } = await find(place, step.path);
  if (step.kind === 'worktreeAdd' && (await isInTheWay(folder))) {
    throw new PlanError(
      'WRITE_FAILED',
      `${step.path} is in the way: the worktree is to be made there. Move it away, then try again.`,
    );
  }
  if (admin === null) return {};
  await fs.rm(copy, { recursive: true, force: true });
  await fs.cp(admin, copy, { recursive: true, preserveTimestamps: true });
  return { kept: { name: path.basename(admin), copy: path.basename(copy) } };
}

async function putBack(place: Place, { name, copy }: KeptWorktree): Promise<string> {
  const { commonDir } = await repositoryOf(place);
  const admin = path.join(commonDir, 'worktrees', name);
  if (!(await isThere(admin))) await fs.cp(copy, admin, { recursive: true, preserveTimestamps: true });
  return admin;
}

/** A worktree's paths are longer than those of the main work tree, and some systems take no long ones. */
async function mustFit(place: Place, worktree: string, command: GitCommand): Promise<void> {
  await must(place.exec, command).catch((error: unknown) => {
    if (!isPlanError(error, 'GIT_FAILED') || !/file ?name too long/i.test(error.message)) throw error;
    throw new PlanError(
      'WRITE_FAILED',
      `Paths in ${worktree} are too long for this system. Run “git config core.longPaths true” on Windows, or move the repository to a folder with a shorter path, then try again.`,
      { cause: error },
    );
  });
}

/** Takes a worktree away again, and the branch that was made with it, unless somebody has worked there since. */
export async function undoAdd(place: Place, step: AddStep, kept: KeptWorktree | null, told: Told): Promise<void> {
  const tip = await tipOf(place, `refs/heads/${step.branch}`);
  if (tip !== '' && tip !== step.at) return void told.refs.push(`worktree ${step.path} and branch ${step.branch}`);
  told.left.push(...(await takeDown(place, step)));
  if (step.create) await deleteMade(place, step.branch, step.at);
  if (kept) await putBack(place, kept);
}

export async function isAdded(place: Place, step: AddStep): Promise<boolean> {
  const { folder, admin } = await find(place, step.path);
  if (admin === null || !(await isThere(path.join(folder, '.git'))) || !(await isThere(path.join(admin, 'index')))) {
    return false;
  }
  // While git makes a worktree, it is locked.
  for (const lock of ['locked', 'index.lock']) if (await isThere(path.join(admin, lock))) return false;
  const { out, code } = await execIn(place.exec, folder)({ args: ['diff-files', '--name-only', '--diff-filter=D'] });
  return code === 0 && out === '';
}

/** Whether its folder is there, also where the repository was moved and git doesn't find it. */
export async function hasFolder(place: Place, step: AddStep): Promise<boolean> {
  return isThere(path.join((await find(place, step.path)).folder, '.git'));
}

/** Throws `GIT_FAILED` when git finds something in it that would be lost, `GIT_BUSY` while it is locked. */
export async function removeWorktree(place: Place, step: RemoveStep): Promise<void> {
  const { folder, admin } = await find(place, step.path);
  // Somebody's git is at work in it.
  for (const lock of ['index.lock', 'HEAD.lock']) if (admin) await waitForLock(path.join(admin, lock));
  await mustFit(place, step.path, { args: ['worktree', 'remove', '--', folder], writes: true });
  await removeEmptyFolder(path.dirname(folder));
}

export async function undoRemove(place: Place, step: RemoveStep, kept: KeptWorktree | null): Promise<void> {
  const { folder } = await find(place, step.path);
  if (await isRemoved(place, step)) {
    // Git looks whether its branch is still free.
    await must(place.exec, { args: ['worktree', 'add', '--', folder, step.branch], writes: true, withoutHooks: true });
  } else if (kept !== null) {
    await undoHalfRemove(place, folder, kept);
  }
}

/**
 * Git takes its own part away even where it could not remove every file, so that comes back first; then what is
 * missing.
 */
async function undoHalfRemove(place: Place, folder: string, kept: KeptWorktree): Promise<void> {
  const admin = await putBack(place, kept);
  const pointer = path.join(folder, '.git');
  if (!(await isThere(pointer))) {
    await fs.mkdir(folder, { recursive: true });
    await fs.writeFile(pointer, `gitdir: ${admin}\n`);
  }
  const exec = execIn(place.exec, folder);
  const { out: missing } = await must(exec, { args: ['ls-files', '-z', '--deleted'] });
  if (missing === '') return;
  await must(exec, { args: ['checkout-index', '--index', '-z', '--stdin'], input: missing, writes: true });
}

export async function isRemoved(place: Place, step: RemoveStep): Promise<boolean> {
  const { folder, admin } = await find(place, step.path);
  return admin === null && !(await isThere(folder));
}

/** Mends and forgets; there is nothing in it to be taken back. */
export async function repairWorktrees(place: Place, step: RepairStep): Promise<void> {
  const foldersOf = async (paths: string[]): Promise<string[]> =>
    Promise.all(paths.map(async (each) => (await find(place, each)).folder));
  if (step.repair.length > 0) {
    await must(place.exec, { args: ['worktree', 'repair', '--', ...(await foldersOf(step.repair))], writes: true });
  }
  for (const folder of await foldersOf(step.forget)) {
    await must(place.exec, { args: ['worktree', 'remove', '--', folder], writes: true });
  }
}

/** Git finds no worktree of a repository that was moved, until their links are repaired. */
export async function repairMoved(place: Place, { folder, plan }: JournalState): Promise<void> {
  if ((await realPath(folder)) === (await realPath(place.root))) return;
  const paths = plan.steps.flatMap((step) =>
    step.kind === 'worktreeAdd' ? [step.path] : 'worktree' in step && step.worktree ? [step.worktree] : [],
  );
  for (const each of new Set(paths)) {
    const found = (await find(place, each)).folder;
    // One that was half made has nothing to be repaired.
    if (await isThere(found)) await place.exec({ args: ['worktree', 'repair', '--', found], writes: true });
  }
}

/**
 * Removes what git made of a worktree. Files that hold something else stay where they are, as plain files: names those.
 */
async function takeDown(place: Place, step: { path: string; at: string }): Promise<string[]> {
  const { repository, folder, admin } = await find(place, step.path);
  if (admin === null && !(await isThere(path.join(folder, '.git')))) return [];
  const left = await withoutOurs(place, folder, step.at);
  if (admin !== null) await fs.rm(admin, { recursive: true, force: true });
  for (const each of [folder, path.dirname(folder), path.join(repository.commonDir, 'worktrees')])
    await removeEmptyFolder(each);
  return left.map((file) => path.posix.join(step.path, file));
}

/** Also where a part of its path is a file. */
async function isInTheWay(folder: string): Promise<boolean> {
  return fs.lstat(folder).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
}

/** The file of git's own that says what this clone ignores. */
async function excludeFile(place: Place): Promise<string> {
  const { commonDir } = await repositoryOf(place);
  return path.join(commonDir, 'info', 'exclude');
}

/** The length of git's exclude file; null when there is none. It grows by a line, and shrinks by it again. */
export async function excludeSize(place: Place): Promise<number | null> {
  return fs.stat(await excludeFile(place)).then(
    ({ size }) => size,
    () => null,
  );
}

const lineOf = ({ folder }: ExcludeStep): string => `/${folder}/\n`;

export async function exclude(place: Place, step: ExcludeStep): Promise<void> {
  const file = await excludeFile(place);
  await fs.mkdir(path.dirname(file), { recursive: true });
  const before = await fs.readFile(file).catch(() => Buffer.alloc(0));
  const unfinished = before.length > 0 && before.at(-1) !== 0x0a;
  await fs.appendFile(file, `${unfinished ? '\n' : ''}${lineOf(step)}`);
}

/** Whether the line is the last one. */
export async function isExcluded(place: Place, step: ExcludeStep): Promise<boolean> {
  const text = await fs.readFile(await excludeFile(place), 'latin1').catch(() => '');
  return text.endsWith(lineOf(step));
}

/** Whether the line is anywhere. */
export async function hasExcluded(place: Place, step: ExcludeStep): Promise<boolean> {
  const text = await fs.readFile(await excludeFile(place), 'latin1').catch(() => '');
  return `\n${text}`.includes(`\n${lineOf(step)}`);
}

/** Takes the line away again where nothing was written after it. */
export async function undoExclude(place: Place, step: ExcludeStep, size: number | null): Promise<void> {
  const file = await excludeFile(place);
  const added = (await fs.readFile(file, 'latin1').catch(() => '')).slice(size ?? 0);
  // Cut off half-way, it is the beginning of a line.
  if (added === '' || !`\n${lineOf(step)}`.includes(added)) return;
  if (size === null) await fs.rm(file);
  else await fs.truncate(file, size);
}
