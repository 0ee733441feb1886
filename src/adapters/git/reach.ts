import { existsSync, promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { foldersAbove } from '../../core/folder/paths';
import type { GitExec } from './exec';
import { pathspecs, realPath, toTopPath, toWorkspacePath, type RepositoryPlace } from './repository';

/**
 * Whether git would take a file of the workspace folder into a commit: asked of git, which has rules of its own, unless
 * it can have no reason not to. On a copy of the index, since even the question would lock it.
 */
export async function outOfReach(
  exec: GitExec,
  place: RepositoryPlace,
  { root, file }: { root: string; file: string },
): Promise<{ link: string; linkTo: string } | 'sparse' | null> {
  const behind = await behindLink(place, [file]);
  if (behind === null && !(await mayBeSparse(place.gitDir))) return null;
  const { code, err } = await tryAdding(exec, place.gitDir, file);
  if (code === 0) return null;
  if (/beyond a symbolic link/.test(err)) {
    const linkTo = await fromRoot(root, path.join(root, path.dirname(file)));
    return { link: behind?.link ?? path.posix.dirname(file), linkTo };
  }
  return /sparse[- ]checkout/.test(err) ? 'sparse' : null;
}

/**
 * Whether this work tree may leave files out: there are patterns for it, or its index is of a version that can mark
 * entries so; of a split index most stands elsewhere. See https://git-scm.com/docs/index-format.
 */
async function mayBeSparse(gitDir: string): Promise<boolean> {
  if (existsSync(path.join(gitDir, 'info/sparse-checkout'))) return true;
  if ((await fs.readdir(gitDir)).some((name) => name.startsWith('sharedindex.'))) return true;
  const index = await fs.open(path.join(gitDir, 'index')).catch(() => null);
  if (index === null) return false;
  try {
    const { buffer } = await index.read(Buffer.alloc(INDEX_HEAD), 0, INDEX_HEAD, 0);
    return buffer.readUInt32BE(VERSION_AT) !== PLAIN_VERSION;
  } finally {
    await index.close();
  }
}

/** Of an index: its first bytes, where they tell its version, and the one whose entries have no room for such marks. */
const INDEX_HEAD = 8;
const VERSION_AT = 4;
const PLAIN_VERSION = 2;

/** The first link that a file stands behind, on the way from the top of the work tree, and where it leads to. */
export async function behindLink(
  place: RepositoryPlace,
  files: readonly string[],
): Promise<{ link: string; linkTo: string } | null> {
  for (const folder of foldersAbove(files.map((each) => toTopPath(place, each)))) {
    const absolute = path.join(place.top, folder);
    const isLink = (await fs.lstat(absolute).catch(() => null))?.isSymbolicLink() === true;
    if (isLink) return { link: toWorkspacePath(place, folder), linkTo: await fromRoot(place.top, absolute) };
  }
  return null;
}

/** Where something really is, from a folder. */
async function fromRoot(root: string, absolute: string): Promise<string> {
  const real = await realPath(absolute);
  return path
    .relative(await realPath(root), real)
    .split(path.sep)
    .join('/');
}

async function tryAdding(exec: GitExec, gitDir: string, file: string): Promise<{ code: number; err: string }> {
  const folder = await fs.mkdtemp(path.join(tmpdir(), 'phased-plans-'));
  try {
    const [own, index] = [path.join(gitDir, 'index'), path.join(folder, 'index')];
    if (existsSync(own)) await fs.copyFile(own, index);
    return await exec({ args: ['add', '--dry-run', '--', ...pathspecs([file])], index });
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}
