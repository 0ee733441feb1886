import { PlanError, isPlanError } from '../errors';
import { setItem, setTask } from '../markdown/edits';
import type { Git, Ports } from '../ports';
import { samePhase, type Criterion, type PhaseId, type SetCriterionOptions, type SetTodoOptions } from '../types';
import { mustHaveFile } from '../folder/guards';
import { isOtherRepository } from '../folder/methodFiles';
import { rememberBox, type BoxMemory } from './boxMemory';
import { mustBeInReach, runSteps } from '../repository/commit';
import { defaultPhase } from '../repository/defaultPhase';
import { expectedBranch } from '../folder/branches';
import { mustBeSaved, mustBeTrusted, openToWrite } from '../repository/repo';
import { readTodos } from '../folder/todos';
import type { Step } from '../steps';
import { findSummary, setSummaryCriterion } from '../folder/summaryFile';
import { currentPhaseHere, openWorktreeGit, recordedWorktree } from '../repository/worktree';
import { activePlan, mustFindPhase, readWorld } from '../folder/world';
import type { World } from '../folder/model';

/** How long an edit that raced with somebody else's is made again, in milliseconds. */
const LONGEST_RETRY = 5_000;
/** The longest pause before that, so that two who race don't meet again and again. */
const PAUSE = 15;

/**
 * Ticks or unticks a to-do: one character of the context file; what stood in its box before (`[~]`, `[X]`) comes back
 * when that is taken back in the same session. With `commit`, commits the staged changes when there are any, else every
 * change git doesn't ignore, with the context file in either case; of a phase that runs in a worktree, what changed
 * there, without it. Throws `UNTRUSTED`, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `INVALID_ARGUMENT`, `CONTEXT_DIRTY`,
 * `CONTEXT_CHANGED`, `WRITE_FAILED`, `COMMIT_FAILED` and those of git.
 */
export async function setTodo(ports: Ports, boxes: BoxMemory, o: SetTodoOptions): Promise<{ commit?: string }> {
  await openToWrite(ports, o);
  let wanted: string | undefined;
  return whileRacing(async () => {
    const world = await readWorld(ports);
    mustBeSaved(ports, [world.path]);
    const all = readTodos(world.context);
    const todos = all.filter((each) => o.phase === undefined || samePhase(each.phase, o.phase));
    const todo = findMeant(todos, o.index, 'to-do', wanted);
    wanted = todo.text;
    const marker = rememberBox(boxes, { file: world.path, ...todo, all }, o.done);
    const text = setTask(world.text, todo.line, o.done, marker);
    const write: Step = { kind: 'write', path: world.path, was: world.text, text };
    const commit = o.commit
      ? await commitOfWork(ports, o.commit, { world, phase: todo.phase, changes: text !== world.text })
      : [];
    const done = await runSteps(ports, o.commit ? `Commit “${todo.text}”` : `Tick “${todo.text}”`, [write, ...commit]);
    return done.commit === null ? {} : { commit: done.commit };
  });
}

/** `changes`: whether the tick changes the context file. */
async function commitOfWork(
  ports: Ports,
  message: string,
  { world, changes, ...of }: { world: World; phase: PhaseId | null; changes: boolean },
): Promise<Step[]> {
  const phase = world.plan?.phases.find((each) => samePhase(each.id, of.phase)) ?? null;
  const recorded = phase || world.plan?.kind === 'simple' ? recordedWorktree(world, phase) : null;
  if (world.plan && recorded !== null) {
    const branch = expectedBranch(world, world.plan, phase, ports.settings());
    return commitInWorktree(message, world.path, await openWorktreeGit(ports, recorded, branch));
  }
  // A context folder that is a repository of its own counts as ignored.
  const other = (each: { path: string }): boolean => isOtherRepository(each.path, world.folder);
  const all = await ports.git.status();
  const changed = all.filter((each) => !other(each));
  const staged = all.some((each) => each.staged);
  const ignored = await ports.git.ignored([world.path]);
  if (changed.length === 0 && !staged && (!changes || ignored.length > 0)) throw nothingToCommit('this work tree');
  if (ignored.length === 0) await mustBeInReach(ports);
  const leaveOut = all.filter(other).map((each) => each.path.replace(/\/$/, ''));
  return [{ kind: 'commitAll', message, staged, paths: ignored.length > 0 ? [] : [world.path], leaveOut }];
}

function nothingToCommit(where: string): PlanError {
  const message = `There is nothing to commit in ${where}. Tick the to-do without a commit, or make the change first.`;
  return new PlanError('COMMIT_FAILED', message);
}

/** In a worktree the context file is never committed: the one that counts stands in the main work tree. */
async function commitInWorktree(
  message: string,
  contextFile: string,
  { path, git }: { path: string; git: Git },
): Promise<Step[]> {
  const changed = await git.status();
  const staged = changed.filter((each) => each.staged);
  if (staged.some((each) => each.path === contextFile)) {
    throw new PlanError(
      'CONTEXT_DIRTY',
      `${contextFile} is staged in ${path}, where it isn't committed: the one that counts is in the main work tree. Unstage it, then try again.`,
    );
  }
  if (changed.every((each) => each.path === contextFile)) throw nothingToCommit(path);
  return [
    { kind: 'commitAll', message, staged: staged.length > 0, paths: [], leaveOut: [contextFile], worktree: path },
  ];
}

/**
 * Ticks or unticks a success criterion of a phase's plan file (of the simple plan, when there are no phases), and the
 * same one in its summary, where there is one. Throws `UNTRUSTED`, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `NO_PLAN`,
 * `UNKNOWN_PHASE`, `PLAN_MISSING`, `INVALID_ARGUMENT`, `CONTEXT_DIRTY`, `CONTEXT_CHANGED`, `WRITE_FAILED`.
 */
export async function setCriterion(ports: Ports, boxes: BoxMemory, o: SetCriterionOptions): Promise<void> {
  mustBeTrusted(ports);
  let wanted: string | undefined;
  await whileRacing(async () => {
    const world = await readWorld(ports);
    const plan = activePlan(world);
    const running = plan.kind === 'phased' ? defaultPhase(plan, null, currentPhaseHere(ports, world)) : null;
    const phase = o.phase !== undefined ? mustFindPhase(plan, o.phase) : running;
    const file = mustHaveFile(plan, phase);
    mustBeSaved(ports, [file.path]);
    const criterion = findMeant(file.file.criteria, o.index, 'success criterion', wanted);
    wanted = criterion.text;
    const { criteria: all, doc } = file.file;
    const box = doc.items.find((item) => item.line === criterion.line && item.task)?.task?.marker ?? ' ';
    const marker = rememberBox(boxes, { file: file.path, ...criterion, marker: box, all }, o.done);
    const text = setItem(file.text, criterion.line, o.done, marker);
    const summary = await findSummary(ports, { world, plan, phase, file }, { recorded: true });
    const told = summary && setSummaryCriterion(summary.text, criterion.text, o.done, marker);
    const steps: Step[] = [{ kind: 'write', path: file.path, was: file.text, text }];
    if (summary && told !== null && told !== summary.text) {
      mustBeSaved(ports, [summary.path]);
      steps.push({ kind: 'write', path: summary.path, was: summary.text, text: told });
    }
    return runSteps(ports, `Tick “${criterion.text}”`, steps);
  });
}

/** Somebody else changed the very item: there is nothing to be made again. */
class Vanished extends PlanError {}

/** The item at an index; after a race, the one with the text it had, wherever that is now. */
function findMeant<T extends Criterion>(items: T[], index: number, what: string, wanted: string | undefined): T {
  const item = items[index];
  if (item && (wanted === undefined || item.text === wanted)) return item;
  const moved = wanted === undefined ? [] : items.filter((each) => each.text === wanted);
  if (moved.length === 1 && moved[0]) return moved[0];
  if (wanted !== undefined)
    throw new Vanished(
      'CONTEXT_CHANGED',
      `“${wanted}” was changed by somebody else in between. Look at it, then try again.`,
    );
  throw new PlanError('INVALID_ARGUMENT', `There is no ${what} number ${index}: there are ${items.length}.`);
}

/** An edit that raced with another is made again on the new content. */
async function whileRacing<T>(edit: () => Promise<T>): Promise<T> {
  const until = Date.now() + LONGEST_RETRY;
  for (let attempt = 1; ; attempt++) {
    try {
      return await edit();
    } catch (error) {
      if (!isPlanError(error, 'CONTEXT_CHANGED') || error instanceof Vanished || Date.now() > until) throw error;
    }
    if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE));
  }
}
