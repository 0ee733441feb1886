import type { ContextTodo } from '../context/model';
import { linesUnder } from '../context/under';
import type { ListItem } from '../markdown/document';
import { isSettled } from '../settled';
import { parseMarkdown } from '../markdown/parse';
import type { SummaryTodo } from '../plan/summary';
import type { LogEntry } from '../ports';
import { samePhase, type Criterion } from '../types';
import { todosOf } from './todos';
import type { PhasePlan, PlanText, World } from './world';

/** So many of each are named, and each by so many characters. */
const NAMED = 10;
const LONGEST = 100;

/**
 * The to-dos of a phase (`null`: of the simple plan). While no phase runs, those that stand under no heading are of the
 * one whose plan the context file names.
 */
export function todosOfPhase({ context, state }: World, phase: PhasePlan | null): ContextTodo[] {
  if (!phase) return context.todos;
  const runs = state.phased?.phases.some((each) => each.status === 'in_progress') ?? false;
  const isNamed = !runs && context.phasePlan !== null && context.phasePlan === phase.plan?.path;
  const owners = todosOf(context).map((each) => each.phase);
  return context.todos.filter((_, index) => {
    const owner = owners[index] ?? null;
    return owner === null ? isNamed : samePhase(owner, phase.id);
  });
}

/** The to-dos of a phase as its summary has them: each with what stands under it, below the items they stand under. */
export function summaryTodos(world: World, phase: PhasePlan | null): SummaryTodo[] {
  const wanted = new Map(todosOfPhase(world, phase).map((todo) => [todo.line, todo]));
  const doc = parseMarkdown(world.context.text);
  let above: ListItem[] = [];
  let under = new Map<number, string[]>();
  return doc.items.flatMap((item): SummaryTodo[] => {
    above = above.filter(({ depth, endLine }) => depth < item.depth && endLine > item.line);
    const isTop = above.length === 0;
    if (isTop) under = linesUnder(doc, item);
    const holds = isTop && !item.task && [...wanted.keys()].some((at) => at > item.line && at < item.endLine);
    const depth = above.length;
    if (item.task || holds) above.push(item);
    const todo = wanted.get(item.line);
    if (!holds && !todo) return [];
    const lines = (under.get(item.line) ?? []).slice(holds ? 1 : 0);
    return [{ text: todo?.raw ?? item.raw, marker: todo?.marker ?? null, depth, under: lines.join('\n') }];
  });
}

/** The success criteria of a plan, each with the character in its box. */
export function criteriaOf({ file }: PlanText): (Criterion & { marker: string })[] {
  const markers = new Map(file.doc.items.flatMap(({ line, task }) => (task ? [[line, task.marker]] : [])));
  return file.criteria.map((each) => ({ ...each, marker: markers.get(each.line) ?? (each.done ? 'x' : ' ') }));
}

/**
 * What is open in a phase that is to be summarized, in one sentence with both ways on; null when nothing is. `commits`:
 * those of the phase besides its first one; null when that can't be told.
 */
export function describeOpen(o: {
  todos: readonly { text: string; marker: string }[];
  criteria: readonly { text: string; marker: string }[];
  commits: readonly LogEntry[] | null;
  branch: string;
}): string | null {
  const [todos, criteria] = [o.todos, o.criteria].map((all) => all.filter(({ marker }) => !isSettled(marker)));
  const open = [
    ...namesOf(todos ?? [], 'to-do is', 'to-dos are'),
    ...namesOf(criteria ?? [], 'success criterion is', 'success criteria are'),
  ];
  const idle = o.commits?.length === 0 ? `the branch ${o.branch} has no commits of its own` : null;
  if (open.length === 0) return idle && `T${idle.slice(1)}: summarize anyway, or commit its work first.`;
  const count = (todos ?? []).length + (criteria ?? []).length;
  const next = `summarize anyway, or finish ${count === 1 ? 'it' : 'them'} first.`;
  return `${[...open, ...(idle ? [idle] : [])].join(', ')}: ${next}`;
}

function namesOf(open: readonly { text: string }[], one: string, more: string): string[] {
  if (open.length === 0) return [];
  const names = open
    .slice(0, NAMED)
    .map(({ text }) => `“${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}”`);
  const rest = open.length > NAMED ? [`and ${open.length - NAMED} more`] : [];
  return [`${open.length} ${open.length === 1 ? one : more} open (${[...names, ...rest].join(', ')})`];
}
