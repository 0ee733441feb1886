import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { listUncommitted } from '../../git/listings';
import { mustRun, toWorkspacePath } from '../../git/repository';
import { repositoryOf, type RunPlace } from '../ground/runPlace';

/** What somebody has not committed. A hook may put it away, and refuse then. */
export interface Uncommitted {
  /** The files that aren't as in HEAD, untracked ones included, by their whole paths. */
  files: Map<string, UncommittedFile>;
  /** The entries of the stash. */
  stash: string[];
  /** The branches and tags, and what they stand for. */
  refs: Map<string, string>;
}

interface UncommittedFile {
  /** Its path from the workspace folder. */
  path: string;
  /** Stands for its kind and its content. */
  print: string;
}

/** What is otherwise than it was. */
export interface Otherwise {
  /** Files that are surely as they were, though they may have been gone meanwhile. */
  same: string[];
  changed: string[];
  gone: string[];
  /** New entries of the stash, and those that it no longer has. */
  stashed: string[];
  dropped: string[];
  refs: ChangedRef[];
}

/** Null: there is none. */
export interface ChangedRef {
  name: string;
  was: string | null;
  now: string | null;
}

export const nothingOtherwise = (): Otherwise => ({
  same: [],
  changed: [],
  gone: [],
  stashed: [],
  dropped: [],
  refs: [],
});

/** Of a longer file, and of more files, it is the length that counts. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_FILES = 2000;

/** Whether there are hooks that could change anything. */
export async function hasHooks(place: RunPlace): Promise<boolean> {
  const names = await fs.readdir((await repositoryOf(place)).hooks).catch(() => []);
  return names.some((name) => !name.endsWith('.sample'));
}

/** `places`: the workspace folder and worktrees, which are called by their names. */
export async function readUncommitted(places: readonly { place: RunPlace; name: string }[]): Promise<Uncommitted> {
  const files = new Map<string, UncommittedFile>();
  const stash = places[0] ? await readStash(places[0].place) : [];
  const refs = places[0] ? await readRefs(places[0].place) : new Map<string, string>();
  for (const { place, name } of places) {
    const repository = await repositoryOf(place);
    for (const { path: file } of await listUncommitted(place.exec)) {
      if (file.endsWith('/')) continue;
      const full = path.join(repository.top, file);
      files.set(full, {
        path: path.posix.join(name, toWorkspacePath(repository, file)),
        print: await fingerprintOf(full, files.size < MOST_FILES),
      });
    }
  }
  return { files, stash, refs };
}

/** What has become of it since. `own`: an entry of the stash that is no news. */
export async function compareUncommitted(
  place: RunPlace,
  before: Uncommitted,
  own: string | undefined,
): Promise<Otherwise> {
  const otherwise = nothingOtherwise();
  let count = 0;
  for (const [full, { path: file, print }] of before.files) {
    const now = await fingerprintOf(full, count++ < MOST_FILES);
    if (now !== print) otherwise[now === GONE_FILE ? 'gone' : 'changed'].push(file);
    else if (!now.startsWith(INEXACT)) otherwise.same.push(file);
  }
  const stash = await readStash(place);
  const known = own === undefined ? before.stash : [...before.stash, own];
  otherwise.stashed = stash.flatMap((each, index) => (known.includes(each) ? [] : [`stash@{${index}}`]));
  otherwise.dropped = before.stash.filter((each) => !stash.includes(each));
  otherwise.refs = changedRefs(before.refs, await readRefs(place));
  return otherwise;
}

/** Those of remotes are fetched at any time. */
async function readRefs(place: RunPlace): Promise<Map<string, string>> {
  const args = ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/tags'];
  const lines = (await mustRun(place.exec, { args })).out.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]));
}

function changedRefs(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): ChangedRef[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const all = names.map((name) => ({ name, was: before.get(name) ?? null, now: after.get(name) ?? null }));
  return all.filter(({ was, now }) => was !== now);
}

async function readStash(place: RunPlace): Promise<string[]> {
  const { out } = await mustRun(place.exec, { args: ['stash', 'list', '--format=%H'] });
  return out.split('\n').filter((line) => line !== '');
}

const GONE_FILE = 'none';
const INEXACT = 'about ';

async function fingerprintOf(file: string, whole: boolean): Promise<string> {
  const stat = await fs.lstat(file).catch(() => null);
  if (stat === null) return GONE_FILE;
  if (stat.isSymbolicLink()) return `link ${await fs.readlink(file)}`;
  if (!stat.isFile()) return 'else';
  const kind = (stat.mode & 0o100) === 0 ? 'file' : 'program';
  if (!whole || stat.size > MOST_BYTES) return `${INEXACT}${kind} ${stat.size}`;
  const content = await fs.readFile(file).catch(() => null);
  return `${kind} ${content === null ? 'unread' : createHash('sha1').update(content).digest('hex')}`;
}
