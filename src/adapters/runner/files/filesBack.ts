import { constants, existsSync, lstatSync, promises as fs, type Stats } from 'node:fs';
import path from 'node:path';
import { mustRun } from '../../git/repository';
import { renameIfThere, unlessThere } from '../../system/durable';
import { asideName } from '../../writing/names';
import { takeFreePlace, takePlace } from '../../writing/replace';
import { removeEmptyFolder, repositoryOf, type RunPlace } from '../ground/runPlace';
import { parentsOf, type Kept, type KeptFile } from './keptFiles';
import { blobOf, filesOnDisk, lookAt, readLink } from './onDisk';
import { filesAt } from './tree';

/** What it takes to make files what they were when they were kept. */
export interface FilesBack {
  /** Those that are so, but for their modes perhaps. */
  same: KeptFile[];
  write: KeptFile[];
  remove: KeptFile[];
  /** Those that hold something else by now: what somebody did in between. */
  foreign: KeptFile[];
  /** What was there when this was found out. */
  seen: Map<KeptFile, Stats | null>;
}

const asideOf = (absolute: string): string => path.join(path.dirname(absolute), asideName(absolute));

/** Moves files back that were moved aside when putting them back was killed. */
export async function takeUpAside(place: RunPlace, { files }: Kept, folder: string): Promise<void> {
  const { top } = await repositoryOf(place);
  for (const file of files) {
    const absolute = path.resolve(top, file.path);
    if (!existsSync(asideOf(absolute))) continue;
    const now = await lookAt(top, file.path);
    if (now === null || (await isAsKept(top, file, now, folder))) await fs.rename(asideOf(absolute), absolute);
  }
}

/**
 * Compares files with what they were. One is only touched where it is as at a commit, or as it was staged, which is
 * what git makes of a stashed one; or empty, or gone.
 */
export async function compareKept(
  place: RunPlace,
  o: { kept: Kept; folder: string; base: string },
): Promise<FilesBack> {
  const { top } = await repositoryOf(place);
  const back: FilesBack = { same: [], write: [], remove: [], foreign: [], seen: new Map() };
  const there: { file: KeptFile; now: Stats }[] = [];
  for (const file of o.kept.files) {
    const now = await lookAt(top, file.path);
    back.seen.set(file, now);
    if (await isAsKept(top, file, now, o.folder)) back.same.push(file);
    else if (now === null) back.write.push(file);
    else there.push({ file, now });
  }
  const files = there.map(({ file }) => file);
  const left = await leftByGit(place, o.base, files);
  const folders: KeptFile[] = [];
  for (const { file, now } of there) {
    if (now.isDirectory()) folders.push(file);
    // Git had only just begun to write it: there is nothing in it to lose.
    else if (!left.has(file) && !(now.isFile() && now.size === 0)) back.foreign.push(file);
    else back[file.was === 'none' ? 'remove' : 'write'].push(file);
  }
  const removed = new Set(back.remove.map((file) => file.path));
  for (const file of folders) back[(await holdsOnly(top, file.path, removed)) ? 'write' : 'foreign'].push(file);
  return back;
}

/**
 * Does it, but for the foreign ones. Resolves to those that somebody has changed since they were compared, which are
 * left. The index has to be put back after this.
 */
export async function putFilesBack(place: RunPlace, kept: Kept, folder: string, back: FilesBack): Promise<KeptFile[]> {
  const { top } = await repositoryOf(place);
  const folders = new Map(kept.folders.map((each) => [each.path, each.mode]));
  const changed = new Set<KeptFile>();
  const replace = async (file: KeptFile, put: (absolute: string) => Promise<boolean>): Promise<void> => {
    const absolute = path.resolve(top, file.path);
    const isDone = await replaceUnlessChanged(absolute, back.seen.get(file) ?? null, () => put(absolute));
    if (!isDone) changed.add(file);
  };
  for (const file of back.remove) {
    await replace(file, async () => true);
    for (const parent of parentsOf(file.path))
      if (!folders.has(parent)) await removeEmptyFolder(path.resolve(top, parent));
  }
  for (const file of back.write) {
    const absolute = path.resolve(top, file.path);
    await fs.mkdir(path.dirname(absolute), { recursive: true });
    await removeEmptyFolders(absolute);
    await replace(file, (to) => putBack(file, folder, to));
  }
  for (const file of [...back.same, ...back.write]) {
    if (file.was === 'file' && !changed.has(file)) await giveMode(path.resolve(top, file.path), file.mode);
  }
  // From below: one that nobody may enter comes last.
  for (const [each, mode] of [...folders].sort(([a], [b]) => b.length - a.length)) {
    if ((await lookAt(top, each))?.isDirectory()) await giveMode(path.resolve(top, each), mode);
  }
  return [...changed];
}

/** Puts a file where there is none. False when there is one. */
async function putBack(file: KeptFile, folder: string, absolute: string): Promise<boolean> {
  if (file.was === 'none') return true;
  if (file.was === 'link') return unlessThere(fs.symlink(file.target, absolute));
  const copy = path.join(folder, file.copy);
  // A second name is there whole or not at all, and takes no room. (Windows would share its being read-only, too.)
  if (process.platform !== 'win32') return takeFreePlace(copy, absolute);
  return unlessThere(fs.copyFile(copy, absolute, constants.COPYFILE_EXCL));
}

/**
 * Puts a file in place of one that is as it was seen; false where somebody has changed it, which stays. The old one is
 * moved aside first and looked at then, and once more at the end: who holds it open may write at any moment.
 */
async function replaceUnlessChanged(
  absolute: string,
  seen: Stats | null,
  put: () => Promise<boolean>,
): Promise<boolean> {
  if (seen === null || seen.isDirectory()) return put();
  const aside = asideOf(absolute);
  if (!(await renameIfThere(absolute, aside))) return false;
  const isTheirs = async (): Promise<boolean> => {
    const { ino, size, mtimeMs } = await fs.lstat(aside);
    return ino !== seen.ino || size !== seen.size || mtimeMs !== seen.mtimeMs;
  };
  const isPut = !(await isTheirs()) && (await put());
  const ours = isPut ? lstatSync(absolute, { bigint: true, throwIfNoEntry: false }) : undefined;
  const isLeft = await isTheirs();
  // What somebody puts there meanwhile stays: it is newer.
  if (isLeft && ours) takePlace(aside, absolute, ours);
  else if (isLeft) await takeFreePlace(aside, absolute);
  await fs.rm(aside, { force: true });
  return isPut && !isLeft;
}

async function giveMode(absolute: string, mode: number): Promise<void> {
  if (((await fs.stat(absolute)).mode & 0o7777) !== mode) await fs.chmod(absolute, mode);
}

async function isAsKept(top: string, file: KeptFile, now: Stats | null, folder: string): Promise<boolean> {
  const absolute = path.resolve(top, file.path);
  if (file.was === 'none') return now === null || now.isDirectory();
  if (file.was === 'link') return now?.isSymbolicLink() === true && (await readLink(absolute)) === file.target;
  return now?.isFile() === true && now.size === file.size && sameBytes(absolute, path.join(folder, file.copy));
}

const CHUNK = 1 << 20;

async function sameBytes(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([fs.open(one), fs.open(other)]);
  try {
    const [left, right] = [Buffer.alloc(CHUNK), Buffer.alloc(CHUNK)];
    for (;;) {
      const { bytesRead } = await a.read(left, 0, CHUNK);
      const read = await b.read(right, 0, CHUNK);
      if (!left.subarray(0, bytesRead).equals(right.subarray(0, read.bytesRead))) return false;
      if (bytesRead === 0) return true;
    }
  } finally {
    await Promise.all([a.close(), b.close()]);
  }
}

/** Those that are as git has left them. */
async function leftByGit(place: RunPlace, base: string, files: readonly KeptFile[]): Promise<Set<KeptFile>> {
  if (files.length === 0) return new Set();
  const [atBase, now] = [await filesAt(place, base), await filesOnDisk(place, files)];
  // The index knows of files that were committed with line endings which git wouldn't commit today.
  const diff = ['diff', '--name-only', '-z', '--no-renames', '--no-ext-diff', '--no-relative', '--ignore-submodules'];
  const changed = new Set((await mustRun(place.exec, { args: [...diff, base, '--'] })).out.split('\0'));
  const { top } = await repositoryOf(place);
  const left = new Set<KeptFile>();
  for (const file of files) {
    const [was, entry] = [atBase.get(file.path), now.get(file.path)];
    const isOne = (found: string | undefined): boolean =>
      found !== undefined && (found === was || found === file.staged);
    const isLeft = (was !== undefined && !changed.has(file.path)) || isOne(entry);
    if (isLeft || (entry !== undefined && isOne(await asCommitted(place, path.resolve(top, file.path), entry))))
      left.add(file);
  }
  return left;
}

/**
 * What git has written with line endings by rules that it has stashed with the file (`.gitattributes`), as it is
 * committed.
 */
async function asCommitted(place: RunPlace, absolute: string, entry: string): Promise<string | undefined> {
  if (!(await fs.lstat(absolute)).isFile()) return undefined;
  const text = await fs.readFile(absolute, 'utf8');
  return text.includes('\r\n')
    ? `${entry.split(' ')[0]} ${await blobOf(place, text.replaceAll('\r\n', '\n'))}`
    : undefined;
}

/** Whether nothing is in a folder but these files, and folders. */
async function holdsOnly(top: string, folder: string, files: ReadonlySet<string>): Promise<boolean> {
  for (const entry of await fs.readdir(path.resolve(top, folder), { withFileTypes: true })) {
    const file = path.posix.join(folder, entry.name);
    if (!(entry.isDirectory() ? await holdsOnly(top, file, files) : files.has(file))) return false;
  }
  return true;
}

async function removeEmptyFolders(absolute: string): Promise<void> {
  if (!(await fs.lstat(absolute).catch(() => null))?.isDirectory()) return;
  for (const name of await fs.readdir(absolute)) await removeEmptyFolders(path.join(absolute, name));
  await removeEmptyFolder(absolute);
}
