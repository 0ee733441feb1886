import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { GitExec } from './exec';
import { mustRun, type RepositoryPlace } from './repository';

/** What git records of a submodule in an index. */
export const GITLINK = '160000';

/** Whether a commit says that there are submodules. */
export async function hasSubmodules(exec: GitExec, commit: string): Promise<boolean> {
  return (await exec({ args: ['cat-file', '-e', `${commit}:.gitmodules`] })).code === 0;
}

/**
 * The submodules that are there in a work tree, from its top: what was committed in them goes with a linked one. One
 * whose files were taken away again goes by the name under which its commits are kept.
 */
export async function filledSubmodules(exec: GitExec, place: RepositoryPlace): Promise<string[]> {
  const { out } = await mustRun(exec, { args: ['ls-files', '--stage', '-z', '--full-name', ':(top)'] });
  const links = out.split('\0').flatMap((line) => {
    const [meta = '', file] = line.split('\t');
    return meta.startsWith(GITLINK) && file !== undefined ? [file] : [];
  });
  const filled = await Promise.all(
    links.map(async (link) => ((await fs.stat(path.join(place.top, link, '.git')).catch(() => null)) ? [link] : [])),
  );
  const kept = await fs.readdir(path.join(place.gitDir, 'modules')).catch(() => []);
  return filled.flat().length > 0 ? filled.flat() : kept;
}
