import type { Head } from '../../../../core/gitData';
import type { Step } from '../../../../core/steps';
import { listPaths } from '../../../git/listings';
import { parentsOfNew } from '../../../git/newCommit';
import { hasHook, mustRun, pathspecs } from '../../../git/repository';
import { headOf, repositoryOf, type RunPlace } from '../../ground/runPlace';
import { StepFailed } from '../../ground/undoReport';
import type { StepRecord } from '../../journal/journalState';

export type CommitStep = Extract<Step, { kind: 'commit' | 'commitAll' }>;

/** Throws `GIT_FAILED` when another branch is checked out than the one that is meant. */
export function mustBeOnBranch(meant: string | null | undefined, { branch }: Head): void {
  if (meant === undefined || branch === meant) return;
  throw new StepFailed(
    'GIT_FAILED',
    (outcome) =>
      `${branchText(branch)} was checked out meanwhile instead of ${branchText(meant)}, by a hook or by somebody else. ${outcome} Look at that, then try again.`,
  );
}

/** What HEAD stands on, in words. */
export function branchText(branch: string | null): string {
  return branch === null ? 'No branch' : `“${branch}”`;
}

/** The id of a new commit, perhaps in short, in what `git commit` prints of it, whatever hooks did since. */
export function printedId(out: string): string | null {
  const line = /^\[(?:detached HEAD|\S+)(?: \(root-commit\))? ([0-9a-f]{4,64})\] /m.exec(out);
  return line?.[1] ?? null;
}

/**
 * The commit that a step has made: the one that stands directly upon the commit before it. More may stand upon it by
 * now, since a hook or somebody else went on from there. Null: there is none, or it can't be told from another's.
 * `printed`: what git has printed as its id.
 */
export async function findMadeCommit(
  place: RunPlace,
  step: CommitStep,
  record: StepRecord,
  printed: string | null = null,
): Promise<string | null> {
  if (record.made) return record.made;
  const just = printed === null ? null : await justMade(place, record, printed);
  if (just !== null) return just;
  for (const ref of await placesToLook(place, record)) {
    const commit = await firstUpon(place, record.commit, ref);
    if (commit === null) continue;
    if (printed !== null && commit.startsWith(printed)) return commit;
    // A hook may have added to our message, or have amended the commit.
    const { out } = await mustRun(place.exec, { args: ['log', '-1', '--format=%B', commit] });
    if (out.includes(step.message.trim()) || (await isReworded(place, step, commit))) return commit;
  }
  return null;
}

/**
 * Whether a hook may have given our commit another message: there is one that can, and what was committed are our files
 * as they are on disk, and nothing else. Of a commit of every change that can't be told.
 */
async function isReworded(place: RunPlace, step: CommitStep, commit: string): Promise<boolean> {
  if (step.kind !== 'commit' || step.paths.length === 0) return false;
  const hooks = ['prepare-commit-msg', 'commit-msg'];
  const repository = await repositoryOf(place);
  if (!hooks.some((name) => hasHook(repository, name))) return false;
  const named = ['--name-only', '-z', '--no-renames'];
  const listed = (args: string[]): Promise<string[]> => listPaths(place.exec, args);
  const changed = await listed(['diff-tree', '-r', '--root', '--no-commit-id', ...named, commit]);
  const ours = await listed([
    'diff-tree',
    '-r',
    '--root',
    '--no-commit-id',
    ...named,
    commit,
    '--',
    ...pathspecs(step.paths),
  ]);
  const differing = await listed(['diff', ...named, commit, '--', ...pathspecs(step.paths)]);
  return changed.length > 0 && changed.length === ours.length && differing.length === 0;
}

/**
 * Notes what a step has committed, as soon as it is. Throws `GIT_FAILED` when another branch is checked out than the
 * one that it stood on, and `COMMIT_FAILED` when nothing stands any more upon what was there before.
 */
export async function noteCommit(
  place: RunPlace,
  step: CommitStep,
  record: StepRecord | undefined,
  printed: string | null,
): Promise<void> {
  if (!record) return;
  record.made = await findMadeCommit(place, step, record, printed);
  const head = await headOf(place);
  mustBeOnBranch(record.branch, head);
  if (record.made === null && !(await isBuiltOn(place, record.commit, head.commit)))
    throw new StepFailed(
      'COMMIT_FAILED',
      (outcome) =>
        `The commit was taken away again by a hook or by somebody else. ${outcome} Look at that, then try again.`,
    );
}

/** Whether a commit stands above another one (null: none). */
export async function isBuiltOn(place: RunPlace, before: string | null, commit: string | null): Promise<boolean> {
  if (commit === null || commit === before) return false;
  return before === null || (await place.exec({ args: ['merge-base', '--is-ancestor', before, commit] })).code === 0;
}

/** Where the commit of a step may stand: on its branch, and where HEAD is, should a hook have moved that before. */
async function placesToLook(place: RunPlace, { branch }: StepRecord): Promise<string[]> {
  if (branch === undefined || branch === null) return ['HEAD'];
  const now = await headOf(place);
  return now.branch === branch ? ['HEAD'] : [`refs/heads/${branch}`, 'HEAD'];
}

/** What git has printed, where HEAD is there now, directly upon the commit before; null where git is to be asked. */
async function justMade(place: RunPlace, record: StepRecord, printed: string): Promise<string | null> {
  const { branch, commit } = await headOf(place);
  if (!commit?.startsWith(printed) || (record.branch !== undefined && record.branch !== branch)) return null;
  const parents = await parentsOfNew(await repositoryOf(place), commit);
  return parents && parents.join(' ') === (record.commit ?? '') ? commit : null;
}

/** The first commit upon another one (null: the first of all), on the way of first parents to a ref. */
async function firstUpon(place: RunPlace, before: string | null, ref: string): Promise<string | null> {
  const range = before === null ? [ref] : [ref, `^${before}`];
  const { code, out } = await place.exec({ args: ['rev-list', '--first-parent', '--parents', ...range, '--'] });
  const [commit = '', parent] = out.trimEnd().split('\n').at(-1)?.split(' ') ?? [];
  return code === 0 && commit !== '' && (parent ?? null) === before ? commit : null;
}

/** Whether HEAD is where it was before a step. */
export async function isAsBefore(place: RunPlace, record: StepRecord): Promise<boolean> {
  const { branch, commit } = await headOf(place);
  return commit === record.commit && (record.branch === undefined || record.branch === branch);
}
