import type { GitExec } from './exec';
import { listPaths } from './listings';

/** Begins each commit, by `%x01`: no path has it. */
const COMMIT = '\u0001';

/** Every file of the index, in the folder that git runs in. Throws `GIT_FAILED`. */
export async function readTracked(exec: GitExec): Promise<string[]> {
  return listPaths(exec, ['ls-files', '-z', '--cached']);
}

/** What the last commits changed in the folder that git runs in; none before the first one. Fetches nothing. */
export async function readLastChanges(exec: GitExec, most: number): Promise<string[][]> {
  const options = ['--no-merges', '--name-only', '--no-renames', '--relative', '-z', '--format=tformat:%x01'];
  const { code, out } = await exec({ args: ['log', `--max-count=${most}`, ...options, 'HEAD', '--', '.'], here: true });
  if (code !== 0) return [];
  const commits = out.split(COMMIT).slice(1);
  return commits.map((commit) =>
    commit
      .split('\0')
      .map((path) => path.replace(/^\n/, ''))
      .filter((path) => path !== ''),
  );
}
