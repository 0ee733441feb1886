import { mustRun } from '../../git/repository';
import { lookAgain } from '../files/rewritten';
import { readStaged, tellUnstaged } from '../files/staged';
import { compareTree, repairTree } from '../files/tree';
import { headOf, type RunPlace } from '../ground/runPlace';
import { deleteMade, branchStart, tipOf } from '../ground/tips';
import { hasNoFiles, revisionOf, type StepHandler, type StepOf } from './handler';
import type { Begun } from './parts/begun';
import { isAsBefore, mustBeOnBranch } from './parts/madeCommit';
import { restoreIndex } from './parts/restoreIndex';

type SwitchStep = StepOf<'switch'>;

export const switchBranch: StepHandler<SwitchStep> = {
  touchesIndex: true,
  runsHooks: true,
  needsGit: true,
  isUndoable: true,
  commits: false,
  checksOut: ({ branch, create }) => ({ worktree: undefined, branch, commit: create?.at }),
  ...hasNoFiles,

  async act(place, step) {
    // Ignored files are the user's too: where the branch has a file of that name, git is to refuse.
    const start = step.create && (await branchStart(place, step.create));
    const args = start
      ? ['switch', '--no-overwrite-ignore', ...start.flags, '-c', step.branch, start.from]
      : ['switch', '--no-overwrite-ignore', '--no-guess', step.branch];
    // Where HEAD is locked, git has made the branch already when it finds out.
    const beforeRetry = step.create ? ['update-ref', '-d', `refs/heads/${step.branch}`, step.create.at] : undefined;
    await mustRun(place.exec, { args, writes: true, ...(beforeRetry ? { beforeRetry } : {}) });
    return {};
  },

  async note(place, step) {
    mustBeOnBranch(step.branch, await headOf(place));
  },

  isDone: isOn,
  isStillDone: isOn,

  async undo(place, step, begun) {
    const now = await headOf(place);
    // Of a switch that was cut off, the index may have been written already.
    const staged = now.branch === step.branch ? await readStaged(place, now) : undefined;
    if (now.branch === step.branch && begun.head.branch !== step.branch) {
      const { branch, by, commit } = begun.head;
      const back = branch
        ? ['switch', '--no-overwrite-ignore', '--no-guess', by ?? branch]
        : ['switch', '--no-overwrite-ignore', '--detach', commit ?? 'HEAD'];
      await mustRun(place.exec, { args: back, writes: true, withoutHooks: true });
    } else if (await isAsBefore(place, begun.record)) {
      await undoHalf(place, step, begun);
    }
    if (step.create && !(await deleteMade(place, step.branch, step.create)))
      begun.told.refs.push(`branch ${step.branch}`);
    const index = await restoreIndex(place, begun);
    if (index === null) return;
    const [from, to] = [await targetCommit(place, step), begun.record.commit];
    if (from !== null && to !== null) await lookAgain(place, index, { from, to });
    if (staged) await tellUnstaged(place, staged, begun.told);
  },

  async foresee(future, step) {
    if (future.head !== null) await future.move({ from: future.head, to: targetOf(step) });
  },

  async foreseeUndo(future, step) {
    if (future.head !== null) await future.move({ from: targetOf(step), to: future.head });
  },
};

async function isOn(place: RunPlace, step: SwitchStep): Promise<boolean> {
  return (await headOf(place)).branch === step.branch;
}

const targetOf = ({ branch, create }: SwitchStep): string => revisionOf({ branch, commit: create?.at });

/** The commit that a switch leads to; null when it is gone. */
async function targetCommit(place: RunPlace, step: SwitchStep): Promise<string | null> {
  return (await tipOf(place, `${targetOf(step)}^{commit}`)) || null;
}

/** Git writes the files first and moves HEAD then; where it was cut off in between, the files are put back. */
async function undoHalf(place: RunPlace, step: SwitchStep, begun: Begun): Promise<void> {
  const { commit } = begun.head;
  const target = await targetCommit(place, step);
  if (commit === null || target === null) return;
  await repairTree(place, await compareTree(place, { from: target, to: commit, pathspec: [] }));
}
