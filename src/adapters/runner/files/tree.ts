import { promises as fs } from 'node:fs';
import path from 'node:path';
import { listDiffering } from '../../git/listings';
import { mustRun } from '../../git/repository';
import { removeEmptyFolder, repositoryOf, type RunPlace } from '../ground/runPlace';
import { isEmpty } from './entries';
import { filesOnDisk, modesHere } from './onDisk';

/** A file that differs between two commits. */
export interface Change {
  /** From the top of the work tree. */
  path: string;
  /** The modes and blobs there, as `100644 1234…`; null where there is no such file. */
  from: string | null;
  to: string | null;
}

/** Which files are compared. */
export interface Compared {
  /** Null: nothing was there. */
  from: string | null;
  to: string;
  pathspec: string[];
  /** Only the files that are at `to`. */
  added?: boolean;
  /** Leaves files out. */
  but?: (file: string) => boolean;
}

/** What it takes to bring files of the work tree back. */
export interface TreeRepair {
  /** The commit they are brought back to. */
  to: string;
  write: string[];
  remove: string[];
  /** Those that hold something else by now: what somebody did in between. */
  foreign: string[];
}

/**
 * What is to be done so that the files which differ between two commits, in content, mode or kind, are as at `to`. One
 * is only touched where it is as at `from`, or empty, or gone: git was cut off half-way.
 */
export async function compareTree(place: RunPlace, o: Compared): Promise<TreeRepair> {
  const changes = await changesBetween(place, o);
  const found = await filesOnDisk(place, changes);
  const repair: TreeRepair = { to: o.to, write: [], remove: [], foreign: [] };
  for (const change of changes) {
    const now = found.get(change.path) ?? null;
    if (now === change.to) continue;
    if (now !== null && now !== change.from && !isEmpty(now)) repair.foreign.push(change.path);
    else if (change.to === null) repair.remove.push(change.path);
    else repair.write.push(change.path);
  }
  return repair;
}

/** Does it. The index has to be put back after this. */
export async function repairTree(place: RunPlace, { to, write, remove }: TreeRepair): Promise<void> {
  const { top } = await repositoryOf(place);
  for (const file of remove) {
    const absolute = path.resolve(top, file);
    await fs.rm(absolute, { force: true });
    await removeEmptyFolder(path.dirname(absolute));
  }
  if (write.length === 0) return;
  const restore = ['restore', `--source=${to}`, '--worktree', '--pathspec-from-file=-', '--pathspec-file-nul'];
  await mustRun(place.exec, {
    args: restore,
    input: write.map((file) => `:(top,literal)${file}`).join('\0'),
    writes: true,
    withoutHooks: true,
  });
}

/** The files that differ between two commits; `from` null: all of `to`. Submodules aren't looked at. */
export async function changesBetween(place: RunPlace, { from, to, pathspec, added, but }: Compared): Promise<Change[]> {
  const asHere = await modesHere(place);
  const changes: Change[] = [];
  const add = (file: string, before: string | null, after: string | null): void => {
    if (added === true && after === null) return;
    if (before !== after && but?.(file) !== true) changes.push({ path: file, from: before, to: after });
  };
  if (from === null) {
    for (const [file, entry] of await filesAt(place, to)) add(file, null, entry);
    return changes;
  }
  const args = ['-r', '--ignore-submodules', from, to, '--', ...pathspec];
  for (const { path: file, ...each } of await listDiffering(place.exec, 'diff-tree', ...args)) {
    add(file, asHere(each.from.mode, each.from.blob), asHere(each.to.mode, each.to.blob));
  }
  return changes;
}

/** All files of a commit, from the top of the work tree. */
export async function filesAt(place: RunPlace, commit: string): Promise<Map<string, string>> {
  const asHere = await modesHere(place);
  const { out } = await mustRun(place.exec, { args: ['ls-tree', '-r', '-z', '--full-tree', commit] });
  const files = new Map<string, string>();
  for (const line of out.split('\0')) {
    // A name may hold tabs as well.
    const [mode = '', , blob = ''] = line.slice(0, line.indexOf('\t')).split(' ');
    const entry = asHere(mode, blob);
    if (entry !== null) files.set(line.slice(line.indexOf('\t') + 1), entry);
  }
  return files;
}
