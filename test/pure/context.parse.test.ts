import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';

const file = (json: string, before = '# Current Work Summary\n\nWorking.\n\n---\n', language = 'json') =>
  `${before}\n\`\`\`${language}\n${json}\n\`\`\`\n`;
const state = (value: unknown) => parseContext(file(JSON.stringify(value, null, 2))).state;

describe('context: the state block', () => {
  it('is the last json fence, text after it allowed', () => {
    const example = '```json\n{"active_context": ["example"]}\n```\n\n';
    const text = example + file('{"active_context": ["a.md"]}') + '\nSee the docs.\n';
    assert.deepEqual(parseContext(text).state?.activeContext, ['a.md']);
    const followed = file('{"active_context": ["a.md"]}') + '\n```json\n{"an": "example"}\n```\n';
    assert.deepEqual(parseContext(followed).state?.activeContext, ['a.md']);
  });

  it('may stand in a bare or jsonc fence', () => {
    for (const language of ['', 'jsonc', 'JSON']) {
      assert.deepEqual(parseContext(file('{"active_context": ["a.md"]}', '# T\n', language)).state?.activeContext, [
        'a.md',
      ]);
    }
    assert.deepEqual(parseContext(file('{"active_context": ["a.md",], // c\n}', '', 'jsonc')).state?.activeContext, [
      'a.md',
    ]);
    assert.equal(parseContext(file('const a = 1;', '# T\n', '')).state, null);
  });

  it('may have groups of paths', () => {
    const groups = { plans: ['a.md', 'b.md'], research: ['a.md', 'c.md'], one: 'd.md', none: null };
    assert.deepEqual(state({ active_context: groups })?.activeContext, ['a.md', 'b.md', 'c.md', 'd.md']);
  });

  it('may lack nearly everything', () => {
    assert.deepEqual(state({}), {
      activeContext: [],
      completedSummaries: [],
      executionBranch: null,
      executionStarted: null,
      worktree: null,
      phased: null,
      lastUpdated: null,
      staffReview: null,
      workflow: null,
    });
  });

  it('reads every dialect of a phase', () => {
    const phases = [
      { phase: 1, status: 'merged', name: 'One', plan: 'p.md', branch: 'b', worktree_path: 'w' },
      { phase: '1a', status: 'complete', merged: true, description: 'Two', plan: 'TBD' },
      { phase: '7A', status: 'planned', plan: null, depends_on: [1, '1a'] },
      { phase: 9, status: 'in_progress', depends_on: 1 },
      { phase: 10 },
    ];
    const read = state({ phased_execution: { master_plan: 'm.md', phases } })?.phased;
    assert.deepEqual(
      read?.phases.map((p) => [p.phase, p.status, p.merged, p.name, p.plan, p.dependsOn, p.branch, p.worktree]),
      [
        [1, 'completed', true, 'One', 'p.md', null, 'b', 'w'],
        ['1a', 'completed', true, 'Two', null, null, null, null],
        ['7A', 'pending', false, null, null, [1, '1a'], null, null],
        [9, 'in_progress', false, null, null, [1], null, null],
        [10, 'pending', false, null, null, null, null, null],
      ],
    );
  });

  it('finds the current phase where it stands', () => {
    const current = (phased: object, rest: object = {}) =>
      state({ phased_execution: { phases: [], ...phased }, ...rest })?.phased?.currentPhase;
    assert.equal(current({ current_phase: '1a' }, { current_phase: 3 }), '1a');
    assert.equal(current({ current_phase: null }, { workflow: { current_phase: 2 } }), null);
    assert.equal(current({}, { workflow: { current_phase: 2 } }), 2);
    assert.equal(current({}, { current_phase: 3 }), 3);
    assert.equal(current({}), null);
  });

  it('takes a key __proto__ as a key like any other', () => {
    const { state: read, issues } = parseContext(file('{"__proto__": {"active_context": ["x"]}, "constructor": 1}'));
    assert.deepEqual(read?.activeContext, []);
    assert.deepEqual(issues, []);
    assert.equal(({} as Record<string, unknown>).active_context, undefined);
  });
});

describe('context: what is wrong, at its line', () => {
  const issuesOf = (text: string) => parseContext(text).issues;
  /** With the text each issue stands at. */
  const placed = (text: string) =>
    issuesOf(text).map(({ message, line, start, end }) => ({ message, line, at: text.slice(start, end) }));

  it('names a comma too many, but not where the file was cut off', () => {
    const at = (json: string) => placed(file(json)).map(({ message }) => message);
    assert.deepEqual(at('{\n  "active_context": [],\n}'), ['There is a comma too many before “}”.']);
    assert.deepEqual(at('{\n  "active_context": [],\n'), ['A key in double quotes is missing at the end.']);
  });

  it('names a syntax error', () => {
    const text = file('{\n  "active_context": [],\n  "last_updated" "x"\n}');
    assert.equal(parseContext(text).state, null);
    assert.deepEqual(placed(text), [
      {
        message: 'A colon is missing before “x”.',
        line: 9,
        at: '"x"',
      },
    ]);
    assert.equal(parseContext(file('{"active_context": ["a",]}')).state, null);
    assert.equal(parseContext(file('')).state, null);
  });

  it('names violations of the schema and reads what can be read', () => {
    const json =
      '{\n  "active_context": ["a", 1],\n  "phased_execution": {"phases": [\n    {"phase": 1, "status": "odd"}]}\n}';
    const { state: read } = parseContext(file(json));
    assert.deepEqual(read?.activeContext, ['a']);
    assert.equal(read.phased?.phases[0]?.status, 'pending');
    assert.deepEqual(placed(file(json)), [
      { message: '“active_context[1]” has to be a string.', line: 8, at: '1' },
      {
        message:
          '“phased_execution.phases[0].status” has to be pending, planned, in_progress, completed, complete, merged or dropped.',
        line: 10,
        at: '"odd"',
      },
    ]);
  });

  it('takes what other tools note of a phase', () => {
    const phases = [
      { phase: 1, status: 'merged', pr: 12, merged: true, completed_at: '2026-01-06T10:00:00+02:00', tasks: ['a'] },
      {
        phase: '1a',
        pr: 'https://example.com/pull/13',
        tasks: { done: 1 },
        worktree_path: '.para-worktrees/a-phase-1a',
      },
    ];
    const text = file(JSON.stringify({ phased_execution: { phases, current_phase: '1a' } }));
    assert.deepEqual(issuesOf(text), []);
    assert.deepEqual(
      parseContext(text).state?.phased?.phases.map(({ merged }) => merged),
      [true, false],
    );
  });

  it('reads no plan of more phases than anybody has', () => {
    const plan = (phases: number) => ({
      phased_execution: { phases: Array.from({ length: phases }, (_, index) => ({ phase: index })) },
    });
    assert.equal(state(plan(1000))?.phased?.phases.length, 1000);
    assert.equal(state(plan(1001)), null);
    const [issue] = issuesOf(file(JSON.stringify(plan(1001))));
    assert.match(issue?.message ?? '', /^“phased_execution\.phases” has more than 1000 items\.$/);
  });

  it('gives no state when the plan itself is not understood', () => {
    for (const value of [
      [],
      1,
      { active_context: 3 },
      { phased_execution: [] },
      { phased_execution: { phases: {} } },
    ]) {
      assert.equal(state(value), null, JSON.stringify(value));
    }
    const { state: read, issues } = parseContext(file('{"phased_execution": {"phases": [{"status": "pending"}]}}'));
    assert.equal(read, null);
    assert.match(issues[0]?.message ?? '', /phases\[0\]” has no “phase”\.$/);
  });

  it('names a missing block, and shows the prose all the same', () => {
    const read = parseContext('# T\n\nDoing it\n\n**Branch:** `b` (mine)\n\n- [ ] a\n');
    assert.equal(read.state, null);
    assert.match(read.issues[0]?.message ?? '', /has no state block/);
    assert.equal(read.branch, 'b');
    assert.equal(read.todos.length, 1);
  });

  it('names merge-conflict markers, not an example of them', () => {
    const conflict = '<<<<<<< HEAD\n  "last_updated": "a"\n=======\n  "last_updated": "b"\n>>>>>>> other';
    const { state: read, issues } = parseContext(file(`{\n${conflict}\n}`));
    assert.equal(read, null);
    assert.equal(issues[0]?.line, 8);
    assert.match(issues[0].message, /merge-conflict/);
    const example = `\`\`\`\n${conflict}\n\`\`\`\n`;
    assert.deepEqual(issuesOf(file('{"active_context": []}', `# T\n\n${example}`)), []);
  });

  it('survives deep nesting', () => {
    const deep = `{"active_context": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
    assert.match(issuesOf(file(deep))[0]?.message ?? '', /too deeply/);
  });
});

describe('context: the prose', () => {
  it('reads the summary line', () => {
    const summary = (text: string) => parseContext(text).summaryLine?.text ?? null;
    assert.equal(summary('# T\n\nDoing it\nmore\n'), 'Doing it');
    assert.equal(summary('# T\nDoing it'), 'Doing it');
    assert.equal(summary('# T\n\nDoing it\n---\n\n```json\n{}\n```'), 'Doing it');
    assert.equal(summary('# T\n\n**Branch:** `x`\n'), null);
    assert.equal(summary('# T\n\n---\n\nNo summary\n'), null);
    assert.equal(summary('# T\n\n## Section\n\ntext'), null);
    assert.equal(summary('Just text'), 'Just text');
    assert.equal(summary(''), null);
  });

  it('reads a branch without the remark that follows', () => {
    for (const remark of ['', ' (working directly, for now)', ' – for now', ' - see below', ' — mine - or not']) {
      const { branch } = parseContext(`# T\n\nS\n\n**Branch:** pret/x-y${remark}\n`);
      assert.equal(branch, 'pret/x-y', remark);
    }
  });

  it('reads branch and plans, from a plain list too', () => {
    const read = parseContext('# T\n\n- Branch: `b`\n- Plan: `p.md`\n\n## Later\n\n**Master Plan:** m.md\n');
    assert.deepEqual([read.branch, read.plan, read.masterPlan], ['b', 'p.md', null]);
  });

  it('reads to-dos with their groups', () => {
    const text =
      '# T\n\n## To-Do List\n\n- [ ] a\n\n### Phase 1: X\n- [x] b\n  - [~] c\n\n### Phase 7A\n* [X] d\n\n## Phase 2 Objective\n1. [ ] e\n';
    assert.deepEqual(
      parseContext(text).todos.map((t) => [t.text, t.done, t.marker, t.line, t.depth, t.group]),
      [
        ['a', false, ' ', 4, 0, null],
        ['b', true, 'x', 7, 0, 1],
        ['c', false, '~', 8, 1, 1],
        ['d', true, 'X', 11, 0, '7A'],
        ['e', false, ' ', 14, 0, null],
      ],
    );
  });

  it('reads progress notes without the placeholder', () => {
    const notes = (body: string) =>
      parseContext(file('{}', `# T\n\nx\n\n## Progress Notes\n${body}\n---\n`)).progressNotes;
    assert.equal(notes('\n_Update this section as items are completed._\n'), null);
    assert.equal(notes(''), null);
    assert.equal(notes('\n- one\n\n### More\n- two\n'), '- one\n\n### More\n- two');
  });
});
