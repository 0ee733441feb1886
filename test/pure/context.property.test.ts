import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editContext } from '../../src/core/context/edit';
import { parseContext } from '../../src/core/context/parse';
import { isPlanError } from '../../src/core/errors';
import { cases } from '../support/cases';
import { file, name, paths, phase, shape, write } from '../support/contextFiles';

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
      cases(2000),
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
      cases(2000),
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
      cases(1000),
    );
  });
});

function split(text: string): [string, string, string] {
  const start = text.indexOf('```json') + '```json'.length;
  const end = text.indexOf('```', start);
  return [text.slice(0, start), text.slice(start, end), text.slice(end)];
}
