import { randomUUID } from 'node:crypto';
import { foldersAbove } from '../../core/folder/paths';
import { LARGEST_FILE } from '../../core/limits';
import type { DiffEntry, LogEntry } from '../../core/gitData';
import type { GitExec } from './exec';
import { listPaths } from './listings';
import { mustRun, toTopPath, toWorkspacePath, type RepositoryPlace } from './repository';

/**
 * A file's text at several commits; null where it doesn't exist, is no file, or is larger than the method's files may
 * be: that is found out first, so that nothing large is ever loaded.
 */
export async function readAt(
  exec: GitExec,
  place: RepositoryPlace,
  commits: readonly string[],
  path: string,
): Promise<(string | null)[]> {
  // Git takes one name a line.
  if (commits.length === 0 || path.includes('\n')) return commits.map(() => null);
  const full = toTopPath(place, path);
  const input = commits.map((commit) => `${commit}:${full}\n`).join('');
  const args = ['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'];
  const lines = (await mustRun(exec, { args, input })).out.split('\n');
  const blobs = commits.map((_, index) => {
    // Where there is nothing, the name is given back, whatever is in it.
    const [, blob = null, size] = /^([0-9a-f]{40,}) blob (\d+)$/.exec(lines[index] ?? '') ?? [];
    return Number(size) <= LARGEST_FILE ? blob : null;
  });
  const texts = await readBlobs(
    exec,
    [...new Set(blobs)].filter((blob) => blob !== null),
  );
  return blobs.map((blob) => (blob === null ? null : (texts.get(blob) ?? null)));
}

/** The texts of blobs, in one process. */
async function readBlobs(exec: GitExec, blobs: readonly string[]): Promise<Map<string, string>> {
  if (blobs.length === 0) return new Map();
  // Texts are told apart by a mark and not by their sizes: git counts bytes, and this is text. No text can hold the
  // mark.
  const mark = `end-of-text-${randomUUID()}`;
  const input = blobs.map((blob) => `${blob}\n${mark}\n`).join('');
  const { out } = await mustRun(exec, { args: ['cat-file', '--batch=%(objecttype)'], input });
  const parts = out.split(`\n${mark} missing\n`);
  return new Map(blobs.map((blob, index) => [blob, (parts[index] ?? '').slice('blob\n'.length)]));
}

/** The blob ids of paths at a commit. */
export async function blobsAt(
  exec: GitExec,
  place: RepositoryPlace,
  commit: string,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const result = new Map<string, string>();
  if (paths.length === 0) return result;
  const args = ['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...paths.map((path) => toTopPath(place, path))];
  const { out } = await mustRun(exec, { args });
  for (const line of out.split('\0')) {
    const [meta = '', path] = line.split('\t');
    const id = meta.split(' ')[2];
    if (path !== undefined && id) result.set(toWorkspacePath(place, path), id);
  }
  return result;
}

/** What a commit has in the place of a folder above one of these paths. */
export async function notFolders(
  exec: GitExec,
  place: RepositoryPlace,
  commit: string,
  paths: readonly string[],
): Promise<string[]> {
  const folders = foldersAbove(paths.map((each) => toTopPath(place, each)));
  if (folders.length === 0) return [];
  const found = await listPaths(exec, ['ls-tree', '-z', '--full-tree', commit, '--', ...folders]);
  return found.flatMap((line) => {
    const [meta = '', file = ''] = line.split('\t');
    return folders.includes(file) && meta.split(' ')[1] !== 'tree' ? [toWorkspacePath(place, file)] : [];
  });
}

/** The paths that differ between two commits. */
export async function pathsChangedBetween(
  exec: GitExec,
  place: RepositoryPlace,
  from: string,
  to: string,
): Promise<string[]> {
  const paths = await listPaths(exec, ['diff-tree', '-r', '-z', '--name-only', '--no-renames', from, to, '--']);
  return paths.map((path) => toWorkspacePath(place, path));
}

/** Who wrote each commit. */
export async function readAuthors(exec: GitExec, commits: readonly string[]): Promise<Map<string, string>> {
  if (commits.length === 0) return new Map();
  const { out } = await mustRun(exec, { args: ['log', '--no-walk', '-z', '--format=%H%x09%an', ...commits, '--'] });
  return new Map(
    out.split('\0').map((line) => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]),
  );
}

/** The commits reachable from any of the tips and not from `from`. */
export async function readReachable(
  exec: GitExec,
  from: string,
  tips: readonly string[],
  o: { firstParents?: boolean } = {},
): Promise<Set<string>> {
  if (tips.length === 0) return new Set();
  const args = ['rev-list', ...(o.firstParents ? ['--first-parent'] : []), '--stdin'];
  const { out } = await mustRun(exec, { args, input: [...tips, `^${from}`].map((line) => `${line}\n`).join('') });
  return new Set(out.split('\n').filter((line) => line !== ''));
}

const LOG_FORMAT = '--format=%x01%H%x02%P%x02%s%x02';

/** The commits of a range, oldest first, with the files each touched. */
export async function readLog(
  exec: GitExec,
  place: RepositoryPlace,
  from: string | null,
  to: string,
): Promise<LogEntry[]> {
  return readEntries(exec, place, [from === null ? to : `${from}..${to}`]);
}

/** The commits that no ref but HEAD leads to, oldest first. */
export async function readOnNoBranch(exec: GitExec, place: RepositoryPlace, tip: string): Promise<LogEntry[]> {
  return readEntries(exec, place, [tip, '--not', '--branches', '--tags', '--remotes']);
}

async function readEntries(exec: GitExec, place: RepositoryPlace, range: readonly string[]): Promise<LogEntry[]> {
  const args = ['log', '--reverse', '--topo-order', '-z', '--name-only', '--no-renames', LOG_FORMAT, ...range, '--'];
  return toEntries((await mustRun(exec, { args })).out, place);
}

/** The newest commit reachable from `tip` whose subject is exactly this. */
export async function findCommit(
  exec: GitExec,
  place: RepositoryPlace,
  tip: string,
  subject: string,
): Promise<LogEntry | null> {
  // `--grep` finds it anywhere in a message, so some more are looked at.
  const args = ['log', '-z', '--max-count=20', '--fixed-strings', `--grep=${subject}`, LOG_FORMAT, tip, '--'];
  return toEntries((await mustRun(exec, { args })).out, place).find((entry) => entry.subject === subject) ?? null;
}

function toEntries(out: string, place: RepositoryPlace): LogEntry[] {
  return out
    .split('\x01')
    .filter((part) => part.includes('\x02'))
    .map((part) => {
      const [commit = '', parents = '', subject = '', files = ''] = part.split('\x02');
      return {
        commit,
        parent: parents.split(' ')[0] || null,
        parents: parents.split(' ').filter((parent) => parent !== ''),
        subject,
        paths: files
          .split(/[\0\n]/)
          .filter((path) => path !== '')
          .map((path) => toWorkspacePath(place, path)),
      };
    });
}

const CHANGE_KINDS: Record<string, DiffEntry['kind']> = { A: 'created', D: 'deleted', R: 'renamed' };

/** What changed between two commits, renames found, with the counts of lines. */
export async function readDiff(exec: GitExec, place: RepositoryPlace, from: string, to: string): Promise<DiffEntry[]> {
  const { out } = await mustRun(exec, { args: ['diff-tree', '-r', '-z', '-M', '--raw', '--numstat', from, to, '--'] });
  return toDiff(out, place);
}

/** What each commit changed, renames not looked for; nothing for a merge. */
export async function readChangesOf(
  exec: GitExec,
  place: RepositoryPlace,
  commits: readonly string[],
): Promise<DiffEntry[][]> {
  if (commits.length === 0) return [];
  const args = ['diff-tree', '--stdin', '--root', '-r', '-z', '--raw', '--numstat', '--no-renames'];
  const { out } = await mustRun(exec, {
    args: [...args, '--format=%x01%H%x02'],
    input: commits.map((commit) => `${commit}\n`).join(''),
  });
  const byCommit = new Map(
    out.split('\x01').map((part) => {
      const [commit = '', diff = ''] = part.split('\x02');
      return [commit, toDiff(diff.replace(/^[\0\n]+/, ''), place)];
    }),
  );
  return commits.map((commit) => byCommit.get(commit) ?? []);
}

/** Reads `--raw --numstat -z`. */
function toDiff(out: string, place: RepositoryPlace): DiffEntry[] {
  const fields = out.split('\0');
  const entries: DiffEntry[] = [];
  let next = 0;
  for (let index = 0; index < fields.length && fields[index] !== '';) {
    const field = fields[index++] ?? '';
    if (field.startsWith(':')) {
      const letter = field.slice(field.lastIndexOf(' ') + 1).charAt(0);
      const first = toWorkspacePath(place, fields[index++] ?? '');
      const renamed = letter === 'R' || letter === 'C';
      const path = renamed ? toWorkspacePath(place, fields[index++] ?? '') : first;
      entries.push({
        kind: CHANGE_KINDS[letter] ?? 'modified',
        path,
        ...(renamed ? { from: first } : {}),
        added: null,
        removed: null,
      });
      continue;
    }
    // The counts come after all raw lines, in the same order; `-` stands for a binary file.
    const [added = '-', removed = '-', path] = field.split('\t');
    if (path === '') index += 2;
    const entry = entries[next++];
    if (entry && added !== '-') Object.assign(entry, { added: Number(added), removed: Number(removed) });
  }
  return entries;
}
