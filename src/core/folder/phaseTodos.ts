import type { ContextTodo } from '../context/model';
import { linesUnder } from '../markdown/linesUnder';
import type { ListItem } from '../markdown/document';
import { parseMarkdown } from '../markdown/parse';
import type { SummaryTodo } from '../plan/summary';
import { samePhase, type Criterion } from '../types';
import { readTodos } from './todos';
import type { PhasePlan, PlanText, World } from './model';

/**
 * The to-dos of a phase (`null`: of the simple plan). While no phase runs, those that stand under no heading are of the
 * one whose plan the context file names.
 */
export function todosOfPhase({ context, state }: World, phase: PhasePlan | null): ContextTodo[] {
  if (!phase) return context.todos;
  const runs = state.phased?.phases.some((each) => each.status === 'in_progress') ?? false;
  const isNamed = !runs && context.phasePlan !== null && context.phasePlan === phase.plan?.path;
  const owners = readTodos(context).map((each) => each.phase);
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
