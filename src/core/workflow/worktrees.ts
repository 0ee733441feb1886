import type { WorktreeInfo } from '../repository/worktrees';
import { worktreesOf } from '../repository/worktrees';
import { inShort, PlanError } from '../errors';
import { revealedName } from '../revealed';
import { WORKTREES } from '../plan/names';
import type { Git, Ports } from '../ports';
import { findBase } from '../repository/base';
import { findStart } from '../repository/startPoint';
import { runSteps } from '../repository/commit';
import { proveMerged, untold } from '../repository/merged';
import { readRecords } from '../repository/records';
import { openForChange, readRepo, type RepoState } from '../repository/repo';
import { findWorktree } from '../repository/worktree';
import { readWorld } from '../folder/world';
import type { PhasePlan, World } from '../folder/model';

/** The phases' worktrees. Throws those of git, `NOT_INITIALIZED`, `CONTEXT_INVALID`. */
export async function listWorktrees(ports: Ports): Promise<WorktreeInfo[]> {
  await ports.git.open();
  const world = await readWorld(ports);
  const { all } = await ports.git.worktrees();
  return worktreesOf(world, all).map((each) => ({ ...each, branch: each.branch && revealedName(each.branch) }));
}

/** What git ignores in a worktree: it goes with it. */
export async function ignoredIn(ports: Ports, path: string): Promise<string[]> {
  return (await ports.git.inWorktree(path)).ignoredFiles();
}

interface RemoveWorktreeOptions {
  path: string;
  ignored?: 'stop' | 'remove';
}

/**
 * Removes a phase's worktree; its branch stays. Refused with anything in it that is nowhere else: `DIRTY_TREE`
 * (uncommitted changes, or ignored files unless `ignored` is `remove`), `NOT_MERGED` (commits neither pushed nor
 * merged), `GIT_BUSY`, `GIT_FAILED` (locked, submodules, no branch), `INVALID_ARGUMENT` (no worktree of the phases).
 */
export async function removeWorktree(ports: Ports, o: RemoveWorktreeOptions): Promise<{ branch: string }> {
  const { path, branch, commit } = await judgeRemoveWorktree(ports, o);
  await runSteps(ports, `Remove ${path}`, [{ kind: 'worktreeRemove', path, branch, at: commit }]);
  return { branch };
}

/** What `removeWorktree` would remove. Changes nothing, and throws as that does. */
export async function judgeRemoveWorktree(
  ports: Ports,
  o: RemoveWorktreeOptions,
): Promise<{ path: string; branch: string; commit: string }> {
  await openForChange(ports);
  const world = await readWorld(ports);
  const { all } = await ports.git.worktrees();
  const found = findWorktree(all, o.path);
  const info = worktreesOf(world, all).find((each) => each.path === found?.path);
  if (!found?.known || !found.exists || !info) {
    throw new PlanError(
      'INVALID_ARGUMENT',
      `${o.path} is no worktree of a phase. Choose one of those in ${WORKTREES}/, or repair the worktrees first.`,
    );
  }
  const { path, branch } = found;
  if (ports.worktree === path) {
    throw new PlanError('GIT_FAILED', `This window is on ${path}. Close it, then try again from the main folder.`);
  }
  if (found.locked) {
    throw new PlanError('GIT_FAILED', `${path} is locked. Run “git worktree unlock ${path}” first.`);
  }
  const git = await ports.git.inWorktree(path);
  await mustBeClean(git, path, o.ignored ?? 'stop');
  await mustHaveNoSubmodules(git, path);
  const { commit } = await git.head();
  if (branch === null || commit === null) {
    throw new PlanError('GIT_FAILED', `No branch is checked out in ${path}. Switch it to a branch, then try again.`);
  }
  const phase = world.plan?.phases.find((each) => each.id === info.phase) ?? null;
  await mustBeElsewhere(ports, { world, phase, path, branch, commit, repo: await readRepo(ports) });
  return { path, branch, commit };
}

async function mustBeClean(git: Git, path: string, ignored: 'stop' | 'remove'): Promise<void> {
  await git.open();
  const underWay = await git.operationUnderWay();
  if (underWay) {
    throw new PlanError('GIT_BUSY', `A ${underWay} is under way in ${path}. Finish or abort it, then try again.`);
  }
  const changed = (await git.status()).map((each) => each.path);
  if (changed.length > 0) {
    throw new PlanError(
      'DIRTY_TREE',
      `There are uncommitted changes in ${path}: ${inShort(changed)}. Commit them first.`,
    );
  }
  const hidden = await git.hiddenChanges();
  if (hidden.length > 0) {
    throw new PlanError(
      'DIRTY_TREE',
      `There are changed files in ${path} that git was told not to look at (skip-worktree or assume-unchanged), so they are nowhere else: ${inShort(hidden)}. Move them away, or have git look at them again (git update-index --no-skip-worktree --no-assume-unchanged) and commit them.`,
    );
  }
  const left = ignored === 'remove' ? [] : await git.ignoredFiles();
  if (left.length > 0) {
    throw new PlanError(
      'DIRTY_TREE',
      `There are files in ${path} that git ignores, so they are nowhere else: ${inShort(left)}. Move them away, then try again.`,
    );
  }
}

/** Git refuses too: the commits made in submodules of a worktree are kept with it, and go with it. */
async function mustHaveNoSubmodules(git: Git, path: string): Promise<void> {
  const filled = await git.filledSubmodules();
  if (filled.length === 0) return;
  throw new PlanError(
    'GIT_FAILED',
    `There are submodules in ${path}: ${inShort(filled)}. What was committed in them goes with it: push that first, then run “git worktree remove --force ${path}”.`,
  );
}

/** Its commits are on a remote, or reached the base, or there are none. */
async function mustBeElsewhere(
  ports: Ports,
  o: { world: World; phase: PhasePlan | null; path: string; branch: string; commit: string; repo: RepoState },
): Promise<void> {
  const { world, phase, branch, commit } = o;
  const { refs } = o.repo;
  for (const ref of refs) {
    const same = ref.remote !== null && ref.name === `${ref.remote}/${branch}`;
    if (same && (await ports.git.isAncestor(commit, ref.commit))) return;
  }
  const settings = ports.settings();
  const base = await findBase(ports.git, o.repo, settings);
  const start = base && (await findStart(ports.git, base, world.folder).catch(() => null));
  if (start) {
    if (await ports.git.isAncestor(commit, start.commit)) return;
    const common = await ports.git.mergeBase(commit, start.commit);
    if (common !== null && (await ports.git.changedBetween(common, commit)).length === 0) return;
    if (world.plan && phase) {
      const records = await readRecords(ports.git, { world, plan: world.plan, refs, start: start.commit, settings });
      const proof = { world, plan: world.plan, id: phase.id, records, start, contextFolder: world.folder };
      const finding = records.branches.get(phase.id)?.tip === commit ? await proveMerged(ports.git, proof) : null;
      if (finding?.merged) return;
      if (finding?.isUntold) throw untold(branch, finding);
    }
  }
  throw new PlanError(
    'NOT_MERGED',
    `${branch} has commits in ${o.path} that are neither pushed nor merged. Push or merge it first.`,
  );
}

/**
 * Mends the links of worktrees that were moved with the repository, and has git forget those whose folders are gone.
 * Throws those of git, `NOT_INITIALIZED`, `CONTEXT_INVALID`.
 */
export async function repairWorktrees(ports: Ports): Promise<{ repaired: string[]; forgotten: string[] }> {
  await openForChange(ports);
  const { all } = await ports.git.worktrees();
  const inside = all.filter((each) => each.path.startsWith(`${WORKTREES}/`));
  const repaired = inside.filter((each) => !each.known && each.exists).map((each) => each.path);
  const forgotten = inside.filter((each) => each.known && !each.exists && !each.locked).map((each) => each.path);
  if (repaired.length + forgotten.length > 0)
    await runSteps(ports, 'Repair worktrees', [{ kind: 'worktreeRepair', repair: repaired, forget: forgotten }]);
  return { repaired, forgotten };
}
