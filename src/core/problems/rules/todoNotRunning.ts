import type { ContextTodo } from '../../context/model';
import { setTasks } from '../../markdown/edits';
import { phaseAmidText, phaseText } from '../../phaseTexts';
import { PhaseMap } from '../../phaseMap';
import { samePhase } from '../../types';
import { statusFix, textFix } from '../parts/fixes';
import { locate, rangeOfLine } from '../parts/ranges';
import type { Rule } from '../parts/rule';

export const todoNotRunning: Rule = {
  id: 'todo-not-running',
  severity: 'info',
  description: 'A ticked to-do under the heading of a phase that hasn’t started.',
  fixes: 'Untick it · Set the status of the phase to `in_progress`',
  check(subject) {
    const { context, path, phases, world } = subject;
    const done = new PhaseMap<ContextTodo>();
    for (const todo of context.todos) {
      if (todo.done && todo.group !== null && !done.has(todo.group)) done.set(todo.group, todo);
    }
    return phases.flatMap(({ phase, status }) => {
      if (status !== 'pending') return [];
      const todo = done.get(phase);
      const index = todo && world?.plan?.phases.find(({ id }) => samePhase(id, phase))?.index;
      if (!todo || index === undefined) return [];
      const ticked = context.todos.filter((each) => each.done && samePhase(each.group, phase));
      const lines = ticked.map(({ line }) => line);
      const untick = (text: string) => setTasks(text, lines, false);
      return [
        {
          message: `This to-do is ticked, but ${phaseAmidText(phase)} hasn’t started.`,
          file: path,
          range: rangeOfLine(locate(context).doc, todo.line),
          fixes: [
            ...statusFix(subject, index, phase, 'in_progress'),
            textFix(path, context.text, `Untick the To-Dos of ${phaseText(phase)}`, untick),
          ],
        },
      ];
    });
  },
};
