import { PlanError } from '../errors';
import { expectedBranch } from '../folder/branches';
import { isOtherRepository } from '../folder/methodFiles';
import type { World } from '../folder/model';
import type { ChangedPath } from '../gitData';
import type { Git, Ports } from '../ports';
import { mustBeInReach } from '../repository/commit';
import { openWorktreeGit, recordedWorktree } from '../repository/worktree';
import type { Step } from '../steps';
import { samePhase, type PhaseId } from '../types';

/** What a tick with a commit would commit, for a question that is asked first. */
export interface ForeseenTodoCommit {
  /** Whether these are the staged changes alone, with the context file. */
  staged: boolean;
  files: { path: string; untracked: boolean }[];
  /** Repositories of their own, with changes that no commit here takes: submodules and nested ones. */
  leftOut: string[];
}

interface WorkToCommit extends ForeseenTodoCommit {
  /** The work tree it is in. */
  where: string;
  commit(message: string): Step;
}

/** `ticks`: whether the tick changes the context file. */
export async function workToCommit(
  ports: Ports,
  { world, ticks, ...of }: { world: World; phase: PhaseId | null; ticks: boolean },
): Promise<WorkToCommit> {
  const phase = world.plan?.phases.find((each) => samePhase(each.id, of.phase)) ?? null;
  const recorded = phase || world.plan?.kind === 'simple' ? recordedWorktree(world, phase) : null;
  if (world.plan && recorded !== null) {
    const branch = expectedBranch(world, world.plan, phase, ports.settings());
    return workInWorktree(world.path, await openWorktreeGit(ports, recorded, branch));
  }
  const isLeft = (each: ChangedPath): boolean => isOther(each) || isOtherRepository(each.path, world.folder);
  const [all, ignored] = await Promise.all([ports.git.status(), ports.git.ignored([world.path])]);
  const staged = all.some((each) => each.staged);
  const paths = ignored.length > 0 ? [] : [world.path];
  if (paths.length > 0) await mustBeInReach(ports);
  const leaveOut = pathsOf(all.filter(isLeft));
  const files = all.filter((each) => (staged ? each.staged : !isLeft(each))).map(asFile);
  const ticked = paths.filter((path) => ticks && !files.some((each) => each.path === path));
  return {
    where: 'this work tree',
    staged,
    files: [...ticked.map((path) => ({ path, untracked: false })), ...files],
    leftOut: staged ? [] : leaveOut,
    commit: (message) => ({ kind: 'commitAll', message, staged, paths, leaveOut }),
  };
}

/**
 * What is changed in another repository alone. Git would add one inside this one as a link to a commit that nobody else
 * has: it lists untracked files one by one, and such a folder as one path.
 */
const isOther = ({ path, untracked, insideOnly }: ChangedPath): boolean =>
  insideOnly === true || (untracked && path.endsWith('/'));

const pathsOf = (changes: readonly ChangedPath[]): string[] => changes.map(({ path }) => path.replace(/\/$/, ''));

const asFile = ({ path, untracked }: ChangedPath): { path: string; untracked: boolean } => ({ path, untracked });

export function nothingToCommit(where: string): PlanError {
  const message = `There is nothing to commit in ${where}. Tick the to-do without a commit, or make the change first.`;
  return new PlanError('COMMIT_FAILED', message);
}

/** In a worktree the context file is never committed: the one that counts stands in the main work tree. */
async function workInWorktree(contextFile: string, { path, git }: { path: string; git: Git }): Promise<WorkToCommit> {
  const changed = await git.status();
  const staged = changed.filter((each) => each.staged);
  if (staged.some((each) => each.path === contextFile)) {
    throw new PlanError(
      'CONTEXT_DIRTY',
      `${contextFile} is staged in ${path}, where it isn't committed: the one that counts is in the main work tree. Unstage it, then try again.`,
    );
  }
  const isStaged = staged.length > 0;
  const others = pathsOf(changed.filter(isOther));
  const of = { staged: isStaged, paths: [], leaveOut: [contextFile, ...others], worktree: path };
  return {
    where: path,
    staged: isStaged,
    files: (isStaged ? staged : changed.filter((each) => each.path !== contextFile && !isOther(each))).map(asFile),
    leftOut: isStaged ? [] : others,
    commit: (message) => ({ kind: 'commitAll', message, ...of }),
  };
}
