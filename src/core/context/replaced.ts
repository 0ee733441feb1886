import { isBlank, lineText, parseMarkdown } from '../markdown/parse';
import { phaseHeading } from '../plan/headings';
import { samePhase, type PhaseId } from '../types';
import { bodyLines, notesSection } from './locate';
import type { ContextEdit } from './model';
import { freshNotes, insertNotes, todoPlaces } from './sections';
import { findStateBlock } from './stateBlock';
import { linesUnder } from '../markdown/linesUnder';

/** A to-do that a new list would take the place of. */
export interface ReplacedTodo {
  /** Cleaned of inline markup. */
  text: string;
  marker: string;
  /** The `### Phase N` group it stands under, or null. */
  phase: PhaseId | null;
  /** The lines under it that are no to-dos; the first of a group has those of the item without a box above it, too. */
  under: string[];
}

/**
 * What `replaceTodos` takes out of a context file, or, with the phases whose items stay, `replacePhaseTodos`: the
 * to-dos, nested ones too, and the lines they stand on, under the headings of their phases. `loose`: the phase whose
 * those under no heading are, where that is to be said.
 */
export function replacedList(
  text: string,
  keep: readonly PhaseId[] | null,
  loose: PhaseId | null = null,
): { todos: ReplacedTodo[]; lines: string[] } {
  const doc = parseMarkdown(text);
  const gone = todoPlaces(doc).filter(({ phase }) => keep === null || !stays(phase, keep));
  const lines: string[] = [];
  let group: PhaseId | null = null;
  for (const { item, phase } of gone) {
    const owner = phase ?? loose;
    if (owner !== null && owner !== group) lines.push(`### ${phaseHeading(owner)}`);
    group = owner;
    for (let line = item.line; line < item.endLine; line++) lines.push(isBlank(doc, line) ? '' : lineText(doc, line));
  }
  const todos = gone.flatMap(({ item, phase }) => {
    const under = linesUnder(doc, item);
    const inside = doc.items.filter((each) => each.task && each.line >= item.line && each.line < item.endLine);
    return inside.map((each, index): ReplacedTodo => {
      const above = index === 0 && each !== item ? (under.get(item.line) ?? []) : [];
      const lines = [...above, ...(under.get(each.line) ?? [])].filter((line) => line.trim() !== '');
      return { text: each.text, marker: each.task?.marker ?? ' ', phase, under: lines };
    });
  });
  return { todos, lines };
}

/** Items under no heading are those of the one phase that ran alone until now. */
function stays(phase: PhaseId | null, keep: readonly PhaseId[]): boolean {
  return phase === null ? keep.length === 1 : keep.some((id) => samePhase(id, phase));
}

/**
 * Puts a list that was replaced under the progress notes, in a section of its own. It is fenced: boxes that stand
 * anywhere else in the file are to-dos.
 */
export function noteReplaced(text: string, { date, lines }: NonNullable<ContextEdit['replaced']>): string {
  const doc = parseMarkdown(text);
  const notes = notesSection(doc, findStateBlock(doc));
  if (!notes) return noteReplaced(freshNotes(text), { date, lines });
  const heading = `${'#'.repeat(Math.min(6, notes.heading.level + 1))} To-dos replaced on ${date}`;
  const ticks = Math.max(2, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(ticks + 1);
  const block = [heading, '', `${fence}markdown`, ...lines, fence];
  return insertNotes(doc, { body: bodyLines(doc, notes), line: notes.line }, block);
}
