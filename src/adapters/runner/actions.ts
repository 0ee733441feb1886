import { existsSync, promises as fs } from 'node:fs';
import { PlanError } from '../../core/errors';
import type { Step } from '../../core/workflow/steps';
import { insideRoot, readText, realInside, writeAtomically } from '../files';
import { complaint, type GitCommand } from '../git/exec';
import { hasHook, must } from '../git/repository';
import type { Place } from './place';
import { stash } from './stash';
import { addWorktree, exclude, removeWorktree, repairWorktrees } from './worktree';

/** Does one step. Throws the coded error that fits it; whatever it did half is taken back by `undo`. */
export async function act(place: Place, step: Step): Promise<void> {
  switch (step.kind) {
    case 'write':
      return writeFile(place, step);
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
    case 'commit':
      return commit(place, step);
    case 'commitAll':
      return commitAll(place, step);
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

async function writeFile(place: Place, step: Extract<Step, { kind: 'write' }>): Promise<void> {
  const now = await textOf(place, step.path);
  if (now === step.text) return;
  if (now !== step.was && !sameButEndings(now, step.was)) {
    throw new PlanError(
      'CONTEXT_CHANGED',
      `“${step.path}” was changed by somebody else in between. Look at it, then try again.`,
    );
  }
  await asWriteFailed(step.path, () => writeAtomically(place.root, step.path, withEndingsOf(now, step.was, step.text)));
}

async function bring(place: Place, step: Extract<Step, { kind: 'bring' }>): Promise<void> {
  if (existsSync(insideRoot(place.root, step.path))) {
    throw new PlanError(
      'CONTEXT_CHANGED',
      `“${step.path}” is in the way of the file of that name that is to be brought along. Move it away, then try again.`,
    );
  }
  const args = ['--literal-pathspecs', 'restore', `--source=${step.at}`, '--worktree', '--', step.path];
  await must(place.exec, { args, writes: true });
}

/**
 * Whether two texts differ in their line endings alone: git checks a file out with others than it was committed with
 * (`core.autocrlf`), and a plan of steps is made from commits.
 */
function sameButEndings(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');
}

/** Whether a file holds what a step writes. */
export function isWritten(now: string | null, step: Extract<Step, { kind: 'write' }>): boolean {
  return now === step.text || (step.was !== null && sameButEndings(now, step.text));
}

/** A text to be written over `now`, where it was planned over `was`: the line endings on disk stay. */
export function withEndingsOf(now: string | null, was: string | null, text: string): string {
  if (now === null || now === was) return text;
  const plain = text.replaceAll('\r\n', '\n');
  return now.includes('\r\n') ? plain.replaceAll('\n', '\r\n') : plain;
}

/** A file's text, or null when there is none. Throws as `readText`; what a step wrote is read back whatever its size. */
export function textOf(place: Place, file: string): Promise<string | null> {
  return readText(place.root, file, Infinity);
}

async function asWriteFailed(file: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (error instanceof PlanError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const why =
      code === 'ENOSPC'
        ? 'the disk is full'
        : code === 'EACCES' || code === 'EROFS' || code === 'EPERM'
          ? 'there is no permission'
          : code;
    throw new PlanError(
      'WRITE_FAILED',
      `“${file}” can't be written: ${why}. Nothing was changed; mend that, then try again.`,
      { cause: error },
    );
  }
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

async function commit(place: Place, step: Extract<Step, { kind: 'commit' }>): Promise<void> {
  await addNew(place, step.paths);
  // `--only` leaves what the user has staged out of it, and staged.
  const only = ['--literal-pathspecs', 'commit', '--only', '--allow-empty', `--message=${step.message}`];
  if (step.paths.length === 0) return mustCommit(place, { args: only, writes: true });
  await mustCommit(place, { args: [...only, '--', ...step.paths], writes: true });
  // A hook that changes what is committed (a formatter) changes it in an index that git throws away after such a commit.
  if (await hasHook(place.exec, place.root, 'pre-commit')) {
    await must(place.exec, { args: ['--literal-pathspecs', 'reset', '--quiet', '--', ...step.paths], writes: true });
  }
}

/** `git commit --only` wants to know its paths; this tells it of new ones and adds none of their content. */
async function addNew(place: Place, paths: string[]): Promise<void> {
  if (paths.length === 0) return;
  const known = await must(place.exec, { args: ['--literal-pathspecs', 'ls-files', '-z', '--', ...paths] });
  const tracked = new Set(known.out.split('\0'));
  // One that is in neither was deleted; git knows it from HEAD.
  const fresh = paths.filter((file) => !tracked.has(file) && existsSync(insideRoot(place.root, file)));
  if (fresh.length > 0) {
    await must(place.exec, {
      args: ['--literal-pathspecs', 'add', '--verbose', '--intent-to-add', '--', ...fresh],
      writes: true,
    });
  }
}

async function commitAll(place: Place, step: Extract<Step, { kind: 'commitAll' }>): Promise<void> {
  if (step.paths.length > 0) {
    // Forced, because of files that are tracked although their folder is ignored.
    await must(place.exec, {
      args: ['--literal-pathspecs', 'add', '--force', '--verbose', '--', ...step.paths],
      writes: true,
    });
  }
  if (!step.staged) {
    const leaveOut = step.leaveOut.map((file) => `:(exclude,literal)${file}`);
    await must(place.exec, { args: ['add', '--verbose', '--all', '--', ':(top)', ...leaveOut], writes: true });
  }
  await mustCommit(place, { args: ['commit', `--message=${step.message}`], writes: true });
}

async function mustCommit(place: Place, command: GitCommand): Promise<void> {
  const output = await place.exec(command);
  if (output.code === 0) return;
  const why = complaint(output) || `exit code ${output.code}`;
  throw new PlanError(
    'COMMIT_FAILED',
    `The commit was refused, so everything is as it was before. Mend what git or a hook says, then try again: ${why}`,
  );
}
