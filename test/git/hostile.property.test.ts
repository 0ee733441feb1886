import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { editContext } from '../../src/core/context/edit';
import { mergeContexts } from '../../src/core/context/merge/merge';
import { parseContext } from '../../src/core/context/parse';
import { isPlanError } from '../../src/core/errors';
import { setTask } from '../../src/core/markdown/edits';
import { lineCount, parseMarkdown } from '../../src/core/markdown/parse';
import { parseDependencies } from '../../src/core/plan/dependencies';
import { setPlanStatus } from '../../src/core/plan/edit';
import { parsePlan } from '../../src/core/plan/parse';
import { readArchived } from '../../src/core/folder/archived';
import { rememberBox, type BoxMemory } from '../../src/core/workflow/boxMemory';
import { readLibraryHead } from '../../src/core/folder/libraryHead';
import { readPlaces } from '../../src/features/codeLens/readPlaces';
import { cases } from '../support/cases';
import { file } from '../support/contextFiles';
import { corpus } from '../support/corpus';

const REAL = [
  ...['context', 'plans', 'summaries', 'archives'].flatMap(corpus).map(({ text }) => text),
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].map((name) => readFileSync(name, 'utf8')),
];
const PIECES = [
  '```',
  '```json\n',
  '~~~',
  '\0',
  '\r',
  '\n',
  '\ufeff',
  '{',
  ']',
  '"',
  '\\',
  '<<<<<<< a\n',
  '=======\n',
  '>>>>>>> b\n',
  '- [ ] ',
  '\t',
  '> ',
  '# ',
  '| ',
  '<!-- ',
  '\u202e',
  '\ud800',
  '👍',
  '**Status:** ',
  '### Phase 1: ',
];

type Change = { at: number; length: number } & (
  { kind: 'delete' | 'truncate' | 'duplicate' } | { kind: 'insert'; text: string } | { kind: 'swap'; other: number }
);
const spot = { at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(400) };
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constantFrom('delete', 'truncate', 'duplicate'), ...spot }),
  fc.record({ kind: fc.constant('insert'), text: fc.oneof(fc.constantFrom(...PIECES), fc.string()), ...spot }),
  fc.record({ kind: fc.constant('swap'), other: spot.at, ...spot }),
);

function apply(text: string, made: Change): string {
  const from = Math.floor(made.at * text.length);
  const slice = text.slice(from, from + made.length);
  switch (made.kind) {
    case 'delete':
      return text.slice(0, from) + text.slice(from + made.length);
    case 'truncate':
      return text.slice(0, from);
    case 'duplicate':
      return text.slice(0, from) + slice + text.slice(from);
    case 'insert':
      return text.slice(0, from) + made.text + text.slice(from);
    case 'swap': {
      const rest = text.slice(0, from) + text.slice(from + made.length);
      const to = Math.floor(made.other * rest.length);
      return rest.slice(0, to) + slice + rest.slice(to);
    }
  }
}

const original = fc.oneof(fc.constantFrom(...REAL), file);
/** A file that something went wrong with, one to five times. */
const mutated = fc
  .tuple(original, fc.array(change, { minLength: 1, maxLength: 5 }))
  .map(([text, changes]) => changes.reduce(apply, text));

/** Runs a change; an expected refusal gives null, anything else that is thrown fails the test. */
function orRefused(run: () => string): string | null {
  try {
    return run();
  } catch (error) {
    if (isPlanError(error)) return null;
    throw error;
  }
}

describe('any mutation of a real or generated file', function () {
  this.timeout(120_000);

  it('is read, with places that are in it', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const lines = lineCount(parseMarkdown(text));
        const context = parseContext(text);
        const plan = parsePlan(text);
        const lensPlaces = readPlaces(text, true);
        readArchived(text);
        readLibraryHead('plans', text);
        readLibraryHead('archives', text);
        if (plan.dependencies !== null) parseDependencies(plan.dependencies, [1, '1a', 2]);
        const places = [...context.issues, ...context.todos, ...plan.phases, ...plan.steps, ...plan.criteria];
        for (const { line } of [...places, ...lensPlaces.todos, ...lensPlaces.phases]) {
          assert.ok(line >= 0 && line < lines);
        }
        if (!context.state) assert.ok(context.issues.length > 0);
      }),
      cases(700),
    );
  });

  it('is changed, or the change is refused', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const changed = orRefused(() =>
          editContext(text, {
            summaryLine: 'S',
            metadata: [{ label: 'Branch', value: 'b' }],
            todos: ['one', 'two'],
            freshNotes: true,
            state: [{ path: ['last_updated'], value: '2099-01-01T00:00:00Z' }],
          }),
        );
        if (changed !== null) assert.equal(parseContext(changed).state?.lastUpdated, '2099-01-01T00:00:00Z');
        const status = setPlanStatus(text, 'Approved');
        if (status !== text) assert.equal(parsePlan(status).status?.text, 'Approved');
      }),
      cases(500),
    );
  });

  it('is merged with what it was, or the merge is refused', () => {
    fc.assert(
      fc.property(original, fc.array(change, { minLength: 1, maxLength: 3 }), (text, changes) => {
        const other = changes.reduce(apply, text);
        const merged = orRefused(() => mergeContexts(text, other));
        orRefused(() => mergeContexts(other, text, text));
        if (merged === null) return;
        const boxes = new Set(parseContext(merged).todos.map((todo) => todo.text));
        for (const { text: todo } of parseContext(text).todos) assert.ok(boxes.has(todo), todo);
      }),
      cases(250),
    );
  });
});

describe('edits of any file', function () {
  this.timeout(120_000);

  it('ticks taken back in any order give the same bytes, each having changed one box', () => {
    fc.assert(
      fc.property(mutated, fc.array(fc.nat(), { maxLength: 8 }), fc.boolean(), (text, picks, backwards) => {
        const memory: BoxMemory = new Map();
        const all = parseMarkdown(text).items.filter((item) => item.task);
        if (all.length === 0) return;
        const set = (from: string, place: number, done: boolean) => {
          const now = parseMarkdown(from).items.filter((item) => item.task);
          const box = now[place];
          if (!box?.task) assert.fail('The box is gone');
          const { marker, offset } = box.task;
          const wanted = rememberBox(memory, { file: 'f', text: box.text, marker, all: now, line: box.line }, done);
          const changed = setTask(from, box.line, done, wanted);
          if (changed !== from) {
            const length = changed.length - from.length + marker.length;
            assert.equal(changed.slice(0, offset) + marker + changed.slice(offset + length), from);
            assert.equal([...changed.slice(offset, offset + length)].length, 1);
          }
          return changed;
        };
        const places = [...new Set(picks.map((pick) => pick % all.length))];
        const was = places.map((place) => parseContext(text).todos[place]?.done ?? false);
        let changed = text;
        places.forEach((place, i) => (changed = set(changed, place, !was[i])));
        const back = places.map((place, i) => [place, was[i] ?? false] as const);
        for (const [place, done] of backwards ? back.toReversed() : back) changed = set(changed, place, done);
        assert.equal(changed, text);
      }),
      cases(500),
    );
  });

  it('a status edit changes the bytes of the statuses and the time alone', () => {
    fc.assert(
      fc.property(original, fc.nat(), fc.constantFrom('pending', 'in_progress', 'completed'), (text, pick, status) => {
        const phases = parseContext(text).state?.phased?.phases ?? [];
        if (phases.length === 0) return;
        const edits = [
          { path: ['phased_execution', 'phases', pick % phases.length, 'status'], value: status },
          { path: ['last_updated'], value: '2099-01-01T00:00:00Z' },
        ];
        const changed = editContext(text, { state: edits });
        const without = (from: string) => from.replace(/("(?:status|last_updated)"\s*:\s*)(?:"[^"]*"|null)/g, '$1');
        if (text.includes('"last_updated"')) assert.equal(without(changed), without(text));
        assert.equal(parseContext(changed).state?.phased?.phases[pick % phases.length]?.status, status);
      }),
      cases(500),
    );
  });

  it('edits and what others change elsewhere give the same in either order', () => {
    const others: ((text: string) => string)[] = [
      (text) => `${text}\nA line at the end.\n`,
      (text) => text.replace(/^# .*$/m, '# Another Title'),
      (text) => text.replace('- note a', '- note a, and more'),
      (text) => text.replace('"workflow": {', '"workflow": { "theirs": [1, 2],'),
      (text) => text.replace('Be kind.', 'Be kind.\nAnd brief.'),
    ];
    const edits: ((text: string) => string)[] = [
      (text) => editContext(text, { state: [{ path: ['last_updated'], value: 'now' }] }),
      (text) => editContext(text, { state: [{ path: ['active_context'], value: ['context/plans/new.md'] }] }),
      (text) => editContext(text, { state: [{ path: ['execution_branch'], value: 'para/x' }] }),
      (text) => {
        const todo = parseContext(text).todos.find((each) => each.text.startsWith('Do'));
        return todo ? setTask(text, todo.line, !todo.done) : text;
      },
    ];
    fc.assert(
      fc.property(file, fc.constantFrom(...others), fc.constantFrom(...edits), (text, other, edit) => {
        assert.equal(edit(other(text)), other(edit(text)));
      }),
      cases(1000),
    );
  });
});
