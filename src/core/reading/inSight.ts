import type { ContextFile } from '../context/model';
import { planNamedIn } from '../context/planNamed';
import type { Files } from '../ports';
import { stateInBroken } from './brokenState';

/** What whoever reads a folder again and again remembers of it. */
export interface ContextMemory {
  /** The last context file whose state could be used; null before the first. */
  last: ContextFile | null;
}

/** What there is of a context file whose state can't be used. */
interface Broken {
  /** Null when it can't be read as text. */
  context: ContextFile | null;
  /** The file, where `context` is perhaps what an editor holds in its place. */
  saved: ContextFile | null;
  memory: ContextMemory | undefined;
}

/**
 * The context file that the plan is shown by meanwhile: the file that an editor is about to replace, the last one that
 * could be read, or what can still be told of the broken one; null when that is nothing. To-dos stand where they stand
 * now.
 */
export async function standIn(files: Files, { context, saved, memory }: Broken): Promise<ContextFile | null> {
  const last = saved?.state ? saved : (memory?.last ?? null);
  const state = context && stateInBroken(context);
  const rest = context && state ? { ...context, state } : null;
  if (!last) return rest;
  if (rest && (await isNowOfAnother(files, rest, last))) return rest;
  return context ? { ...last, text: context.text, todos: movedTodos(last, context) } : last;
}

/** With another branch checked out, another plan may be the one that is broken. */
async function isNowOfAnother(files: Files, now: ContextFile, last: ContextFile): Promise<boolean> {
  const [here, before] = [planNamedIn(now), planNamedIn(last)];
  return here !== null && here !== before && (await files.exists(here).catch(() => false));
}

function movedTodos(last: ContextFile, { todos }: ContextFile): ContextFile['todos'] {
  return last.todos.map((todo) => {
    const same = todos.filter(({ text }) => text === todo.text).map(({ line }) => line);
    const [nearest] = same.sort((a, b) => Math.abs(a - todo.line) - Math.abs(b - todo.line));
    return { ...todo, line: nearest ?? todo.line };
  });
}
