import { parseMarkdown, section } from '../markdown/parse';

/** A box of a summary's `### To-Dos`. */
export interface ListedTodo {
  text: string;
  line: number;
  depth: number;
  marker: string;
}

/** Most summaries that others write have no such list: those needn't be parsed. */
const MAY_HAVE_SOME = /^#+[ \t]+to-?dos\b/im;

/** The to-dos that a summary lists, in file order; none when it has no such section. Never throws. */
export function readSummaryTodos(text: string): ListedTodo[] {
  if (!MAY_HAVE_SOME.test(text)) return [];
  const doc = parseMarkdown(text);
  const list = section(doc, ['To-Dos']);
  if (!list) return [];
  return doc.items.flatMap(({ text: todo, line, depth, task }) =>
    task && line >= list.line && line < list.endLine ? [{ text: todo, line, depth, marker: task.marker }] : [],
  );
}
