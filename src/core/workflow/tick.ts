import { PlanError, upperFirst } from '../errors';
import { parseContext } from '../context/parse';
import { setItem, setTask } from '../markdown/edits';
import { isOpen } from '../markdown/settled';
import { parsedPlan } from '../plan/parsed';
import { phaseInWords } from '../plan/subjects';
import type { Ports } from '../ports';
import { samePhase, type PhaseId, type SetCriterionOptions, type SetTodoOptions, type Todo } from '../types';
import { mustHaveFile } from '../folder/guards';
import { rememberBox, type BoxMemory } from './boxMemory';
import { runSteps } from '../repository/commit';
import { defaultPhase } from '../repository/defaultPhase';
import { mustBeSaved, mustBeTrusted, openToWrite } from '../repository/repo';
import { readTodos } from '../folder/todos';
import type { Step } from '../steps';
import { finder, type Meant } from './meant';
import { whileRacing } from './racing';
import type { World } from '../folder/model';
import { findSummary, setSummaryCriterion } from '../folder/summaryFile';
import { currentPhaseHere } from '../repository/worktree';
import { nothingToCommit, workToCommit, type ForeseenTodoCommit } from './todoCommit';
import { mustHavePlan, mustFindPhase, readWorld } from '../folder/world';

/** What has a box: a to-do of the context file, or a success criterion of a plan. */
export type TickedKind = 'to-do' | 'success criterion';

/** Which box is meant, and what becomes of it. */
export type Chosen = Omit<SetTodoOptions, 'index'> & Required<Pick<Meant<object>, 'choose'>>;

/** What a tick came to. */
export interface Ticked {
  /** What the item says. */
  text: string;
  /** How many are open of those that it is one of, as the file has them after it was written. */
  left: number;
  commit?: string;
  /** As in `ForeseenTodoCommit`; left out where there are none. */
  leftOut?: string[];
}

/**
 * Ticks or unticks a to-do: one character of the context file; what stood in its box before (`[~]`, `[X]`) comes back
 * when that is taken back in the same session. With `commit`, commits the staged changes when there are any, else every
 * change git doesn't ignore, with the context file in either case; of a phase that runs in a worktree, what changed
 * there, without it. Throws `UNTRUSTED`, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `INVALID_ARGUMENT`, `CONTEXT_DIRTY`,
 * `CONTEXT_CHANGED`, `WRITE_FAILED`, `COMMIT_FAILED` and those of git; where there are no to-dos `NO_PLAN`,
 * `UNKNOWN_PHASE` or `PHASE_NOT_STARTED`.
 */
export async function setTodo(ports: Ports, boxes: BoxMemory, o: Meant<SetTodoOptions>): Promise<Ticked> {
  if (typeof o.commit === 'string' && o.commit.trim() === '') throw noMessage();
  await openToWrite(ports, o);
  const find = finder('to-do', o);
  return whileRacing(async () => {
    const world = await readWorld(ports);
    mustBeSaved(ports, [world.path]);
    const all = readTodos(world.context);
    const todo = find(todosAmong(world, all, o.phase));
    const marker = rememberBox(boxes, { file: world.path, ...todo, all }, o.done);
    const text = setTask(world.text, todo.line, o.done, marker);
    const write: Step = { kind: 'write', path: world.path, was: world.text, text, oneLine: true };
    const message = o.commit === false ? undefined : o.commit;
    const work =
      message === undefined
        ? null
        : await workToCommit(ports, { world, phase: todo.phase, ticks: text !== world.text });
    if (work?.files.length === 0) throw nothingToCommit(work.where);
    const commit = work && message !== undefined ? [work.commit(message)] : [];
    const done = await runSteps(ports, work ? `Commit “${todo.text}”` : `Tick “${todo.text}”`, [write, ...commit]);
    const now = parseContext(await textNow(ports, world.path, text));
    return {
      text: todo.text,
      left: ofPhase(readTodos(now), o.phase).filter(isOpen).length,
      ...(done.commit === null ? {} : { commit: done.commit }),
      ...(work && work.leftOut.length > 0 ? { leftOut: work.leftOut } : {}),
    };
  });
}

/** What a file that was just written holds, others' writes included; what was planned where it can't be read. */
async function textNow({ files }: Ports, path: string, planned: string): Promise<string> {
  return (await files.read(path).catch(() => null)) ?? planned;
}

/** What programs are told of a tick. */
export function toldOfTick({ text: _, left: __, ...told }: Ticked): Omit<Ticked, 'text' | 'left'> {
  return told;
}

const ofPhase = (todos: readonly Todo[], phase: PhaseId | undefined): Todo[] =>
  todos.filter((each) => phase === undefined || samePhase(each.phase, phase));

/** The to-dos of a phase, or all. Throws `NO_PLAN`, `UNKNOWN_PHASE` or `PHASE_NOT_STARTED` where there are none. */
function todosAmong(world: World, all: readonly Todo[], phase: PhaseId | undefined): Todo[] {
  const todos = ofPhase(all, phase);
  if (todos.length > 0) return todos;
  const plan = mustHavePlan(world);
  const found = phase === undefined ? null : mustFindPhase(plan, phase);
  const message = found
    ? `${upperFirst(phaseInWords(found))} has no to-dos. Start it first.`
    : 'There are no to-dos. Start a phase first.';
  throw new PlanError('PHASE_NOT_STARTED', message);
}

function noMessage(): PlanError {
  return new PlanError('INVALID_ARGUMENT', 'A commit needs a message. Give one, or tick the to-do without a commit.');
}

/**
 * What `setTodo` with a commit would commit; no files where there is nothing. Changes nothing, and throws as that does
 * before anything is written.
 */
export async function foreseeTodoCommit(ports: Ports, o: SetTodoOptions): Promise<ForeseenTodoCommit> {
  await openToWrite(ports, o);
  const world = await readWorld(ports);
  mustBeSaved(ports, [world.path]);
  const todo = finder('to-do', o)(todosAmong(world, readTodos(world.context), o.phase));
  const work = await workToCommit(ports, { world, phase: todo.phase, ticks: todo.done !== o.done });
  return { staged: work.staged, files: work.files, leftOut: work.leftOut };
}

/**
 * Ticks or unticks a success criterion of a phase's plan file (of the simple plan, when there are no phases), and the
 * same one in its summary, where there is one. Throws `UNTRUSTED`, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `NO_PLAN`,
 * `UNKNOWN_PHASE`, `PLAN_MISSING`, `INVALID_ARGUMENT`, `CONTEXT_DIRTY`, `CONTEXT_CHANGED`, `WRITE_FAILED`.
 */
export async function setCriterion(ports: Ports, boxes: BoxMemory, o: Meant<SetCriterionOptions>): Promise<Ticked> {
  mustBeTrusted(ports);
  const find = finder('success criterion', o);
  return whileRacing(async () => {
    const world = await readWorld(ports);
    const plan = mustHavePlan(world);
    const running = plan.kind === 'phased' ? defaultPhase(plan, null, currentPhaseHere(ports, world)) : null;
    const phase = o.phase !== undefined ? mustFindPhase(plan, o.phase) : running;
    const file = mustHaveFile(plan, phase);
    mustBeSaved(ports, [file.path]);
    if (file.file.criteria.length === 0)
      throw new PlanError('INVALID_ARGUMENT', `${file.path} has no success criteria. Write them there first.`);
    const criterion = find(file.file.criteria);
    const { criteria: all, doc } = file.file;
    const box = doc.items.find((item) => item.line === criterion.line && item.task)?.task?.marker ?? ' ';
    const marker = rememberBox(boxes, { file: file.path, ...criterion, marker: box, all }, o.done);
    const text = setItem(file.text, criterion.line, o.done, marker);
    const summary = await findSummary(ports, { world, plan, phase, file }, { recorded: true });
    const told = summary && setSummaryCriterion(summary.text, criterion.text, o.done, marker);
    const steps: Step[] = [{ kind: 'write', path: file.path, was: file.text, text, oneLine: true }];
    if (summary && told !== null && told !== summary.text) {
      mustBeSaved(ports, [summary.path]);
      steps.push({ kind: 'write', path: summary.path, was: summary.text, text: told });
    }
    await runSteps(ports, `Tick “${criterion.text}”`, steps);
    const now = parsedPlan(await textNow(ports, file.path, text), file.path);
    return { text: criterion.text, left: now.criteria.filter(isOpen).length };
  });
}
