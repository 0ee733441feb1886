import assert from 'node:assert/strict';
import { editContext } from '../../src/core/context/edit';
import { mergeContexts } from '../../src/core/context/merge/merge';
import type { ContextEdit } from '../../src/core/context/model';
import { parseContext } from '../../src/core/context/parse';
import { isPlanError } from '../../src/core/errors';
import { setTask } from '../../src/core/markdown/edits';

const BASE = `# Current Work Summary

Executing: X - Phase 1: Y

**Branch:** \`para/x-phase-1\`

## To-Do List

- [ ] one
- [ ] two

## House rules

Be kind.

## Progress Notes

_Update this section as you complete items._

---

\`\`\`json
{
  "active_context": [
    "a.md",
    "b.md"
  ],
  "completed_summaries": [],
  "execution_branch": "para/x-phase-1",
  "phased_execution": {
    "master_plan": "a.md",
    "phases": [
      {"phase": 1, "status": "in_progress"},
      {"phase": 2, "status": "pending"}
    ],
    "current_phase": 1
  },
  "last_updated": "2026-01-01T10:00:00Z"
}
\`\`\`
`;

const later = { path: ['last_updated'], value: '2026-01-01T12:00:00Z' };
const change = (edit: ContextEdit) => editContext(BASE, edit);

describe('context: merge by meaning', () => {
  it('unites ticks, to-dos and notes', () => {
    const ours = setTask(BASE, 8, true).replace('- [ ] two\n', '- [ ] two\n- [ ] ours\n');
    const theirs = setTask(BASE, 9, true)
      .replace('- [x] two\n', '- [x] two\n- [~] theirs\n')
      .replace('_Update this section as you complete items._', '- a note');
    assert.equal(
      mergeContexts(ours, theirs),
      BASE.replace('- [ ] one\n- [ ] two\n', '- [x] one\n- [x] two\n- [ ] ours\n- [~] theirs\n').replace(
        '_Update this section as you complete items._',
        '- a note',
      ),
    );
  });

  it('keeps a section that only they have, where they have it', () => {
    const theirs = BASE.replace(
      '## Progress',
      '## Decisions\n\n```\n## no heading\n```\n\n### Sub\n\n1. x\n\n## Progress',
    );
    assert.equal(mergeContexts(BASE, theirs), theirs);
    assert.equal(mergeContexts(theirs, BASE), theirs);
    assert.equal(mergeContexts(theirs, BASE, theirs), BASE);
    assert.equal(mergeContexts(BASE, theirs, theirs), BASE);
  });

  it('never lets a status go back, and takes single values from the newer side', () => {
    const ours = change({ state: [{ path: ['phased_execution', 'phases', 0, 'status'], value: 'completed' }] });
    const theirs = change({
      summaryLine: 'Newer',
      metadata: [{ label: 'Branch', value: 'other' }],
      state: [
        { path: ['execution_branch'], value: 'other' },
        { path: ['phased_execution', 'current_phase'], value: 2 },
        { path: ['phased_execution', 'phases', 1, 'branch'], value: 'other' },
        later,
      ],
    });
    for (const merged of [mergeContexts(ours, theirs), mergeContexts(theirs, ours)]) {
      const { summaryLine, branch, state } = parseContext(merged);
      assert.deepEqual([summaryLine?.text, branch, state?.executionBranch], ['Newer', 'other', 'other']);
      assert.deepEqual(
        state?.phased?.phases.map(({ status, branch: own }) => [status, own]),
        [
          ['completed', null],
          ['pending', 'other'],
        ],
      );
      assert.equal(state?.phased?.currentPhase, 2);
      assert.equal(state?.lastUpdated, later.value);
    }
  });

  it('lets a side say in its own words what goes on, and keeps the words of both', () => {
    const words = '✅ Phase 1 is done, and reviewed';
    const theirs = BASE.replace('Executing: X - Phase 1: Y', words);
    assert.equal(mergeContexts(BASE, theirs, BASE), theirs);
    assert.equal(mergeContexts(theirs, BASE, BASE), theirs);
    const ours = BASE.replace('Executing: X', '**Owner:** Team Blue\n\nExecuting: X');
    const merged = mergeContexts(ours, theirs, BASE);
    for (const line of ['**Owner:** Team Blue', words]) assert.ok(merged.includes(line), merged);
    assert.ok(!merged.includes('Executing:'), merged);
  });

  it('honours with a base what one side removed', () => {
    const ours = change({
      state: [
        { path: ['active_context'], value: ['a.md', 'mine.md'] },
        { path: ['execution_branch'], value: undefined },
      ],
    });
    const theirs = change({ state: [{ path: ['active_context'], value: ['a.md', 'b.md', 'c.md'] }, later] });
    const withBase = parseContext(mergeContexts(ours, theirs, BASE)).state;
    assert.deepEqual(withBase?.activeContext, ['a.md', 'mine.md', 'c.md']);
    assert.equal(withBase.executionBranch, null);
    assert.deepEqual(parseContext(mergeContexts(ours, theirs)).state?.activeContext, [
      'a.md',
      'mine.md',
      'b.md',
      'c.md',
    ]);
  });

  it('takes the side of an archive as a whole with a base', () => {
    const archived =
      BASE.slice(0, BASE.indexOf('Executing')) +
      'Ready for next task.\n\n---\n\n```json\n{\n  "active_context": [],\n  "completed_summaries": [],\n  "last_updated": "2026-01-02T00:00:00Z"\n}\n```\n';
    assert.equal(mergeContexts(archived, BASE, BASE), archived);
    const merged = parseContext(mergeContexts(BASE, archived, BASE));
    assert.deepEqual({ ...merged, text: '' }, { ...parseContext(archived), text: '' });
  });

  it('does not mix the phases of two plans', () => {
    const theirs = change({
      state: [
        { path: ['phased_execution'], value: { master_plan: 'z.md', phases: [{ phase: 9, status: 'pending' }] } },
        later,
      ],
    });
    assert.deepEqual(
      parseContext(mergeContexts(BASE, theirs)).state?.phased?.phases.map(({ phase }) => phase),
      [9],
    );
    assert.deepEqual(
      parseContext(mergeContexts(theirs, BASE)).state?.phased?.phases.map(({ phase }) => phase),
      [9],
    );
  });

  it('keeps to-dos of two phases apart', () => {
    const group = (id: number, box: string) =>
      BASE.replace('- [ ] one\n- [ ] two\n', `### Phase ${id}\n\n- [${box}] write tests\n`);
    const { todos } = parseContext(mergeContexts(group(1, 'x'), group(2, ' ')));
    assert.deepEqual(
      todos.map(({ group: id, done }) => [id, done]),
      [
        [1, true],
        [2, false],
      ],
    );
  });

  it('takes the state block from the side that has one', () => {
    const prose = BASE.slice(0, BASE.indexOf('---'));
    assert.deepEqual(parseContext(mergeContexts(prose, BASE)).state, parseContext(BASE).state);
    assert.equal(mergeContexts(BASE, prose), BASE);
  });

  it('refuses what it cannot read, but not a base', () => {
    const broken = BASE.replace('"active_context"', 'active_context');
    for (const [ours, theirs] of [
      [broken, BASE],
      [BASE, broken],
    ] as const) {
      assert.throws(
        () => mergeContexts(ours, theirs),
        (error) => isPlanError(error, 'CONTEXT_INVALID'),
      );
    }
    assert.equal(mergeContexts(BASE, setTask(BASE, 8, true), broken), setTask(BASE, 8, true));
  });
});
