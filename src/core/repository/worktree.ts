import type { ContextFile } from '../context/model';
import { MaybeRenamed, PlanError } from '../errors';
import { WORKTREES } from '../plan/names';
import { renameCommand } from '../plan/shell';
import type { Git, MethodSettings, Ports } from '../ports';
import type { Worktree } from '../gitData';
import { samePhase, type PhaseId } from '../types';
import { furthestStatus, type Records } from './records';
import type { ActivePlan, PhasePlan, World } from '../folder/model';

/** Where the context file says that a phase (null: the simple plan) has its worktree. */
export function recordedWorktree(world: World, phase: PhasePlan | null): string | null {
  return phase ? phase.entry.worktree : world.state.worktree;
}

/**
 * Whether what is started now gets a worktree: a plan goes on as it was begun, and a phase that runs on its branch
 * alone is finished so; else the setting decides.
 */
export function isolationOf(
  world: World,
  plan: ActivePlan,
  records: Records | null,
  settings: MethodSettings,
): MethodSettings['isolation'] {
  const recorded = plan.kind === 'simple' ? [null] : plan.phases;
  if (recorded.some((phase) => recordedWorktree(world, phase) !== null)) return 'worktree';
  const runs = plan.phases.some((phase) => furthestStatus(phase, plan, records) === 'in_progress');
  return runs ? 'branch' : settings.isolation;
}

/** Whether a context file names a worktree as one of its phases'. */
export function recordsWorktree({ state }: ContextFile, path: string): boolean {
  const recorded = [state?.worktree, ...(state?.phased?.phases ?? []).map(({ worktree }) => worktree)];
  return recorded.some((each) => each !== null && each !== undefined && isSame(each, path));
}

/**
 * The phase that runs, as a person in this window means it: the one of the open worktree, else the one started last.
 */
export function currentPhaseHere(ports: Ports, world: World): PhaseId | null {
  const open = world.plan?.phases.find(
    (each) => each.entry.worktree !== null && isOpenHere(ports, each.entry.worktree),
  );
  return open?.id ?? world.state.phased?.currentPhase ?? null;
}

/** Whether this window is on what a phase records: its worktree, or, for null, the main work tree. */
export function isOpenHere(ports: Ports, recorded: string | null): boolean {
  if (recorded === null || ports.worktree === undefined) return recorded === null && ports.worktree === undefined;
  return isSame(recorded, ports.worktree);
}

/** Whether worktrees are to be looked at: what records none is not asked for any. */
export function usesWorktrees(world: World, { isolation }: MethodSettings): boolean {
  const recorded = world.plan?.phases.some((each) => each.entry.worktree !== null) ?? false;
  return isolation === 'worktree' || recorded || world.state.worktree !== null;
}

/** The phases that run in worktrees, but for one of them. */
export function runningBeside(plan: ActivePlan, phase: PhasePlan | null): PhasePlan[] {
  return plan.phases.filter(
    (each) => !samePhase(each.id, phase?.id) && each.entry.worktree !== null && each.entry.status === 'in_progress',
  );
}

/** A worktree by its path, as somebody may have written it. */
export function findWorktree(all: readonly Worktree[], path: string): Worktree | undefined {
  return all.find((each) => each.path !== '' && isSame(each.path, path));
}

function isSame(a: string, b: string): boolean {
  const plain = (path: string): string => path.replaceAll('\\', '/').replace(/^(?:\.\/)+|\/+$/g, '');
  return plain(a) === plain(b);
}

/**
 * Throws `PHASE_NOT_STARTED` where a phase's own branch is nowhere, and its worktree has another one, with its work.
 */
export async function mustNotBeRenamed(ports: Ports, recorded: string, o: { branch: string; base: string | null }) {
  const found = findWorktree((await ports.git.worktrees()).all, recorded);
  if (!found?.exists || found.branch === null || found.branch === o.base) return;
  const message = `There is no branch ${o.branch}, and ${found.branch} is checked out in ${recorded}.`;
  const command = renameCommand(found.branch, o.branch);
  throw new MaybeRenamed(`${message} If ${found.branch} is that branch with another name,`, command);
}

/**
 * The worktree that the context file names for a phase, once it is one of this repository's, inside it, with the
 * phase's branch checked out: only there is anything ever committed. Throws `OUTSIDE_WORKSPACE`, `PHASE_NOT_STARTED`,
 * `GIT_FAILED`, `GIT_BUSY`.
 */
export async function openWorktreeGit(
  ports: Ports,
  recorded: string,
  branch: string,
): Promise<{ path: string; git: Git }> {
  const { all } = await ports.git.worktrees();
  const found = findWorktree(all, recorded);
  if (/^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(recorded)) {
    throw new PlanError(
      'OUTSIDE_WORKSPACE',
      `The worktree “${recorded}” is outside the repository, so nothing is done in it. Write its path in ${WORKTREES}/ to the context file instead.`,
    );
  }
  if (!found?.known || !found.exists) {
    throw new PlanError(
      'PHASE_NOT_STARTED',
      `The worktree ${recorded} is gone. Start the phase again to resume its branch there.`,
    );
  }
  if (found.branch !== branch) {
    throw new PlanError(
      'GIT_FAILED',
      `${found.branch ?? 'No branch'} is checked out in ${recorded}, not ${branch}. Switch it to ${branch}, then try again.`,
    );
  }
  const git = await ports.git.inWorktree(found.path);
  await git.open();
  const underWay = await git.operationUnderWay();
  if (underWay) {
    throw new PlanError('GIT_BUSY', `A ${underWay} is under way in ${recorded}. Finish or abort it, then try again.`);
  }
  return { path: found.path, git };
}
