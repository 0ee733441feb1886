import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { Head, Ref } from '../../core/gitData';
import type { GitExec } from './exec';
import { usualName, type RemoteSettings } from './remotes';
import { mustRun, type RepositoryPlace } from './repository';

const FIELDS = '%(refname)%00%(objectname)%00%(upstream)%00%(symref)';

/** The remotes, and every local branch and remote-tracking branch. */
export async function readBranches(
  exec: GitExec,
  settings: () => Promise<RemoteSettings>,
): Promise<{ remotes: string[]; refs: Ref[] }> {
  const [{ remotes, kept }, list] = await Promise.all([
    settings(),
    mustRun(exec, { args: ['for-each-ref', `--format=${FIELDS}`, 'refs/heads', 'refs/remotes'] }),
  ]);
  const found = lines(list.out);
  const isElsewhere = (line: string): boolean =>
    line.startsWith('refs/remotes/') && !remotes.some((name) => line.startsWith(`refs/remotes/${name}/`));
  if (remotes.length === 0 || !found.some(isElsewhere))
    return { remotes, refs: found.map((line) => toRef(line, remotes)) };
  const asUsual = (line: string): string =>
    line
      .split('\0')
      .map((ref) => usualName(ref, kept))
      .join('\0');
  // A branch that is under its usual name as well has an old one there.
  const sorted = [...found.filter((line) => !isElsewhere(line)), ...found.filter(isElsewhere)];
  const refs = new Map(
    sorted.map((line) => toRef(asUsual(line), remotes)).map((ref) => [`${ref.remote}\0${ref.name}`, ref]),
  );
  return { remotes, refs: [...refs.values()] };
}

function toRef(line: string, remotes: readonly string[]): Ref {
  const [full = '', commit = '', upstream = '', target = ''] = line.split('\0');
  const name = shortName(full);
  // The longest name wins: a remote's name may hold a slash.
  const remote = longestOf(remotes.filter((each) => name.startsWith(`${each}/`))) ?? name.split('/')[0] ?? null;
  return {
    name,
    remote: full.startsWith('refs/remotes/') ? remote : null,
    commit,
    upstream: upstream ? shortName(upstream) : null,
    target: target ? shortName(target) : null,
  };
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function shortName(full: string): string {
  return full.replace(/^refs\/(heads|remotes)\//, '');
}

function longestOf(names: string[]): string | undefined {
  return names.sort((a, b) => b.length - a.length)[0];
}

/**
 * The branch and the commit that are checked out; both null where git can tell neither. Read from git's files where
 * they are of the usual kind, as this is asked before and after every step; else git is asked.
 */
export async function readHeadOf(exec: GitExec, place: RepositoryPlace | null): Promise<Head> {
  return (place && (await headInFiles(place).catch(() => null))) ?? askHead(exec);
}

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Null for what only git can read: refs kept in another way, a branch that has no commit. */
async function headInFiles({ gitDir, commonDir }: RepositoryPlace): Promise<Head | null> {
  const head = path.join(gitDir, 'HEAD');
  // Git of old made it a link.
  if (!(await fs.lstat(head)).isFile()) return null;
  const text = (await fs.readFile(head, 'utf8')).trim();
  if (COMMIT.test(text)) return { branch: null, commit: text };
  const [, name] = /^ref: (refs\/heads\/(?!\.invalid$)\S+)$/.exec(text) ?? [];
  if (name === undefined) return null;
  let at = name;
  for (let links = 0; links < MOST_LINKS; links++) {
    // In this order: one that is being packed is in both for a moment.
    const commit = (await loose(commonDir, at)) ?? (await packed(commonDir, at));
    if (commit === null) return null;
    if (COMMIT.test(commit)) return { branch: shortName(at), commit, ...(at === name ? {} : { by: shortName(name) }) };
    // A branch that stands for another one.
    const [, to] = /^ref: (refs\/heads\/\S+)$/.exec(commit) ?? [];
    if (to === undefined) return null;
    at = to;
  }
  return null;
}

/** How far git follows refs that name others. */
const MOST_LINKS = 5;

async function loose(commonDir: string, name: string): Promise<string | null> {
  const text = await fs.readFile(path.join(commonDir, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR') return null;
    throw error;
  });
  return text?.trim() ?? null;
}

async function packed(commonDir: string, name: string): Promise<string | null> {
  const text = await fs.readFile(path.join(commonDir, 'packed-refs'), 'utf8');
  const end = text.indexOf(` ${name}\n`);
  return end === -1 ? null : text.slice(text.lastIndexOf('\n', end) + 1, end);
}

async function askHead(exec: GitExec): Promise<Head> {
  const both = await exec({ args: ['rev-parse', 'HEAD', '--symbolic-full-name', 'HEAD'] });
  const [commit = '', name = ''] = both.out.trim().split('\n');
  if (both.code === 0) return { branch: name === 'HEAD' ? null : shortName(name), commit };
  // A branch that has no commit yet.
  const unborn = await exec({ args: ['symbolic-ref', 'HEAD'] });
  return { branch: unborn.code === 0 ? shortName(unborn.out.trim()) : null, commit: null };
}

/** The branches checked out in any work tree. */
export async function readCheckedOut(exec: GitExec): Promise<string[]> {
  const { out } = await mustRun(exec, { args: ['worktree', 'list', '--porcelain'] });
  return out
    .split('\n')
    .flatMap((line) => (line.startsWith('branch refs/heads/') ? [line.slice('branch refs/heads/'.length)] : []));
}

/** Which of these branches HEAD was moved from or to last, by its reflog; null where that doesn't say. */
export async function lastCheckedOut(exec: GitExec, branches: readonly string[]): Promise<string | null> {
  const { code, out } = await exec({
    args: ['log', '--walk-reflogs', '--max-count=1000', '--format=%gs', 'HEAD', '--'],
  });
  for (const line of code === 0 ? out.split('\n') : []) {
    const [, from = '', to = ''] = /^checkout: moving from (\S+) to (\S+)$/.exec(line) ?? [];
    const found = [to, from].find((name) => branches.includes(name));
    if (found !== undefined) return found;
  }
  return null;
}

/** What every rule of git allows: https://git-scm.com/docs/git-check-ref-format. */
const PLAIN_NAME = /^(?:\w(?:[\w-]|\.(?=[\w-]))*(?:\/(?=\w)|$))+$/;

/** Whether git takes this as a branch name; it is asked of names that have more in them than letters and the like. */
export async function isBranchName(exec: GitExec, name: string): Promise<boolean> {
  // Not its `--branch`, which takes `@{-1}` for the branch before.
  if (name.startsWith('-') || name === 'HEAD') return false;
  if (PLAIN_NAME.test(name) && !/\.lock(?:\/|$)/.test(name)) return true;
  // Said back, the name is compared: normalizing would forgive doubled slashes.
  const ref = `refs/heads/${name}`;
  const { code, out } = await exec({ args: ['check-ref-format', '--normalize', ref] });
  return code === 0 && out === `${ref}\n`;
}
