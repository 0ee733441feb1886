import { constants, promises as fs } from 'node:fs';
import path from 'node:path';
import { PlanError } from '../../../core/errors';
import { listDiffering, listUncommitted } from '../../git/listings';
import { throwIfCancelled } from '../../system/cancel';
import { linkNew, syncFolder, writeDurably } from '../../system/durable';
import { repositoryOf, type RunPlace } from '../ground/runPlace';
import { lookAt, modesHere, readLink } from './onDisk';

/** A file as it was before the step, from the top of the work tree. */
export type KeptFile = {
  path: string;
  /** What is staged of it, as `100644 1234…`: git may put that in its place. */
  staged?: string;
} & (
  | { was: 'none' }
  | { was: 'link'; target: string }
  /** `copy` is the name of its copy. */
  | { was: 'file'; mode: number; size: number; copy: string }
);

/** What git's stash can't hold to the byte: files with their modes, and the modes of their folders. */
export interface Kept {
  files: KeptFile[];
  folders: { path: string; mode: number }[];
}

const LIST = 'list.json';

/**
 * Keeps the files that are about to be stashed, those uncommitted that a pathspec names, beside the journal. An entry
 * of git's stash holds what git would commit of them: not their modes, nor, where line endings or filters convert them,
 * their bytes.
 */
export async function keepFiles(place: RunPlace, pathspec: string[], folder: string): Promise<{ files: string }> {
  const { top } = await repositoryOf(place);
  const staged = await stagedOf(place, pathspec);
  const kept: Kept = { files: [], folders: [] };
  const folders = new Set<string>();
  await fs.rm(folder, { recursive: true, force: true });
  // Files that nobody else may read may stand in folders that nobody else may enter.
  await fs.mkdir(folder, { mode: 0o700 });
  for (const [index, file] of (await uncommittedPaths(place, pathspec)).entries()) {
    throwIfCancelled();
    const was = await keepFile(top, file, path.join(folder, String(index)));
    const entry = staged.get(file);
    kept.files.push({ path: file, ...(entry === undefined ? {} : { staged: entry }), ...was });
    for (const parent of parentsOf(file)) folders.add(parent);
  }
  for (const each of folders) {
    const stat = await lookAt(top, each);
    if (stat?.isDirectory()) kept.folders.push({ path: each, mode: stat.mode & 0o7777 });
  }
  await writeDurably(path.join(folder, LIST), JSON.stringify(kept));
  await syncFolder(folder);
  return { files: path.basename(folder) };
}

/** What was kept. A copy that a power cut has cut off is left out: the stash has that file as well. */
export async function readKept(folder: string): Promise<Kept> {
  const kept = JSON.parse(await fs.readFile(path.join(folder, LIST), 'utf8')) as Kept;
  const files: KeptFile[] = [];
  for (const file of kept.files) {
    const copy = file.was === 'file' ? await fs.stat(path.join(folder, file.copy)).catch(() => null) : null;
    if (file.was !== 'file' || copy?.size === file.size) files.push(file);
  }
  return { ...kept, files };
}

/** Takes over what another journal keeps. Nobody writes to these copies, so a second name is enough. */
export async function adoptFiles(from: string, to: string): Promise<void> {
  await fs.mkdir(to, { mode: 0o700 });
  for (const name of await fs.readdir(from)) await linkNew(path.join(from, name), path.join(to, name));
}

/** The folders above a file, the nearest one first. */
export function parentsOf(file: string): string[] {
  const parent = path.posix.dirname(file);
  return parent === '.' ? [] : [parent, ...parentsOf(parent)];
}

async function uncommittedPaths(place: RunPlace, pathspec: string[]): Promise<string[]> {
  const all = (await listUncommitted(place.exec, pathspec)).map((each) => each.path);
  // Git doesn't stash a repository of its own.
  const files = all.filter((file) => !file.endsWith('/'));
  const unknown = files.find((file) => file.includes('\uFFFD'));
  if (unknown !== undefined)
    throw new PlanError('GIT_FAILED', `The name of “${unknown}” is no UTF-8, so it can't be stashed and put back.`);
  return [...new Set(files)];
}

async function stagedOf(place: RunPlace, pathspec: string[]): Promise<Map<string, string>> {
  const asHere = await modesHere(place);
  const staged = await listDiffering(place.exec, 'diff-index', '--cached', 'HEAD', '--', ...pathspec);
  return new Map(
    staged.flatMap(({ path: file, to }) => {
      const entry = asHere(to.mode, to.blob);
      return entry === null ? [] : [[file, entry]];
    }),
  );
}

type Was =
  { was: 'none' } | { was: 'link'; target: string } | { was: 'file'; mode: number; size: number; copy: string };

async function keepFile(top: string, file: string, copy: string): Promise<Was> {
  const absolute = path.resolve(top, file);
  const stat = await lookAt(top, file);
  if (stat?.isSymbolicLink()) return { was: 'link', target: await readLink(absolute) };
  // A submodule is a folder.
  if (!stat?.isFile()) return { was: 'none' };
  await fs.copyFile(absolute, copy, constants.COPYFILE_FICLONE).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EACCES' && error.code !== 'EPERM' && error.code !== 'EBUSY') throw error;
    throw new PlanError('GIT_FAILED', `“${file}” can't be read, so it can't be stashed.`, { cause: error });
  });
  await fs.chmod(copy, 0o600);
  await fs.utimes(copy, stat.atime, stat.mtime);
  return { was: 'file', mode: stat.mode & 0o7777, size: (await fs.stat(copy)).size, copy: path.basename(copy) };
}
