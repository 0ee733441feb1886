// Context files for property tests: any shape, and versions of one that people and agents could have made of it.
import fc from 'fast-check';
import { parseContext } from '../../src/core/context/parse';

const STATUSES = ['pending', 'planned', 'in_progress', 'completed', 'complete', 'merged'];
export const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
export const paths = fc.uniqueArray(
  name.map((n) => `context/plans/${n}.md`),
  { maxLength: 4 },
);
const time = fc.constantFrom('2026-01-01T10:00:00Z', '2026-01-01T12:30:00Z', '2026-01-02T00:00:00Z', 'no time', null);
export const phase = fc.record(
  {
    phase: fc.constantFrom(1, 2, '1a', '7A'),
    status: fc.constantFrom(...STATUSES),
    plan: fc.option(name),
    branch: fc.option(name),
    merged: fc.boolean(),
    tasks: fc.uniqueArray(fc.nat(3), { maxLength: 3 }),
  },
  { requiredKeys: ['phase', 'status'], noNullPrototype: true },
);
const byId = (a: { phase: number | string }, b: { phase: number | string }) =>
  String(a.phase) < String(b.phase) ? -1 : 1;
const state = fc.record(
  {
    active_context: paths,
    mine: fc.option(fc.uniqueArray(fc.nat(5), { maxLength: 3 })),
    completed_summaries: paths,
    execution_branch: fc.option(name),
    execution_started: time,
    phased_execution: fc.option(
      fc.record({
        master_plan: fc.constantFrom('m.md', 'm.md', 'n.md'),
        // A plan's order is the same in all its versions.
        phases: fc.uniqueArray(phase, { maxLength: 4, selector: (p) => p.phase }).map((list) => list.sort(byId)),
        current_phase: fc.constantFrom(1, '1a', null),
      }),
    ),
    workflow: fc.record({
      mode: name,
      notes: fc.record({ x: name, y: name }, { requiredKeys: [], noNullPrototype: true }),
    }),
    last_updated: time,
  },
  { requiredKeys: [], noNullPrototype: true },
);

export interface Shape {
  summary: string | null;
  branch: string | null;
  todos: { text: string; marker: string; nested: boolean; under: string | null }[];
  notes: string[];
  mine: string[];
  after: string | null;
  state: object;
  indent: string | number;
  eol: string;
}

export const shape: fc.Arbitrary<Shape> = fc.record({
  summary: fc.option(fc.constantFrom('Executing: A', 'Ready.', 'Planned: B')),
  branch: fc.option(name),
  todos: fc.uniqueArray(
    fc.record({
      text: name.map((n) => `Do \`${n}\``),
      marker: fc.constantFrom(' ', 'x', 'X', '~'),
      nested: fc.boolean(),
      under: fc.option(name.map((n) => `about ${n}`)),
    }),
    { maxLength: 5, selector: (todo) => todo.text },
  ),
  notes: fc.uniqueArray(
    name.map((n) => `- note ${n}`),
    { maxLength: 4 },
  ),
  mine: fc.uniqueArray(
    fc.constantFrom('Be kind.', '```\n## no heading\n- [ ] no box\n```', '| a | b |', '### Sub', '> quote'),
    { maxLength: 3 },
  ),
  after: fc.option(fc.constantFrom('See the docs.', '- [ ] after')),
  state,
  indent: fc.constantFrom('  ', '\t', '    ', 0),
  eol: fc.constantFrom('\n', '\r\n'),
});

export function write(s: Shape): string {
  const todos = s.todos.flatMap(({ text, marker, nested, under }, i) => {
    const indent = nested && i > 0 ? '  ' : '';
    return [`${indent}- [${marker}] ${text}`, ...(under === null ? [] : [`${indent}  ${under}, ${text}`])];
  });
  const parts = [
    '# Current Work Summary',
    s.summary,
    s.branch && `**Branch:** \`${s.branch}\``,
    todos.length > 0 && `## To-Do List\n\n${todos.join('\n')}`,
    s.mine.length > 0 && `## House rules\n\n${s.mine.join('\n\n')}`,
    s.notes.length > 0 && `## Progress Notes\n\n${s.notes.join('\n')}`,
    '---',
    `\`\`\`json\n${JSON.stringify(s.state, null, s.indent)}\n\`\`\``,
    s.after,
  ];
  return (parts.filter((part) => typeof part === 'string').join('\n\n') + '\n').replaceAll('\n', s.eol);
}

export const file = shape.map(write);

/** What a file means, without the order of what has none. */
export function meaning(text: string): unknown {
  const { summaryLine, branch, todos, progressNotes, state: read } = parseContext(text);
  const done = (t: (typeof todos)[number]) => [t.text, t.done, t.marker === ' '];
  return {
    summary: summaryLine?.text ?? null,
    branch,
    todos: todos.map(done).sort(),
    notes: progressNotes?.split(/\s*[\r\n]+/).sort() ?? null,
    state: read && {
      ...read,
      activeContext: read.activeContext.toSorted(),
      completedSummaries: read.completedSummaries.toSorted(),
      phased: read.phased && {
        ...read.phased,
        phases: read.phased.phases.toSorted((a, b) => (String(a.phase) < String(b.phase) ? -1 : 1)),
      },
    },
  };
}

export const RANK = { pending: 0, in_progress: 1, completed: 2 };

/**
 * What a file holds, wherever it stands, each with how far it is: to-dos and phases can be done, all else is there or
 * not.
 */
export function contents(text: string): Map<string, number> {
  const { todos, state } = parseContext(text);
  const plan = state?.phased?.masterPlan ?? '';
  const items: [string, number][] = [
    ...todos.map((todo): [string, number] => [`to-do ${todo.text}`, todo.done ? 1 : 0]),
    ...(state?.phased?.phases ?? []).map((entry): [string, number] => [
      `phase ${entry.phase} of ${plan}`,
      RANK[entry.status],
    ]),
    ...(text.match(/^ *about .*/gm) ?? []).map((line): [string, number] => [line.trim(), 0]),
    ...(text.match(/^- note .*/gm) ?? []).map((note): [string, number] => [note, 0]),
    ...(state?.activeContext ?? []).map((path): [string, number] => [`path ${path}`, 0]),
    ...(state?.completedSummaries ?? []).map((path): [string, number] => [`summary ${path}`, 0]),
  ];
  const result = new Map<string, number>();
  for (const [item, rank] of items) result.set(item, Math.max(rank, result.get(item) ?? 0));
  return result;
}

interface State {
  active_context?: string[];
  completed_summaries?: string[];
  execution_branch?: string | null;
  phased_execution?: {
    master_plan: string;
    phases: { phase: unknown; status: string }[];
    current_phase: unknown;
  } | null;
  last_updated?: string | null;
}

/** What somebody does to a context file; every change of the state says when. */
type Change =
  | { kind: 'tick' | 'remove to-do' | 'remove path' | 'advance'; which: number }
  | { kind: 'under to-do'; which: number; what: string }
  | { kind: 'add to-do' | 'note' | 'path' | 'summary' | 'branch' | 'summary line'; what: string };

const word = fc.constantFrom('g', 'h', 'i', 'j');
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constantFrom('tick', 'remove to-do', 'remove path', 'advance'), which: fc.nat(4) }),
  fc.record({ kind: fc.constant('under to-do' as const), which: fc.nat(4), what: word }),
  fc.record({ kind: fc.constantFrom('add to-do', 'note', 'path', 'summary', 'branch', 'summary line'), what: word }),
);

const AHEAD: Record<string, string> = { pending: 'in_progress', planned: 'in_progress', in_progress: 'completed' };

/** The shape after the changes, the last of them made at `time`. */
function evolve(before: Shape, changes: readonly Change[], time: string): Shape {
  const made = structuredClone(before);
  const state = made.state as State;
  for (const each of changes) {
    if (!changeProse(made, each)) {
      changeState(state, each);
      if (each.kind === 'summary line') made.summary = `Executing: ${each.what}`;
      if (each.kind === 'branch') made.branch = each.what;
      state.last_updated = time;
    }
  }
  return made;
}

function changeProse(made: Shape, each: Change): boolean {
  if (each.kind === 'tick') {
    const todo = made.todos[each.which % (made.todos.length || 1)];
    if (todo) todo.marker = 'x';
  } else if (each.kind === 'under to-do') {
    const todo = made.todos[each.which % (made.todos.length || 1)];
    if (todo) todo.under = `about ${each.what}`;
  } else if (each.kind === 'remove to-do') {
    made.todos.splice(each.which, 1);
  } else if (each.kind === 'add to-do') {
    const todo = { text: `Do ${each.what}`, marker: ' ', nested: false, under: null };
    if (!made.todos.some(({ text }) => text === todo.text)) made.todos.push(todo);
  } else if (each.kind === 'note') {
    const note = `- note ${each.what}`;
    if (!made.notes.includes(note)) made.notes.push(note);
  } else return false;
  return true;
}

function changeState(state: State, each: Change): void {
  if (each.kind === 'remove path') {
    state.active_context?.splice(each.which, 1);
  } else if (each.kind === 'advance') {
    const phases = state.phased_execution?.phases ?? [];
    const entry = phases[each.which % (phases.length || 1)];
    if (!entry || !state.phased_execution) return;
    entry.status = AHEAD[entry.status] ?? entry.status;
    state.phased_execution.current_phase = entry.status === 'in_progress' ? entry.phase : null;
  } else if (each.kind === 'path' || each.kind === 'summary') {
    const key = each.kind === 'path' ? 'active_context' : 'completed_summaries';
    const list = (state[key] ??= []);
    if (!list.includes(`${each.what}.md`)) list.push(`${each.what}.md`);
  } else if (each.kind === 'branch') {
    state.execution_branch = each.what;
  }
}

/** Two versions of a file that go back to a common one, and that one. */
export const versions: fc.Arbitrary<{ base: string; ours: string; theirs: string }> = fc
  .record({
    base: shape,
    ours: fc.array(change, { maxLength: 5 }),
    theirs: fc.array(change, { maxLength: 5 }),
    hours: fc.tuple(fc.constantFrom(11, 12), fc.constantFrom(11, 12)),
  })
  .map(({ base, ours, theirs, hours: [our, their] }) => {
    const before = evolve(base, [], '');
    Object.assign(before.state, { last_updated: '2026-02-01T10:00:00Z' });
    return {
      base: write(before),
      ours: write(evolve(before, ours, `2026-02-01T${our}:00:00Z`)),
      theirs: write(evolve(before, theirs, `2026-02-01T${their}:00:00Z`)),
    };
  });
