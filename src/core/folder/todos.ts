import type { ContextFile } from '../context/model';
import { isSettled } from '../markdown/settled';
import type { Todo } from '../types';

/** The to-dos of a context file. Outside of `### Phase N` groups they belong to the one phase that runs. */
export function readTodos(context: ContextFile | null): Todo[] {
  if (!context) return [];
  const running = context.state?.phased?.phases.filter((each) => each.status === 'in_progress') ?? [];
  const only = running.length === 1 ? (running[0]?.phase ?? null) : null;
  return context.todos.map(({ group, ...todo }) => ({
    ...todo,
    settled: isSettled(todo.marker),
    phase: group ?? only,
  }));
}
