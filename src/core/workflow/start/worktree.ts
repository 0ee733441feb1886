import { editContext } from '../../context/edit';
import { PlanError } from '../../errors';
import { initMessage, WORKTREES, worktreePath } from '../../plan/names';
import { phaseInWords } from '../../plan/subjects';
import type { Ports } from '../../ports';
import type { Worktree } from '../../gitData';
import { samePhase, type ExecuteResult } from '../../types';
import { chooseBranch, type BranchTarget } from './branch';
import type { StartOptions } from './options';
import { isResumed, startedFiles, type Candidate, type Judgement } from './judge';
import { expectedBranch, isPhaseRunning } from '../../folder/branches';
import { judgeReplacing } from './replacing';
import { mustBeSaved } from '../../repository/repo';
import { startedContext, withNewerState, withNewerStateBlock } from './contextEdit';
import { startedStatuses } from './planStatus';
import { extractTodos, otherTexts } from './contextText';
import type { Step, StepPlan } from '../../steps';
import { readTodos } from '../../folder/todos';
import { dropsOf } from '../../repository/dropped';
import { notesWereSummarized } from '../../repository/summarizedNotes';
import { findWorktree, recordedWorktree, runningBeside } from '../../repository/worktree';
import type { PhasePlan, World } from '../../folder/model';

/** A start that is ready to be made. */
export interface PlannedStart {
  plan: StepPlan;
  branch: string;
  todos: string[];
  worktree: string | null;
  /** As in `StartResult`. */
  along?: string[];
}

/** Executing a phase that runs in its worktree changes nothing and succeeds; null for every other. */
export async function worktreeRunning(ports: Ports, { world, plan, phase }: Candidate): Promise<ExecuteResult | null> {
  const recorded = recordedWorktree(world, phase);
  if (recorded === null || !isPhaseRunning(world, phase)) return null;
  const branch = expectedBranch(world, plan, phase, ports.settings());
  const found = findWorktree((await ports.git.worktrees()).all, recorded);
  if (!found?.exists || found.branch !== branch) return null;
  return { branch, todos: todosIn(world, phase), steps: [], worktree: found.path };
}

/**
 * The start of a phase in a worktree of its own (README.md, “Worktrees”): this work tree stays on its branch, whatever
 * is uncommitted in it, and the context file is written here alone. Throws as `chooseBranch`, and `GIT_FAILED`,
 * `WRITE_FAILED`.
 */
export async function planWorktreeStart(ports: Ports, j: Judgement, o: StartOptions): Promise<PlannedStart> {
  const { world } = j;
  mustBeSaved(ports, startedFiles(world, j.plan, j.phase));
  const { linked, ignored, all } = await ports.git.worktrees();
  if (linked) {
    throw new PlanError(
      'GIT_FAILED',
      `This folder is itself a worktree of ${all[0]?.path || 'another folder'}. Open the main one and start phases in worktrees from there, or set “phasedPlans.isolation” to branch.`,
    );
  }
  const target = await chooseBranch(ports, j, o);
  const path = worktreePath(j.settings.branchPrefix, j.plan.task, j.phase?.id ?? null, target.branch);
  const there = placeFor(all, path, target);
  const worktree = there?.path ?? path;
  const steps: Step[] = [];
  if (!ignored) steps.push({ kind: 'exclude', folder: WORKTREES });
  if (!there) steps.push(...worktreeSteps(path, target, await ports.git.hasSubmodules(target.commit)));
  const stays = !target.suffixed && isPhaseRunning(world, j.phase) && recordedWorktree(world, j.phase) !== null;
  const { text, todos } = stays ? resumedText(j, worktree) : await startedText(ports, j, { target, worktree }, o);
  if (text !== world.text) steps.push({ kind: 'write', path: world.path, was: world.text, text });
  // The plan is kept here alone, as the context file is.
  const here = { commit: null, carried: () => true, brought: new Map<string, string>() };
  if (!stays) steps.push(...(await startedStatuses(ports, j, here, o)));
  const message = initMessage(j.plan.task, j.phase?.id ?? null);
  const fresh = target.create && target.commit === j.start.commit;
  if (fresh || (await ports.git.findCommit(target.commit, message)) === null) {
    steps.push({ kind: 'commit', message, paths: [], worktree });
  }
  const what = j.phase ? phaseInWords(j.phase) : j.plan.title;
  const { commit, ref, why } = j.start;
  const start = target.commit === commit ? { commit, ref, why } : null;
  return {
    plan: { title: `Start ${what}`, start, proofs: j.proofs, steps },
    branch: target.branch,
    todos,
    worktree,
  };
}

/** The worktree that has the branch already, where it is one of the phases'; null when one is to be made. */
function placeFor(all: readonly Worktree[], path: string, { branch }: BranchTarget): Worktree | null {
  const holder = all.find((each) => each.branch === branch && (each.exists || each.locked));
  if (holder?.exists && holder.path.startsWith(`${WORKTREES}/`)) return holder;
  if (holder && !holder.exists && holder.path.startsWith(`${WORKTREES}/`)) {
    throw new PlanError(
      'GIT_FAILED',
      `${branch} is checked out in ${holder.path}, which is locked, and its folder is gone. Bring it back, or run “git worktree unlock ${holder.path}”, then try again.`,
    );
  }
  if (holder) {
    const where = holder.path === '' ? 'the main work tree' : holder.path;
    throw new PlanError(
      'GIT_FAILED',
      `${branch} is checked out in ${where}, and git checks a branch out only once. Switch ${where} to another branch, then try again.`,
    );
  }
  const inTheWay = findWorktree(all, path);
  if (inTheWay && (inTheWay.exists || !inTheWay.known)) {
    const what = inTheWay.known ? `has ${inTheWay.branch ?? 'no branch'} checked out` : 'is in the way and no worktree';
    throw new PlanError('WRITE_FAILED', `${path} ${what}. Move or remove it, then try again.`);
  }
  return null;
}

function worktreeSteps(path: string, target: BranchTarget, submodules: boolean): Step[] {
  const { branch, commit, create, upstream, behind } = target;
  const more = { ...(upstream ? { upstream } : {}), ...(submodules ? { submodules } : {}) };
  const add: Step = { kind: 'worktreeAdd', path, branch, at: commit, create, ...more };
  return behind === null ? [add] : [{ kind: 'fastForward', branch, from: behind, to: commit }, add];
}

interface StartText {
  text: string;
  todos: string[];
}

async function startedText(
  ports: Ports,
  j: Judgement,
  { target, worktree }: { target: BranchTarget; worktree: string },
  o: StartOptions,
): Promise<StartText> {
  const { world } = j;
  const kept = isResumed(world, j.phase, o);
  const todos = kept
    ? null
    : await extractTodos(ports, j, { commit: target.commit, carried: () => true, brought: new Map() }, o);
  const texts = [...(await ports.git.readAt([j.start.commit], world.path)), ...(await otherTexts(ports, j))];
  const learn = kept ? withNewerStateBlock : withNewerState;
  const known = texts.filter((text) => text !== null);
  const basis = learn(world.text, known, j.plan);
  const keep = j.phase ? runningBeside(j.plan, j.phase).map((each) => each.id) : null;
  const replaced = todos && (await judgeReplacing(ports, j, { text: basis, keep, todos }, o));
  const text = startedContext(basis, {
    plan: j.plan,
    phase: j.phase,
    branch: target.branch,
    recordBranch: true,
    worktree,
    todos,
    replaced,
    dropped: dropsOf(world, j.plan, j.records),
    freshNotes: !kept && (await notesWereSummarized(ports, j, basis)),
    now: ports.clock.now(),
  });
  return { text, todos: todos?.map((each) => each.text) ?? todosIn(world, j.phase) };
}

/** What runs already keeps its to-dos as they are; only its place may be another one. */
function resumedText({ world, phase }: Judgement, worktree: string): StartText {
  const place = phase ? ['phased_execution', 'phases', phase.index, 'worktree_path'] : ['worktree_path'];
  return {
    text: editContext(world.text, { state: [{ path: place, value: worktree }] }),
    todos: todosIn(world, phase),
  };
}

function todosIn(world: World, phase: PhasePlan | null): string[] {
  const todos = readTodos(world.context).filter((each) => !phase || samePhase(each.phase, phase.id));
  return todos.map((each) => each.text);
}
