import { promises as fs } from 'node:fs';
import type { Step } from '../../../core/steps';
import { listUncommitted } from '../../git/listings';
import { toTopPath, toWorkspacePath, type RepositoryPlace } from '../../git/repository';
import { isEmpty, putEntries, readIndex, readTree, type Entries } from '../files/entries';
import { takeTime } from '../files/indexFile';
import { repositoryOf, type RunPlace } from '../ground/runPlace';
import type { Journal } from '../journal/journal';
import { handlerOf, isCommit } from '../steps';
import { isWritten, readableText, writesIn } from '../steps/parts/texts';
import { worktreeOf } from '../steps/parts/worktree';
import { isOurHead, knownCommits } from './heads';

/**
 * What somebody has staged since an operation was killed, by paths from the top of the work tree: entries of the index
 * that none of its steps can have put there. Empty: it was taken out.
 */
export async function stagedSince(place: RunPlace, journal: Journal, worktree?: string): Promise<Entries> {
  const now = await readIndex(place.exec);
  const known = await knownEntries(place, journal, worktree);
  const paths = new Set([...now.keys(), ...(known[0]?.keys() ?? [])]);
  const theirs: Entries = new Map();
  for (const path of paths) {
    const entry = now.get(path);
    if (!known.some((each) => each.get(path) === entry)) theirs.set(path, entry ?? '');
  }
  return theirs.size === 0 ? theirs : withoutOwnCommits(place, journal, worktree, theirs);
}

/**
 * A copy of an index in which that stays; the given one where there is none. Not over the copy itself: it may be the
 * same file as the index.
 */
export async function withStaged(place: RunPlace, copy: string, theirs: Entries): Promise<string> {
  if (theirs.size === 0) return copy;
  const merged = mergedName(copy);
  await fs.rm(merged, { force: true });
  if ((await fs.stat(copy)).size > 0) {
    await fs.copyFile(copy, merged);
    await takeTime(copy, merged);
  }
  await putEntries(place.exec, merged, theirs);
  return merged;
}

export function mergedName(copy: string): string {
  return `${copy}-with-staged`;
}

/** In words, by paths from the workspace folder. */
export async function stagedInWords(place: RunPlace, theirs: Entries): Promise<string> {
  const repository = await repositoryOf(place);
  return `staged since: ${[...theirs.keys()].map((file) => toWorkspacePath(repository, file)).join(', ')}`;
}

/** What an index has held before and after the steps. */
async function knownEntries(place: RunPlace, journal: Journal, worktree?: string): Promise<Entries[]> {
  const { state } = journal;
  const known: Entries[] = [];
  const commits = await knownCommits(place, state, worktree);
  for (const [position, record] of state.records.entries()) {
    const step = state.plan.steps[position];
    if (!step || record.index === null || worktreeOf(step) !== worktree) continue;
    known.push(await readIndex(place.exec, journal.backup(record.index)));
    commits.push(...((await handlerOf(step).commitsInIndex?.(place, step, record)) ?? []));
  }
  // Upon somebody else's commit, the index is theirs.
  if (await isOurHead(place, state, worktree)) commits.push('HEAD');
  for (const commit of commits) known.push(await readTree(place.exec, commit).catch(() => new Map<string, string>()));
  return known;
}

/** A commit stages files before it commits them, and may have been killed in between. */
async function withoutOwnCommits(
  place: RunPlace,
  journal: Journal,
  worktree: string | undefined,
  found: Entries,
): Promise<Entries> {
  const { plan, records } = journal.state;
  const begun = plan.steps.slice(0, records.length).filter((step) => worktreeOf(step) === worktree);
  const commits = begun.filter(isCommit);
  if (commits.length === 0) return found;
  for (const step of commits) if (await handlerOf(step).hasStagedAll?.(place, step)) return new Map();
  const repository = await repositoryOf(place);
  const onDisk = await asOnDisk(place, found);
  const theirs: Entries = new Map();
  for (const [path, entry] of found) {
    const step = commits.find((each) => isAmong(repository, each.paths, path));
    // Told of to git, with nothing in it yet.
    const isToCome = step?.kind === 'commit' && isEmpty(entry);
    const isOurs =
      isToCome || (step && onDisk.has(path) && (await isAsWritten(place, begun, toWorkspacePath(repository, path))));
    if (!isOurs) theirs.set(path, entry);
  }
  return theirs;
}

function isAmong(repository: RepositoryPlace, paths: readonly string[], path: string): boolean {
  return paths.some((each) => {
    const top = toTopPath(repository, each);
    return path === top || path.startsWith(`${top}/`);
  });
}

/** Those that are on disk as in the index. */
async function asOnDisk(place: RunPlace, entries: Entries): Promise<Set<string>> {
  const all = await listUncommitted(place.exec, [':(top)']);
  const differing = new Set(all.flatMap(({ path, isUnstaged }) => (isUnstaged ? [path] : [])));
  return new Set([...entries.keys()].filter((path) => !differing.has(path)));
}

/** What somebody has written into a file of ours, and staged, is theirs. */
async function isAsWritten(place: RunPlace, steps: readonly Step[], path: string): Promise<boolean> {
  const step = writesIn(steps).get(path);
  return !step || isWritten((await readableText(place, path)) ?? null, step);
}
