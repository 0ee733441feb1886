import type { SummaryChange } from '../plan/templates';
import type { Git } from '../ports';
import type { DiffEntry, LogEntry } from '../gitData';
import type { History } from './history';

/** The subjects of the phase's own commits that touched some of these files, oldest first. */
export function subjectsOf({ own }: History, files: readonly DiffEntry[]): string[] {
  const paths = new Set(files.flatMap(pathsOf));
  return own.filter((commit) => commit.paths.some((path) => paths.has(path))).map(({ subject }) => subject);
}

/**
 * The files that a phase changed itself, with the subjects of its commits. Where merges brought other work into its
 * branch, it is compared with what they brought, so that a conflict's resolution counts; what can't be compared so is
 * added up commit by commit.
 */
export async function changedFiles(git: Git, history: History): Promise<SummaryChange[]> {
  const { from, tip, own, brought } = history;
  const theirs = touchedBy(brought);
  const basis = await basisOf(git, history);
  const compared = await git.diff(basis ?? from, tip);
  const known = basis === null ? compared.filter((each) => !pathsOf(each).some((path) => theirs.has(path))) : compared;
  const there = new Set(known.flatMap(pathsOf));
  const left = [...touchedBy(own)].filter((path) => theirs.has(path) && !there.has(path));
  const files = left.length === 0 ? known : [...known, ...(await addedUp(git, history, left))].sort(byPath);
  const touching = commitsByPath(own);
  return files.map((each) => {
    const commits = pathsOf(each).map((path) => touching.get(path) ?? []);
    const subjects = commits.length > 1 ? subjectsOf(history, [each]) : commits.flat().map(({ subject }) => subject);
    return { ...each, subjects };
  });
}

/** The commits that touched each path, in their order. */
function commitsByPath(own: readonly LogEntry[]): Map<string, LogEntry[]> {
  const found = new Map<string, LogEntry[]>();
  for (const commit of own) {
    for (const path of new Set(commit.paths)) {
      const commits = found.get(path);
      if (commits) commits.push(commit);
      else found.set(path, [commit]);
    }
  }
  return found;
}

const pathsOf = ({ path, from }: DiffEntry): string[] => (from === undefined ? [path] : [path, from]);

const byPath = (a: DiffEntry, b: DiffEntry): number => (a.path < b.path ? -1 : 1);

function touchedBy(commits: readonly LogEntry[]): Set<string> {
  return new Set(commits.flatMap(({ paths }) => paths));
}

/**
 * The commit that has all that was brought, what the phase began with, and nothing of its own; null when there is none.
 */
async function basisOf(git: Git, { from, own, brought, heads }: History): Promise<string | null> {
  if (brought.length === 0) return from;
  const parents = new Map(brought.map((each) => [each.commit, each.parents]));
  const mine = new Set(own.map((each) => each.commit));
  for (const head of new Set(heads)) {
    const seen = new Set<string>();
    const open = [head];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(...(parents.get(id) ?? []));
    }
    const isClean = [...seen].every((id) => !mine.has(id));
    if (isClean && brought.every((each) => seen.has(each.commit)) && (await git.isAncestor(from, head))) return head;
  }
  return null;
}

/** What the phase's own commits did to these files, one after another; a file that came and went is none. */
async function addedUp(git: Git, { from, tip, own }: History, paths: readonly string[]): Promise<DiffEntry[]> {
  const changed = new Set((await git.diff(from, tip)).flatMap(pathsOf));
  const wanted = new Set(paths.filter((path) => changed.has(path)));
  const commits = own.filter((each) => each.paths.some((path) => wanted.has(path))).map((each) => each.commit);
  const sums = new Map<string, DiffEntry>();
  for (const change of (await git.changesOf(commits)).flat()) {
    if (!wanted.has(change.path)) continue;
    const before = sums.get(change.path);
    if (before?.kind === 'created' && change.kind === 'deleted') sums.delete(change.path);
    else sums.set(change.path, before ? { ...sumOf(before, change), kind: changeKind(before, change) } : change);
  }
  return [...sums.values()];
}

function changeKind(before: DiffEntry, after: DiffEntry): DiffEntry['kind'] {
  if (after.kind === 'deleted') return 'deleted';
  return before.kind === 'created' ? 'created' : 'modified';
}

function sumOf(a: DiffEntry, b: DiffEntry): DiffEntry {
  const sum = (x: number | null, y: number | null): number | null => (x === null || y === null ? null : x + y);
  return { ...a, added: sum(a.added, b.added), removed: sum(a.removed, b.removed) };
}
