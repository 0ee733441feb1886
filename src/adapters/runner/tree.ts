import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { RepositoryPlace } from '../git/repository';
import { findRepository, must } from '../git/repository';
import { removeEmptyFolder, type Place } from './place';

/** A file that differs between two commits. */
export interface Change {
  /** From the top of the work tree. */
  path: string;
  /** The blobs there; null where there is no such file. */
  from: string | null;
  to: string | null;
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

const NO_BLOB = /^0+$/;

/**
 * What is to be done so that the files which differ between two commits are as at `to`. One is only touched where it is as
 * at `from`, or gone: git was cut off half-way. `from` null: nothing was there.
 */
export async function compareTree(
  place: Place,
  o: { from: string | null; to: string; pathspec: string[] },
): Promise<TreeRepair> {
  const changes = await changesBetween(place, o);
  const found = await blobsOnDisk(place, changes);
  const repair: TreeRepair = { to: o.to, write: [], remove: [], foreign: [] };
  for (const change of changes) {
    const now = found.get(change.path) ?? null;
    if (now === change.to) continue;
    if (now !== null && now !== change.from) repair.foreign.push(change.path);
    else if (change.to === null) repair.remove.push(change.path);
    else repair.write.push(change.path);
  }
  return repair;
}

/** Does it. The index has to be put back after this. */
export async function repairTree(place: Place, { to, write, remove }: TreeRepair): Promise<void> {
  const { prefix } = await findRepository(place.exec, place.root);
  for (const file of remove) {
    const absolute = path.resolve(place.root, topFrom(prefix), file);
    await fs.rm(absolute, { force: true });
    await removeEmptyFolder(path.dirname(absolute));
  }
  if (write.length === 0) return;
  const restore = ['restore', `--source=${to}`, '--worktree', '--pathspec-from-file=-', '--pathspec-file-nul'];
  await must(place.exec, {
    args: [...inTop(prefix), '--literal-pathspecs', ...restore],
    input: write.join('\0'),
    writes: true,
    withoutHooks: true,
  });
}

/** The files that differ between two commits; `from` null: all of `to`. */
export async function changesBetween(
  place: Place,
  o: { from: string | null; to: string; pathspec: string[] },
): Promise<Change[]> {
  if (o.from === null) {
    const { out } = await must(place.exec, { args: ['ls-tree', '-r', '-z', '--full-tree', o.to] });
    return out.split('\0').flatMap((line) => {
      const [meta = '', file] = line.split('\t');
      return file === undefined ? [] : [{ path: file, from: null, to: meta.split(' ')[2] ?? null }];
    });
  }
  const diff = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev'];
  const { out } = await must(place.exec, { args: [...diff, o.from, o.to, '--', ...o.pathspec] });
  const fields = out.split('\0');
  const changes: Change[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [, , from = '', to = ''] = (fields[index] ?? '').split(' ');
    const blob = (id: string): string | null => (NO_BLOB.test(id) ? null : id);
    changes.push({ path: fields[index + 1] ?? '', from: blob(from), to: blob(to) });
  }
  return changes;
}

/** The blobs that the files of the work tree would be, for those that are there. */
export async function blobsOnDisk(place: Place, changes: readonly Change[]): Promise<Map<string, string>> {
  const { prefix } = await findRepository(place.exec, place.root);
  const here: string[] = [];
  for (const { path: file } of changes) {
    const stat = await fs.stat(path.resolve(place.root, topFrom(prefix), file)).catch(() => null);
    // `hash-object` takes one path a line.
    if (stat?.isFile() && !file.includes('\n')) here.push(file);
  }
  if (here.length === 0) return new Map();
  const { out } = await must(place.exec, {
    args: [...inTop(prefix), 'hash-object', '--stdin-paths'],
    input: here.map((file) => `${file}\n`).join(''),
  });
  const ids = out.split('\n');
  return new Map(here.map((file, index) => [file, ids[index] ?? '']));
}

/** The way from the workspace folder to the top of the work tree. */
function topFrom(prefix: RepositoryPlace['prefix']): string {
  return prefix === '' ? '.' : '../'.repeat(prefix.split('/').length - 1);
}

function inTop(prefix: RepositoryPlace['prefix']): string[] {
  return prefix === '' ? [] : ['-C', topFrom(prefix)];
}
