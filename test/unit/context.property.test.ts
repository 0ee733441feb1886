import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editContext } from '../../src/core/context/edit';
import { mergeContexts } from '../../src/core/context/merge';
import { parseContext } from '../../src/core/context/parse';
import { isPlanError } from '../../src/core/errors';

const STATUSES = ['pending', 'planned', 'in_progress', 'completed', 'complete', 'merged'];
const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const paths = fc.uniqueArray(
  name.map((n) => `context/plans/${n}.md`),
  { maxLength: 4 },
);
const time = fc.constantFrom('2026-01-01T10:00:00Z', '2026-01-01T12:30:00Z', '2026-01-02T00:00:00Z', 'no time', null);
const phase = fc.record(
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
        phases: fc.uniqueArray(phase, { maxLength: 4, selector: (p) => p.phase }),
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

interface Shape {
  summary: string | null;
  branch: string | null;
  todos: { text: string; marker: string; nested: boolean }[];
  notes: string[];
  mine: string[];
  after: string | null;
  state: object;
  indent: string | number;
  eol: string;
}

const shape: fc.Arbitrary<Shape> = fc.record({
  summary: fc.option(fc.constantFrom('Executing: A', 'Ready.', 'Planned: B')),
  branch: fc.option(name),
  todos: fc.uniqueArray(
    fc.record({ text: name.map((n) => `Do \`${n}\``), marker: fc.constantFrom(' ', 'x', 'X', '~'), nested: fc.boolean() }),
    { maxLength: 5, selector: (todo) => todo.text },
  ),
  notes: fc.uniqueArray(name.map((n) => `- note ${n}`), { maxLength: 4 }),
  mine: fc.uniqueArray(fc.constantFrom('Be kind.', '```\n## no heading\n- [ ] no box\n```', '| a | b |', '### Sub', '> quote'), { maxLength: 3 }),
  after: fc.option(fc.constantFrom('See the docs.', '- [ ] after')),
  state,
  indent: fc.constantFrom('  ', '\t', '    ', 0),
  eol: fc.constantFrom('\n', '\r\n'),
}); // prettier-ignore

function write(s: Shape): string {
  const todos = s.todos.map(({ text, marker, nested }, i) => `${nested && i > 0 ? '  ' : ''}- [${marker}] ${text}`);
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

const file = shape.map(write);

/** What a file means, without the order of what has none. */
function meaning(text: string): unknown {
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

const RANK = { pending: 0, in_progress: 1, completed: 2 };

describe('context: properties', function () {
  this.timeout(120_000);

  it('reads any mutation of a file', () => {
    const mutation = fc.tuple(
      fc.nat(),
      fc.nat(30),
      fc.oneof(fc.string(), fc.constantFrom('```', '\0', '\r', '{', ']', '"', '\ufeff', '<<<<<<< a\n')),
    );
    fc.assert(
      fc.property(file, fc.array(mutation, { maxLength: 4 }), (text, mutations) => {
        for (const [at, length, replacement] of mutations) {
          const from = at % (text.length + 1);
          text = text.slice(0, from) + replacement + text.slice(from + length);
        }
        const { issues, state: read } = parseContext(text);
        if (!read) assert.ok(issues.length > 0);
        for (const edit of [{ summaryLine: 'S' }, { todos: ['t'] }, { freshNotes: true }, { metadata: [] }])
          editContext(text, edit);
        try {
          editContext(text, { state: [{ path: ['last_updated'], value: 'now' }] });
        } catch (error) {
          assert.ok(isPlanError(error, 'CONTEXT_INVALID'));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('edits of the state keep every other key, the order and the rest of the file', () => {
    const edit: fc.Arbitrary<{ path: readonly string[]; value: unknown }> = fc.oneof(
      fc.record({
        path: fc.constantFrom(['execution_branch'], ['last_updated'], ['new'], ['workflow', 'mode']),
        value: fc.option(name, { nil: undefined }),
      }),
      fc.record({ path: fc.constantFrom(['active_context'], ['completed_summaries'], ['mine']), value: paths }),
      fc.record({
        path: fc.constant(['phased_execution']),
        value: fc.uniqueArray(phase, { selector: (p) => p.phase }).map((phases) => ({ phases })),
      }),
    );
    fc.assert(
      fc.property(shape, edit, (made, { path, value }) => {
        const text = write(made);
        const changed = editContext(text, { state: [{ path: [...path], value }] });
        const [before, json, after] = split(text);
        const [newBefore, newJson, newAfter] = split(changed);
        assert.deepEqual([newBefore, newAfter], [before, after]);
        const old = JSON.parse(json) as Record<string, unknown>;
        const now = JSON.parse(newJson) as Record<string, unknown>;
        const [key = ''] = path;
        assert.deepEqual(
          Object.keys(now).filter((k) => k !== key),
          Object.keys(old).filter((k) => k !== key),
        );
        const place = path.length === 2 ? (now[key] as Record<string, unknown> | undefined)?.[path[1] ?? ''] : now[key];
        assert.deepEqual(place, value);
        for (const k of Object.keys(old)) if (k !== key) assert.deepEqual(now[k], old[k]);
        assert.equal(editContext(changed, { state: [{ path: [...path], value }] }), changed);
      }),
      { numRuns: 2000 },
    );
  });

  it('an element added and removed again leaves the same bytes', () => {
    fc.assert(
      fc.property(shape, fc.nat(5), (made, index) => {
        const text = write(made);
        const list = parseContext(text).state?.activeContext ?? [];
        const set = (from: string, value: unknown) =>
          editContext(from, { state: [{ path: ['active_context'], value }] });
        const grown = set(text, [...list.slice(0, index), 'new.md', ...list.slice(index)]);
        const had = 'active_context' in made.state;
        assert.equal(set(grown, had ? list : undefined), text);
      }),
      { numRuns: 1000 },
    );
  });
});

function split(text: string): [string, string, string] {
  const start = text.indexOf('```json') + '```json'.length;
  const end = text.indexOf('```', start);
  return [text.slice(0, start), text.slice(start, end), text.slice(end)];
}

describe('context: properties of the merge', function () {
  this.timeout(120_000);
  const runs = { numRuns: 400 };

  it('is idempotent', () => {
    fc.assert(
      fc.property(file, file, fc.option(file), (a, b, base) => {
        assert.equal(mergeContexts(a, a, base), a);
        const merged = mergeContexts(a, b);
        assert.equal(mergeContexts(merged, b), merged);
        assert.deepEqual(meaning(mergeContexts(merged, a)), meaning(merged));
      }),
      runs,
    );
  });

  it('commutes, up to order', () => {
    fc.assert(
      fc.property(file, file, fc.option(file), (a, b, base) => {
        assert.deepEqual(meaning(mergeContexts(a, b, base)), meaning(mergeContexts(b, a, base)));
      }),
      runs,
    );
  });

  it('loses nothing and takes no status back', () => {
    fc.assert(
      fc.property(file, file, (a, b) => {
        const merged = mergeContexts(a, b);
        const result = parseContext(merged);
        assert.deepEqual(result.issues, []);
        const sides = [parseContext(a), parseContext(b)];
        const samePlan = sides[0]?.state?.phased?.masterPlan === sides[1]?.state?.phased?.masterPlan;
        for (const side of sides) {
          for (const line of side.text.split(/\r?\n/)) {
            if (/^(?:- note|Be kind|\||### |> |See the)/.test(line)) assert.ok(merged.includes(line), line);
          }
          for (const { text, done } of side.todos)
            assert.ok(result.todos.some((t) => t.text === text && (t.done || !done)));
          for (const path of side.state?.activeContext ?? []) assert.ok(result.state?.activeContext.includes(path));
          for (const path of side.state?.completedSummaries ?? [])
            assert.ok(result.state?.completedSummaries.includes(path));
          for (const { phase: id, status } of (samePlan && side.state?.phased?.phases) || []) {
            const now = result.state?.phased?.phases.find((p) => String(p.phase) === String(id));
            assert.ok(now && RANK[now.status] >= RANK[status]);
          }
        }
      }),
      runs,
    );
  });

  it('changes nothing of ours but what they changed since the base', () => {
    fc.assert(
      fc.property(file, file, (ours, base) => {
        // Statuses, ticks and times that we took back are the exception: those never go back.
        const merged = parseContext(mergeContexts(ours, base, base));
        const own = parseContext(ours);
        assert.deepEqual(merged.state?.activeContext, own.state?.activeContext);
        assert.deepEqual(merged.state?.executionBranch, own.state?.executionBranch);
        assert.deepEqual(merged.progressNotes, own.progressNotes);
        assert.deepEqual(
          merged.todos.map((t) => t.text),
          own.todos.map((t) => t.text),
        );
      }),
      runs,
    );
  });
});
