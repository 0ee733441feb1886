import { PlanError } from '../../core/errors';
import type { ChangedPath, Git } from '../../core/ports';
import { complaint, gitExec, type GitExec, type GitOptions } from './exec';
import { readIgnored, readIgnoredFiles } from './ignored';
import { mergeWouldChange, patchIsIn } from './merged';
import { blobsAt, changedBetween, findCommit, readAt, readAuthors, readDiff, readLog } from './objects';
import { isBranchName, readBranches, readCheckedOut, readHead } from './refs';
import { findRepository, must, operationUnderWay, toWorkspacePath, type RepositoryPlace } from './repository';
import { filledSubmodules, hasSubmodules } from './submodules';
import { folderIn, readWorktrees } from './worktrees';

/** Texts at commits never change; this many are kept. */
const KEPT_TEXTS = 500;

/**
 * The repository that the workspace folder `root` is in, read through the git program of `options`.
 * Nothing here changes a local branch, the index, the work tree or the stash.
 */
export function createGit(root: string, options: GitOptions): Git {
  const exec = gitExec(root, options);
  let found: RepositoryPlace | null = null;
  let known = false;
  const place = async (): Promise<RepositoryPlace> => (found ??= await findRepository(exec, root));
  const texts = new Map<string, string | null>();
  const authors = new Map<string, string>();

  return {
    async open() {
      known ||= await mustBeKnown(exec);
      found = await findRepository(exec, root);
    },
    head: () => readHead(exec),
    async operationUnderWay() {
      return operationUnderWay(await place());
    },
    branches: () => readBranches(exec),
    fetch: (remote) => fetch(exec, remote),
    async mergeBase(a, b) {
      const output = await exec({ args: ['merge-base', a, b] });
      return output.code === 0 ? output.out.trim() : null;
    },
    async isAncestor(ancestor, descendant) {
      const output = await exec({ args: ['merge-base', ancestor, descendant] });
      return output.code === 0 && output.out.trim() === ancestor;
    },
    async readAt(commits, path) {
      const unknown = [...new Set(commits)].filter((commit) => !texts.has(`${commit}:${path}`));
      const read = await readAt(exec, await place(), unknown, path);
      unknown.forEach((commit, index) => texts.set(`${commit}:${path}`, read[index] ?? null));
      const result = commits.map((commit) => texts.get(`${commit}:${path}`) ?? null);
      for (const key of [...texts.keys()].slice(0, Math.max(0, texts.size - KEPT_TEXTS))) texts.delete(key);
      return result;
    },
    blobsAt: async (commit, paths) => blobsAt(exec, await place(), commit, paths),
    changedBetween: async (from, to) => changedBetween(exec, await place(), from, to),
    async authors(commits) {
      const unknown = commits.filter((commit) => !authors.has(commit));
      for (const [commit, author] of await readAuthors(exec, unknown)) authors.set(commit, author);
      return authors;
    },
    status: async () => readStatus(exec, await place()),
    ignored: async (paths) => readIgnored(exec, await place(), paths),
    worktrees: async () => readWorktrees(exec, root, await place()),
    inWorktree: async (path) => createGit(await folderIn(root, await place(), path), options),
    ignoredFiles: async () => readIgnoredFiles(exec, await place()),
    hasSubmodules: (commit) => hasSubmodules(exec, commit),
    filledSubmodules: async () => filledSubmodules(exec, root, await place()),
    checkedOut: () => readCheckedOut(exec),
    isBranchName: (name) => isBranchName(exec, name),
    findCommit: async (tip, subject) => findCommit(exec, await place(), tip, subject),
    log: async (from, to) => readLog(exec, await place(), from, to),
    diff: async (from, to) => readDiff(exec, await place(), from, to),
    mergeWouldChange: async (into, commit) => mergeWouldChange(exec, await place(), into, commit),
    patchIsIn: async (o) => patchIsIn(exec, await place(), o),
  };
}

/** What is run here has been in git since this version. */
const OLDEST = [2, 30];

async function mustBeKnown(exec: GitExec): Promise<true> {
  const { out } = await must(exec, { args: ['version'] });
  const [major = 0, minor = 0] = (/\d+\.\d+/.exec(out)?.[0] ?? '').split('.').map(Number);
  const [oldest = 0, since = 0] = OLDEST;
  if (major > oldest || (major === oldest && minor >= since)) return true;
  throw new PlanError(
    'GIT_MISSING',
    `This git is too old (${out.trim()}). Install git ${OLDEST.join('.')} or newer, or set “git.path” to one.`,
  );
}

async function fetch(exec: GitExec, remote: string): Promise<void> {
  const args = ['fetch', '--no-write-fetch-head', '--no-recurse-submodules', '--no-auto-gc', '--verbose', '--', remote];
  const output = await exec({ args, writes: true, remote: true });
  if (output.code !== 0) {
    throw new PlanError(
      'PULL_FAILED',
      `Could not fetch from “${remote}”. Try again when it can be reached, or go on with what is known: ${complaint(output)}`,
    );
  }
}

async function readStatus(exec: GitExec, place: RepositoryPlace): Promise<ChangedPath[]> {
  const { out } = await must(exec, {
    args: ['status', '--porcelain=v1', '--branch', '-z', '--untracked-files=all', '--no-renames'],
  });
  return out
    .split('\0')
    .filter((entry) => entry !== '' && !entry.startsWith('## '))
    .map((entry) => ({
      path: toWorkspacePath(place, entry.slice(3)),
      untracked: entry.startsWith('??'),
      staged: !' ?'.includes(entry.charAt(0)),
      deleted: entry.slice(0, 2).includes('D'),
    }));
}
