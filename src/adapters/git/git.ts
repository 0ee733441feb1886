import path from 'node:path';
import { Cancelled, PlanError, isPlanError } from '../../core/errors';
import type { Git } from '../../core/ports';
import type { ChangedPath } from '../../core/gitData';
import { Unchanged } from '../system/stamp';
import { isMomentary } from '../writing/names';
import { gitComplaint, gitExec, type GitExec, type GitOptions, type GitOutput } from './exec';
import { readHidden } from './hidden';
import { readIgnored, readIgnoredFiles } from './ignored';
import { mergeWouldChange, patchIsIn } from './merged';
import {
  blobsAt,
  pathsChangedBetween,
  findCommit,
  notFolders,
  readAt,
  readAuthors,
  readChangesOf,
  readDiff,
  readLog,
  readOnNoBranch,
  readReachable,
} from './objects';
import { readLastChanges, readTracked } from './tracked';
import { isBranchName, lastCheckedOut, readBranches, readCheckedOut, readHeadOf } from './refs';
import { readRemoteSettings, type RemoteSettings } from './remotes';
import { findAgain } from './place';
import { mustRun, operationUnderWay, readShallow, toWorkspacePath, type RepositoryPlace } from './repository';
import { behindLink, outOfReach } from './reach';
import { noteSettings, noteSources } from './sources';
import { filledSubmodules, hasSubmodules } from './submodules';
import { folderIn, readWorktrees } from './worktrees';

/** Texts at commits never change; this many are kept. */
const KEPT_TEXTS = 2000;

/**
 * The repository that the workspace folder `root` is in, read through the git program of `options`.
 * Nothing here changes a local branch, the index, the work tree or the stash.
 */
export function createGit(root: string, options: GitOptions): Git {
  const exec = gitExec(root, options);
  let found: RepositoryPlace | null = null;
  let known = false;
  const place = async (): Promise<RepositoryPlace> => (found ??= await findAgain(exec, root));
  const texts = new Map<string, string | null>();
  const authors = new Map<string, string>();

  return {
    async open() {
      known ||= await mustBeKnown(exec);
      found = await findAgain(exec, root);
    },
    async noting() {
      const sources = await noteSources(root, await place());
      return () => sources.isUnchanged();
    },
    head: () => readHeadOf(exec, found),
    async operationUnderWay() {
      return operationUnderWay(await place());
    },
    async mergeBase(a, b) {
      const output = await exec({ args: ['merge-base', a, b] });
      return output.code === 0 ? output.out.trim() : null;
    },
    async isAncestor(ancestor, descendant) {
      const output = await exec({ args: ['merge-base', ancestor, descendant] });
      return output.code === 0 && output.out.trim() === ancestor;
    },
    async readAt(commits, path, { here } = { here: false }) {
      const key = (commit: string): string => `${commit}:${path}${here ? '\n' : ''}`;
      const unknown = [...new Set(commits)].filter((commit) => !texts.has(key(commit)));
      const read = await (here ? readAtHere : readAt)(exec, await place(), unknown, path);
      unknown.forEach((commit, index) => texts.set(key(commit), read[index] ?? null));
      const result = commits.map((commit) => texts.get(key(commit)) ?? null);
      for (const key of [...texts.keys()].slice(0, Math.max(0, texts.size - KEPT_TEXTS))) texts.delete(key);
      return result;
    },
    async readStaged(path) {
      // The index changes: nothing of it is kept.
      return (await readAt(exec, await place(), [''], path))[0] ?? null;
    },
    blobsAt: async (commit, paths) => blobsAt(exec, await place(), commit, paths),
    changedBetween: async (from, to) => pathsChangedBetween(exec, await place(), from, to),
    async authors(commits) {
      const unknown = commits.filter((commit) => !authors.has(commit));
      for (const [commit, author] of await readAuthors(exec, unknown)) authors.set(commit, author);
      return authors;
    },
    status: async () => readGitStatus(exec, await place()),
    ignored: async (paths) => readIgnored(exec, await place(), paths),
    worktrees: async () => readWorktrees(exec, root, await place()),
    inWorktree: async (path) => createGit(await folderIn(root, await place(), path), options),
    hasSubmodules: (commit) => hasSubmodules(exec, commit),
    filledSubmodules: async () => filledSubmodules(exec, await place()),
    ...remotes(exec, place),
    ...history(exec, place),
    ...unseen(exec, root, place),
  };
}

/** What depends on the settings of remotes, which are asked once while they are as they were. */
function remotes(
  exec: GitExec,
  place: () => Promise<RepositoryPlace>,
): Pick<Git, 'branches' | 'fetch' | 'fetchBranch'> {
  const known = new Unchanged<RemoteSettings>();
  const settings = async (): Promise<RemoteSettings> => {
    const at = await place();
    return known.get(
      () => noteSettings(at),
      () => readRemoteSettings(exec),
    );
  };
  const withSsh = async (): Promise<GitExec> => {
    const { hasSsh } = await settings();
    return (command) => exec({ ...command, hasSsh });
  };
  return {
    branches: () => readBranches(exec, settings),
    fetch: async (remote) => fetch(await withSsh(), remote),
    fetchBranch: async (remote, branch) => fetchBranch(await withSsh(), remote, branch),
  };
}

type History = Pick<
  Git,
  | 'lastCheckedOut'
  | 'shallow'
  | 'notFolders'
  | 'findCommit'
  | 'log'
  | 'onNoBranch'
  | 'diff'
  | 'changesOf'
  | 'reachable'
  | 'mergeWouldChange'
  | 'patchIsIn'
  | 'checkedOut'
  | 'isBranchName'
  | 'trackedFiles'
  | 'lastChanges'
>;

function history(exec: GitExec, place: () => Promise<RepositoryPlace>): History {
  return {
    lastCheckedOut: (branches) => lastCheckedOut(exec, branches),
    shallow: async () => readShallow(await place()),
    notFolders: async (commit, paths) => notFolders(exec, await place(), commit, paths),
    findCommit: async (tip, subject) => findCommit(exec, await place(), tip, subject),
    log: async (from, to) => readLog(exec, await place(), from, to),
    onNoBranch: async (tip) => readOnNoBranch(exec, await place(), tip),
    diff: async (from, to) => readDiff(exec, await place(), from, to),
    changesOf: async (commits) => readChangesOf(exec, await place(), commits),
    reachable: (from, tips, o) => readReachable(exec, from, tips, o),
    mergeWouldChange: async (into, commit) => mergeWouldChange(exec, await place(), into, commit),
    patchIsIn: async (o) => patchIsIn(exec, await place(), o),
    checkedOut: () => readCheckedOut(exec),
    isBranchName: (name) => isBranchName(exec, name),
    trackedFiles: () => readTracked(exec),
    lastChanges: (most) => readLastChanges(exec, most),
  };
}

/** What git's status says nothing of. */
function unseen(
  exec: GitExec,
  root: string,
  place: () => Promise<RepositoryPlace>,
): Pick<Git, 'hiddenChanges' | 'ignoredFiles' | 'outOfReach' | 'behindLink'> {
  return {
    ignoredFiles: async () => readIgnoredFiles(exec, await place()),
    hiddenChanges: async () => readHidden(exec, await place()),
    outOfReach: async (file) => outOfReach(exec, await place(), { root, file }),
    behindLink: async (files) => behindLink(await place(), files),
  };
}

/** Git ends at the first object that it would have to fetch; its log says so. */
const readAtHere: typeof readAt = async (exec, place, commits, path) => {
  try {
    return await readAt((command) => exec({ ...command, here: true }), place, commits, path);
  } catch (error) {
    if (!isPlanError(error, 'GIT_FAILED') || error instanceof Cancelled) throw error;
    return commits.map(() => null);
  }
};

/** What is run here has been in git since this version. */
const OLDEST = [2, 30];

async function mustBeKnown(exec: GitExec): Promise<true> {
  const { out } = await mustRun(exec, { args: ['version'] });
  const [major = 0, minor = 0] = (/\d+\.\d+/.exec(out)?.[0] ?? '').split('.').map(Number);
  const [oldest = 0, since = 0] = OLDEST;
  if (major > oldest || (major === oldest && minor >= since)) return true;
  throw new PlanError(
    'GIT_MISSING',
    `This git is too old (${out.trim()}). Install git ${OLDEST.join('.')} or newer, or set “git.path” to one.`,
  );
}

async function fetch(exec: GitExec, remote: string, refspecs: readonly string[] = []): Promise<boolean> {
  const args = ['fetch', '--no-write-fetch-head', '--no-recurse-submodules', '--no-auto-gc', '--verbose'];
  const output = await exec({ args: [...args, '--', remote, ...refspecs], writes: true, remote: true });
  if (output.code !== 0) throw unreachable(remote, output);
  // A line for each ref, with a sign: ` = [up to date] main -> origin/main`.
  return /^ [^=] /m.test(output.err);
}

async function fetchBranch(exec: GitExec, remote: string, branch: string): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  const output = await exec({ args: ['ls-remote', '--exit-code', '--', remote, ref], remote: true });
  // Git's way to say that there is no such ref.
  if (output.code === 2) return false;
  if (output.code !== 0) throw unreachable(remote, output);
  await fetch(exec, remote, [`+${ref}:refs/remotes/${remote}/${branch}`]);
  return true;
}

function unreachable(remote: string, output: GitOutput): PlanError {
  const title = `Could not fetch from “${remote}”.`;
  const said = gitComplaint(output);
  return new PlanError(
    'PULL_FAILED',
    `${title} Try again when it can be reached, or go on with what is known: ${said}`,
    { parts: { title, more: `Git says: ${said}` } },
  );
}

async function readGitStatus(exec: GitExec, place: RepositoryPlace): Promise<ChangedPath[]> {
  const { out } = await mustRun(exec, {
    args: ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all', '--no-renames'],
  });
  return out
    .split('\0')
    .map(readStatusEntry)
    .filter((entry) => entry !== null)
    .filter((entry) => !isMomentary(path.posix.basename(entry.path)))
    .map((entry) => ({ ...entry, path: toWorkspacePath(place, entry.path) }));
}

/** How many fields stand before the path, by the kind of an entry: https://git-scm.com/docs/git-status. */
const FIELDS: Readonly<Record<string, number>> = { '?': 1, '1': 8, u: 10 };

/** An entry of git's status; null for what is none of a file. */
function readStatusEntry(entry: string): ChangedPath | null {
  const [kind = '', states = '', submodule = ''] = entry.split(' ', 3);
  const count = FIELDS[kind];
  if (count === undefined) return null;
  const file = entry.split(' ').slice(count).join(' ');
  if (kind === '?') return { path: file, untracked: true, staged: false, deleted: false };
  const staged = !states.startsWith('.');
  return {
    path: file,
    untracked: false,
    staged,
    deleted: states.includes('D'),
    ...(!staged && submodule.startsWith('S.') ? { insideOnly: true } : {}),
  };
}
