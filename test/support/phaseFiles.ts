// Versions of a context file in which different phases run, each with a list and notes of its own.
import fc from 'fast-check';
import { parseContext } from '../../src/core/context/parse';
import { headingPhase } from '../../src/core/plan/headings';
import type { ContextState } from '../../src/core/context/model';
import { isObject, valueOf } from '../../src/core/json/json';
import { findStateBlock } from '../../src/core/context/stateBlock';
import { ownerOfContext, type ContextOwner } from '../../src/core/context/merge/contextOwner';
import { parseMarkdown } from '../../src/core/markdown/parse';
import type { PhaseId } from '../../src/core/types';

interface Running {
  phase: number;
  /** Whether the phases before it are completed, or wait. */
  completed: boolean;
  todos: { text: string; marker: string }[];
  notes: string[];
  /** Whether its to-dos and notes stand under its heading. */
  headed: boolean;
}

interface Layout {
  eol: string;
  /** Whether lists come right after their headings, and whether the file ends with a line ending. */
  tight: boolean;
}

const text = fc.constantFrom('write tests', 'Do `it`', 'review');
const running: fc.Arbitrary<Running> = fc.record({
  phase: fc.integer({ min: 1, max: 3 }),
  completed: fc.boolean(),
  todos: fc.uniqueArray(fc.record({ text, marker: fc.constantFrom(' ', 'x', '~') }), {
    maxLength: 3,
    selector: (todo) => todo.text,
  }),
  notes: fc.uniqueArray(fc.constantFrom('- seen', '- heard', 'said'), { maxLength: 2 }),
  headed: fc.boolean(),
});

function write({ phase, completed, todos, notes, headed }: Running, { eol, tight }: Layout): string {
  const gap = tight ? '\n' : '\n\n';
  const heading = headed ? `### Phase ${phase}\n\n` : '';
  const phases = [1, 2, 3].map((id) => ({
    phase: id,
    status: id === phase ? 'in_progress' : id < phase && completed ? 'completed' : 'pending',
  }));
  const branch = `para/x-phase-${phase}`;
  const state = {
    active_context: [],
    execution_branch: branch,
    phased_execution: { master_plan: 'x.md', phases, current_phase: phase },
  };
  const parts = [
    `# Work\n\nExecuting: X - Phase ${phase}: Y\n\n**Branch:** \`${branch}\``,
    `## To-Do List${gap}${todos.length > 0 ? heading : ''}${todos.map((todo) => `- [${todo.marker}] ${todo.text}`).join('\n')}`,
    `## Progress Notes${gap}${notes.length > 0 ? heading + notes.join('\n') : '_Update this section as you complete items._'}`,
    `---\n\n\`\`\`json\n${JSON.stringify(state, null, 2)}\n\`\`\`${tight ? '' : '\n'}`,
  ];
  return parts.join('\n\n').replaceAll('\n', eol);
}

/**
 * Two versions, and the one that both were made from; there ran one of their phases, another one, or that isn't known.
 */
export const phaseVersions = fc
  .record({
    ours: running,
    theirs: running,
    base: fc.option(running),
    layout: fc.record({ eol: fc.constantFrom('\n', '\r\n'), tight: fc.boolean() }),
  })
  .map(({ ours, theirs, base, layout }) => ({
    ours: write(ours, layout),
    theirs: write(theirs, layout),
    base: base && write(base, layout),
  }));

function onlyRunning(state: ContextState | null): PhaseId | null {
  const running = state?.phased?.phases.filter(({ status }) => status === 'in_progress') ?? [];
  return running.length === 1 ? (running[0]?.phase ?? null) : null;
}

/** The phase of what stands under no heading; null when that isn't known. */
export function looseOf(file: string): PhaseId | null {
  return whoseOf(file).loose;
}

/** Whether versions tell of the same phase, as far as they tell. */
export function areOfOnePhase(...files: string[]): boolean {
  const phases = files.map(whoseOf).map(({ current, loose }) => `${String(current)} ${String(loose)}`);
  return new Set(phases).size === 1;
}

function whoseOf(file: string): ContextOwner {
  const root = findStateBlock(parseMarkdown(file))?.json.root;
  const state = root ? valueOf(root) : null;
  const summary = parseContext(file).summaryLine?.text ?? null;
  return ownerOfContext({ summary, metadata: [], state: isObject(state) ? state : null });
}

/** The to-dos, each with its phase: how it is marked. */
export function todosByPhase(file: string): Map<string, string> {
  const { todos, state } = parseContext(file);
  const only = onlyRunning(state);
  return new Map(todos.map((todo) => [`${String(todo.group ?? only)}: ${todo.text}`, todo.marker]));
}

/** The progress notes, each with its phase. */
export function notesByPhase(file: string): Set<string> {
  const { progressNotes, state } = parseContext(file);
  let phase = onlyRunning(state);
  const notes = new Set<string>();
  for (const line of (progressNotes ?? '').split(/\r?\n/)) {
    if (line.startsWith('#')) phase = headingPhase(line.replace(/^#+ /, ''));
    else if (line !== '') notes.add(`${String(phase)}: ${line}`);
  }
  return notes;
}
