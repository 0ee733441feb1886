import { existsSync, promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GitExec } from './exec';
import { pathspecs, realPath, type RepositoryPlace } from './repository';

/**
 * Whether git would take a file of the workspace folder into a commit: asked of git, which has rules of its own. On a
 * copy of the index, since even the question would lock it.
 */
export async function outOfReach(
  exec: GitExec,
  { gitDir }: RepositoryPlace,
  { root, file }: { root: string; file: string },
): Promise<{ linkTo: string } | 'sparse' | null> {
  const { code, err } = await tryAdding(exec, gitDir, file);
  if (code === 0) return null;
  if (/beyond a symbolic link/.test(err)) {
    const real = await realPath(path.join(root, path.dirname(file)));
    return {
      linkTo: path
        .relative(await realPath(root), real)
        .split(path.sep)
        .join('/'),
    };
  }
  return /sparse[- ]checkout/.test(err) ? 'sparse' : null;
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
