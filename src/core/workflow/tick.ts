import { PlanError, isPlanError } from '../errors';
import { setItem, setTask } from '../markdown/edits';
import type { Ports } from '../ports';
import { samePhase, type Criterion, type SetCriterionOptions, type SetTodoOptions } from '../types';
import { mustHaveFile } from '../folder/guards';
import { rememberBox, type BoxMemory } from './boxMemory';
import { runSteps } from '../repository/commit';
import { defaultPhase } from '../repository/defaultPhase';
import { mustBeSaved, mustBeTrusted, openToWrite } from '../repository/repo';
import { readTodos } from '../folder/todos';
import type { Step } from '../steps';
import { findSummary, setSummaryCriterion } from '../folder/summaryFile';
import { currentPhaseHere } from '../repository/worktree';
import { nothingToCommit, workToCommit, type ForeseenTodoCommit } from './todoCommit';
import { activePlan, mustFindPhase, readWorld } from '../folder/world';

/** How long an edit that raced with somebody else's is made again, in milliseconds. */
const LONGEST_RETRY = 5_000;
/** The longest pause before that, so that two who race don't meet again and again. */
const PAUSE = 15;

/** `text`: what the item says, by which one is found that others have moved since its index was read. */
export type Meant<O> = O & { text?: string };

/**
 * Ticks or unticks a to-do: one character of the context file; what stood in its box before (`[~]`, `[X]`) comes back
 * when that is taken back in the same session. With `commit`, commits the staged changes when there are any, else every
 * change git doesn't ignore, with the context file in either case; of a phase that runs in a worktree, what changed
 * there, without it. Throws `UNTRUSTED`, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `INVALID_ARGUMENT`, `CONTEXT_DIRTY`,
 * `CONTEXT_CHANGED`, `WRITE_FAILED`, `COMMIT_FAILED` and those of git.
 */
export async function setTodo(ports: Ports, boxes: BoxMemory, o: Meant<SetTodoOptions>): Promise<{ commit?: string }> {
  await openToWrite(ports, o);
  let wanted = o.text;
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
    const work = o.commit ? await workToCommit(ports, { world, phase: todo.phase, ticks: text !== world.text }) : null;
    if (work?.files.length === 0) throw nothingToCommit(work.where);
    const commit = work && o.commit ? [work.commit(o.commit)] : [];
    const done = await runSteps(ports, o.commit ? `Commit “${todo.text}”` : `Tick “${todo.text}”`, [write, ...commit]);
    return done.commit === null ? {} : { commit: done.commit };
  });
}

/**
 * What `setTodo` with a commit would commit; no files where there is nothing. Changes nothing, and throws as that does
 * before anything is written.
 */
export async function foreseeTodoCommit(ports: Ports, o: SetTodoOptions): Promise<ForeseenTodoCommit> {
  await openToWrite(ports, o);
  const world = await readWorld(ports);
  mustBeSaved(ports, [world.path]);
  const todos = readTodos(world.context).filter((each) => o.phase === undefined || samePhase(each.phase, o.phase));
  const todo = findMeant(todos, o.index, 'to-do', undefined);
  const { staged, files } = await workToCommit(ports, { world, phase: todo.phase, ticks: todo.done !== o.done });
  return { staged, files };
}

/**
 * Ticks or unticks a success criterion of a phase's plan file (of the simple plan, when there are no phases), and the
 * same one in its summary, where there is one. Throws `UNTRUSTED`, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `NO_PLAN`,
 * `UNKNOWN_PHASE`, `PLAN_MISSING`, `INVALID_ARGUMENT`, `CONTEXT_DIRTY`, `CONTEXT_CHANGED`, `WRITE_FAILED`.
 */
export async function setCriterion(ports: Ports, boxes: BoxMemory, o: Meant<SetCriterionOptions>): Promise<void> {
  mustBeTrusted(ports);
  let wanted = o.text;
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

/** An edit that raced with another is made again on the new content. Throws what it throws. */
export async function whileRacing<T>(edit: () => Promise<T>): Promise<T> {
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
