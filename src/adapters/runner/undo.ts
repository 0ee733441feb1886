import { promises as fs } from 'node:fs';
import { PlanError, isPlanError } from '../../core/errors';
import type { Head } from '../../core/ports';
import type { Step } from '../../core/workflow/steps';
import { insideRoot, realInside, writeAtomically } from '../files';
import { readHead } from '../git/refs';
import { must } from '../git/repository';
import { isWritten, textOf, withEndingsOf } from './actions';
import { removeEmptyFolder, type Place } from './place';
import { putIndexBack } from './indexFile';
import type { KeptWorktree, StepRecord } from './journal';
import { allBut } from './stash';
import { compareTree, repairTree } from './tree';
import { undoAdd, undoExclude, undoRemove } from './worktree';

/** What a step that was begun needs to be taken back. */
export interface Begun {
  step: Step;
  record: StepRecord;
  /** Where the index is, and the copy of it that was made before the step; null when the step leaves it alone. */
  index: { file: string; copy: string } | null;
  /** The worktree as git kept it before the step, with the place of the copy; null when the step leaves it alone. */
  kept: KeptWorktree | null;
  /** HEAD before the whole plan. */
  head: Head;
}

/**
 * Takes one step back, whether it was done, done by half or not at all: it looks at what is there. What somebody else
 * changed in between is left alone. Hooks don't run.
 */
export async function undo(place: Place, begun: Begun): Promise<void> {
  const { step } = begun;
  switch (step.kind) {
    case 'write':
      return undoWrite(place, step);
    case 'bring':
      return undoBring(place, step);
    case 'makeFolder':
      return removeEmptyFolder(insideRoot(place.root, step.path));
    case 'fastForward':
      await place.exec({ args: ['update-ref', `refs/heads/${step.branch}`, step.from, step.to], writes: true });
      return;
    case 'commit':
    case 'commitAll':
      return undoCommit(place, begun, step.message);
    case 'switch':
      return undoSwitch(place, begun, step);
    case 'stash':
      return undoStash(place, begun, step);
    case 'exclude':
      return undoExclude(place, step, begun.record.size ?? null);
    case 'worktreeAdd':
      return undoAdd(place, step, begun.kept);
    case 'worktreeRemove':
      return undoRemove(place, step, begun.kept);
    case 'worktreeRepair':
      return;
  }
}

async function undoWrite(place: Place, step: Extract<Step, { kind: 'write' }>): Promise<void> {
  const now = await textOf(place, step.path).catch((error: unknown) => {
    // It is no file of ours any more.
    if (isPlanError(error)) return null;
    throw error;
  });
  if (step.text === step.was || !isWritten(now, step)) return;
  if (step.was === null) await fs.rm(await realInside(place.root, step.path));
  else await writeAtomically(place.root, step.path, withEndingsOf(now, step.text, step.was));
}

/** Takes the file away when it is as it was brought, and no commit here has it. */
async function undoBring(place: Place, step: Extract<Step, { kind: 'bring' }>): Promise<void> {
  const { commit } = await readHead(place.exec);
  if (commit === null) return;
  await repairTree(
    place,
    await compareTree(place, { from: step.at, to: commit, pathspec: [`:(literal)${step.path}`] }),
  );
}

async function undoCommit(place: Place, begun: Begun, message: string): Promise<void> {
  const { commit } = await readHead(place.exec);
  if (commit !== null && commit !== begun.record.commit) {
    const made = await must(place.exec, { args: ['log', '-1', '--format=%P%x00%B', commit] });
    const [parent = '', text = ''] = made.out.split('\0');
    // Only what we made goes: a commit that somebody else built here stays, and so does everything below it.
    if (parent === (begun.record.commit ?? '') && text.trim() === message.trim()) {
      const back = begun.record.commit
        ? ['update-ref', 'HEAD', begun.record.commit, commit]
        : ['update-ref', '-d', 'HEAD', commit];
      await must(place.exec, { args: back, writes: true });
    }
  }
  await restoreIndex(begun);
}

async function undoSwitch(place: Place, begun: Begun, step: Extract<Step, { kind: 'switch' }>): Promise<void> {
  const now = await readHead(place.exec);
  if (now.branch === step.branch && begun.head.branch !== step.branch) {
    const back = begun.head.branch
      ? ['switch', '--no-overwrite-ignore', '--no-guess', begun.head.branch]
      : ['switch', '--no-overwrite-ignore', '--detach', begun.head.commit ?? 'HEAD'];
    await must(place.exec, { args: back, writes: true, withoutHooks: true });
  } else if (now.branch !== step.branch) {
    await undoHalfSwitch(place, begun, step);
  }
  if (step.create) {
    // With the commit it was made at: a branch that has moved since holds somebody's work.
    await place.exec({ args: ['update-ref', '-d', `refs/heads/${step.branch}`, step.create.at], writes: true });
  }
  await restoreIndex(begun);
}

/** Git writes the files first and moves HEAD then; where it was cut off in between, the files are put back. */
async function undoHalfSwitch(place: Place, begun: Begun, step: Extract<Step, { kind: 'switch' }>): Promise<void> {
  const { commit } = begun.head;
  const target = step.create?.at ?? `refs/heads/${step.branch}`;
  if (commit === null || (await place.exec({ args: ['cat-file', '-e', target] })).code !== 0) return;
  await repairTree(place, await compareTree(place, { from: target, to: commit, pathspec: [] }));
}

/**
 * Puts stashed changes back. Not with `git stash pop`: an entry holds the whole index, so it refuses where something of the
 * folder that was left out is staged.
 */
async function undoStash(place: Place, begun: Begun, step: Extract<Step, { kind: 'stash' }>): Promise<void> {
  const entry = await findStash(place, begun.record.stash ?? null, step.message);
  if (entry) {
    const { out } = await must(place.exec, { args: ['rev-parse', `${entry.commit}^@`] });
    const [base = '', , untracked] = out.trim().split('\n');
    const repairs = [await compareTree(place, { from: base, to: entry.commit, pathspec: allBut(step.keep) })];
    if (untracked) repairs.push(await compareTree(place, { from: null, to: untracked, pathspec: [] }));
    if (repairs.some((repair) => repair.foreign.length > 0)) {
      throw new PlanError(
        'GIT_FAILED',
        `Your changes are safe in ${entry.name} (${step.message}), but could not be put back over those made since. Run “git stash pop --index ${entry.name}”.`,
      );
    }
    for (const repair of repairs) await repairTree(place, repair);
  }
  await restoreIndex(begun);
  if (entry) await must(place.exec, { args: ['stash', 'drop', '--quiet', entry.name], writes: true });
}

/** The stash entry with this commit, or else this message. */
export async function findStash(
  place: Place,
  commit: string | null,
  message: string,
): Promise<{ name: string; commit: string } | null> {
  const { out } = await must(place.exec, { args: ['stash', 'list', '--format=%gd%x00%H%x00%gs'] });
  for (const line of out.split('\n')) {
    const [name = '', id = '', subject = ''] = line.split('\0');
    if (commit === null ? subject.endsWith(`: ${message}`) : id === commit) return { name, commit: id };
  }
  return null;
}

async function restoreIndex({ index }: Begun): Promise<void> {
  if (index) await putIndexBack(index.file, index.copy);
}
