import { existsSync, promises as fs } from 'node:fs';
import { mergeRaced } from '../../../core/context/merge/race';
import { isPlanError, PlanError } from '../../../core/errors';
import type { Step } from '../../../core/steps';
import { insideRoot, readText, realInside } from '../../files';
import { complaint, type GitCommand } from '../../git/exec';
import { listPaths } from '../../git/listings';
import { hasHook, must, pathspecs } from '../../git/repository';
import { NO_MOMENTARY } from '../../writing/names';
import { changedBetween, writeInTurn } from '../../writing/write';
import { printedId } from './parts/made';
import { headOf, type Place } from '../ground/place';
import { stash } from './parts/stash';
import { fileUnwritten, StepFailed } from '../ground/told';
import { addWorktree, exclude, removeWorktree, repairWorktrees } from './parts/worktree';

type WriteStep = Extract<Step, { kind: 'write' }>;

/** A step as it was done. */
export interface Done {
  step: Step;
  /** What git printed as the id of the commit it made. */
  printed: string | null;
}

/**
 * Does one step, and gives it as it was done: a file that somebody else wrote at the same moment holds theirs too.
 * Throws the coded error that fits it; whatever it did half is taken back by `undo`.
 */
export async function act(place: Place, step: Step): Promise<Done> {
  if (step.kind === 'write') return { step: await writeFile(place, step), printed: null };
  if (step.kind === 'commit') return { step, printed: await commit(place, step) };
  if (step.kind === 'commitAll') return { step, printed: await commitAll(place, step) };
  await actAsPlanned(place, step);
  return { step, printed: null };
}

async function actAsPlanned(
  place: Place,
  step: Exclude<Step, { kind: 'write' | 'commit' | 'commitAll' }>,
): Promise<void> {
  switch (step.kind) {
    case 'makeFolder':
      return asWriteFailed(
        step.path,
        async () => void (await fs.mkdir(await realInside(place.root, step.path), { recursive: true })),
      );
    case 'bring':
      return bring(place, step);
    case 'stash':
      return stash(place, step);
    case 'switch':
      return switchBranch(place, step);
    case 'fastForward': {
      // Git itself refuses what is no fast-forward and what is checked out somewhere.
      const refspec = `${step.to}:refs/heads/${step.branch}`;
      await must(place.exec, {
        args: ['fetch', '--no-write-fetch-head', '--no-tags', '--verbose', '.', refspec],
        writes: true,
      });
      return;
    }
    case 'exclude':
      return asWriteFailed('.git/info/exclude', () => exclude(place, step));
    case 'worktreeAdd':
      return addWorktree(place, step);
    case 'worktreeRemove':
      return removeWorktree(place, step);
    case 'worktreeRepair':
      return repairWorktrees(place, step);
  }
}

async function writeFile(place: Place, step: WriteStep): Promise<Step> {
  const edit = (now: string | null): string | null => {
    if (now === step.text) return null;
    if (now !== step.was && !sameButEndings(now, step.was)) throw changedBetween(step.path);
    return withEndingsOf(now, step.was, step.text);
  };
  const written = await asWriteFailed(step.path, () => writeInTurn(place.root, step.path, edit, mergeRaced));
  return written && !isWritten(written.text, step) ? { ...step, ...written } : step;
}

async function bring(place: Place, step: Extract<Step, { kind: 'bring' }>): Promise<void> {
  if (existsSync(insideRoot(place.root, step.path))) {
    throw new PlanError(
      'CONTEXT_CHANGED',
      `“${step.path}” is in the way of the file of that name that is to be brought along. Move it away, then try again.`,
    );
  }
  const args = ['restore', `--source=${step.at}`, '--worktree', '--', ...pathspecs([step.path])];
  await must(place.exec, { args, writes: true });
}

/**
 * Whether two texts differ in their line endings alone: git checks a file out with others than it was committed with
 * (`core.autocrlf`), and a plan of steps is made from commits.
 */
export function sameButEndings(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');
}

/** Whether a file holds what a step writes. */
export function isWritten(now: string | null, step: WriteStep): boolean {
  return now === step.text || (step.was !== null && sameButEndings(now, step.text));
}

/** A text to be written over `now`, where it was planned over `was`: the line endings on disk stay. */
export function withEndingsOf(now: string | null, was: string | null, text: string): string {
  if (now === null || now === was) return text;
  const plain = text.replaceAll('\r\n', '\n');
  return now.includes('\r\n') ? plain.replaceAll('\n', '\r\n') : plain;
}

/**
 * A file's text, or null when there is none. Throws as `readText`; what a step wrote is read back whatever its size.
 */
export function textOf(place: Place, file: string): Promise<string | null> {
  return readText(place.root, file, Infinity);
}

/** The same; undefined for what is no file of ours (any more). */
export async function readableText(place: Place, file: string): Promise<string | null | undefined> {
  return textOf(place, file).catch((error: unknown) => {
    if (isPlanError(error)) return undefined;
    throw error;
  });
}

async function asWriteFailed<T>(file: string, write: () => Promise<T>): Promise<T> {
  return write().catch((error: unknown) => {
    throw fileUnwritten(file, error);
  });
}

async function switchBranch(place: Place, step: Extract<Step, { kind: 'switch' }>): Promise<void> {
  // Ignored files are the user's too: where the branch has a file of that name, git is to refuse.
  const args = step.create
    ? ['switch', '--no-overwrite-ignore', '--no-track', '-c', step.branch, step.create.at]
    : ['switch', '--no-overwrite-ignore', '--no-guess', step.branch];
  // Where HEAD is locked, git has made the branch already when it finds out.
  const beforeRetry = step.create ? ['update-ref', '-d', `refs/heads/${step.branch}`, step.create.at] : undefined;
  await must(place.exec, { args, writes: true, ...(beforeRetry ? { beforeRetry } : {}) });
}

async function commit(place: Place, step: Extract<Step, { kind: 'commit' }>): Promise<string | null> {
  await addNew(place, step.paths);
  // `--only` leaves what the user has staged out of it, and staged.
  const only = ['commit', '--only', '--allow-empty', `--message=${step.message}`];
  if (step.paths.length === 0) return mustCommit(place, { args: only, writes: true });
  const { commit: before } = await headOf(place);
  const printed = await mustCommit(place, { args: [...only, '--', ...pathspecs(step.paths)], writes: true });
  // A hook that changes what is committed (a formatter) changes it in an index that git throws away after such a
  // commit.
  if (await hasHook(place.exec, place.root, 'pre-commit')) {
    const paths = [...pathspecs(step.paths), ...(before === null ? [] : await addedByHook(place, before))];
    await must(place.exec, { args: ['reset', '--quiet', '--', ...paths], writes: true });
  }
  return printed;
}

/** What a hook has put into a commit besides, where nobody else has staged anything of it, as it was before. */
async function addedByHook(place: Place, before: string): Promise<string[]> {
  const listed = (args: string[]): Promise<string[]> =>
    listPaths(place.exec, [...args, '--name-only', '-z', '--no-renames', before]);
  const staged = new Set(await listed(['diff-index', '--cached']));
  const committed = await listed(['diff-tree', '-r', 'HEAD']);
  return committed.filter((file) => !staged.has(file)).map((file) => `:(top,literal)${file}`);
}

/** `git commit --only` wants to know its paths; this tells it of new ones and adds none of their content. */
async function addNew(place: Place, paths: string[]): Promise<void> {
  if (paths.length === 0) return;
  const known = await must(place.exec, { args: ['ls-files', '-z', '--', ...pathspecs(paths)] });
  const tracked = new Set(known.out.split('\0'));
  // One that is in neither was deleted; git knows it from HEAD.
  const fresh = paths.filter((file) => !tracked.has(file) && existsSync(insideRoot(place.root, file)));
  if (fresh.length > 0) {
    await must(place.exec, {
      args: ['add', '--verbose', '--intent-to-add', '--', ...pathspecs(fresh)],
      writes: true,
    });
  }
}

async function commitAll(place: Place, step: Extract<Step, { kind: 'commitAll' }>): Promise<string | null> {
  if (step.paths.length > 0) {
    // Forced, because of files that are tracked although their folder is ignored.
    await must(place.exec, {
      args: ['add', '--force', '--verbose', '--', ...pathspecs(step.paths)],
      writes: true,
    });
  }
  if (!step.staged) {
    await must(place.exec, {
      args: ['add', '--verbose', '--all', '--', ...everythingBut(step.leaveOut)],
      writes: true,
    });
  }
  return mustCommit(place, { args: ['commit', `--message=${step.message}`], writes: true });
}

/** All of the repository but some files: what a commit of every change takes along. */
export function everythingBut(leaveOut: readonly string[]): string[] {
  return [':(top)', ...NO_MOMENTARY, ...leaveOut.map((file) => `:(exclude,literal)${file}`)];
}

/** Resolves to the id that git prints. */
async function mustCommit(place: Place, command: GitCommand): Promise<string | null> {
  const output = await place.exec(command);
  if (output.code === 0) return printedId(output.out);
  const why = complaint(output) || `exit code ${output.code}`;
  throw new StepFailed(
    'COMMIT_FAILED',
    (outcome) => `The commit was refused. ${outcome} Fix what git or a hook says, then try again: ${why}`,
  );
}
