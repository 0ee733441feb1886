import assert from 'node:assert/strict';
import { editContext } from '../../src/core/context/edit';
import { readJson, valueOf } from '../../src/core/json/json';
import type { StateEdit } from '../../src/core/context/model';
import { freshContext } from '../../src/core/context/template';
import { isPlanError } from '../../src/core/errors';

const wrap = (json: string) => `# T\n\nS\n\n---\n\n\`\`\`json\n${json}\n\`\`\`\n`;

/** The state block after the edits. */
function edited(json: string, ...state: StateEdit[]): string {
  const text = editContext(wrap(json), { state });
  return text.slice(wrap('').indexOf('json\n') + 5, text.lastIndexOf('\n```'));
}

describe('context: editing the state block', () => {
  it('touches only the value', () => {
    const json =
      '{ "a":1,\t"last_updated" : "x" ,\n  "phased_execution": {"phases": [{"phase": 1, "status": "pending"}]} }';
    assert.equal(
      edited(json, { path: ['phased_execution', 'phases', 0, 'status'], value: 'completed' }),
      json.replace('pending', 'completed'),
    );
    assert.equal(edited(json, { path: ['last_updated'], value: 'y' }), json.replace('"x"', '"y"'));
    assert.equal(edited(json, { path: ['last_updated'], value: 'x' }), json);
  });

  it('puts a new key at its canonical place', () => {
    const json = '{\n\t"active_context": [],\n\t"mine": 1,\n\t"last_updated": "x"\n}';
    assert.equal(
      edited(json, { path: ['execution_branch'], value: 'b' }),
      '{\n\t"active_context": [],\n\t"execution_branch": "b",\n\t"mine": 1,\n\t"last_updated": "x"\n}',
    );
    assert.equal(
      edited(json, { path: ['other'], value: { a: [1] } }),
      '{\n\t"active_context": [],\n\t"mine": 1,\n\t"other": {\n\t\t"a": [\n\t\t\t1\n\t\t]\n\t},\n\t"last_updated": "x"\n}',
    );
    const inline = '{"phased_execution": {"phases": [{"phase": 1, "status": "pending", "pr": 3}]}}';
    assert.equal(
      edited(inline, { path: ['phased_execution', 'phases', 0, 'branch'], value: 'b' }),
      '{"phased_execution": {"phases": [{"phase": 1, "status": "pending", "branch": "b", "pr": 3}]}}',
    );
    assert.equal(
      edited('{\n  "last_updated": "x"\n}', { path: ['active_context'], value: [] }),
      '{\n  "active_context": [],\n  "last_updated": "x"\n}',
    );
  });

  it('removes a key so that adding it again gives the same bytes', () => {
    const json = '{\n  "active_context": [],\n  "execution_branch": "b",\n  "last_updated": "x"\n}';
    for (const [key, value] of Object.entries({ active_context: [], execution_branch: 'b', last_updated: 'x' })) {
      const without = edited(json, { path: [key], value: undefined });
      assert.ok(!without.includes(key));
      assert.equal(edited(without, { path: [key], value }), json);
      assert.equal(edited(without, { path: [key], value: undefined }), without);
    }
    assert.equal(edited('{"a": 1}', { path: ['a'], value: undefined }), '{}');
  });

  it('removes one element of a list, and no other', () => {
    const json = '{"phased_execution": {"phases": [{"phase": 1}, {"phase": 2}, {"phase": 3}]}, "l": ["a", "b"]}';
    const without = (path: (string | number)[]) => edited(json, { path, value: undefined });
    assert.equal(without(['phased_execution', 'phases', 1]), json.replace('{"phase": 2}, ', ''));
    assert.equal(without(['l', 0]), json.replace('"a", ', ''));
    assert.equal(without(['l', 2]), json);
  });

  it('removes what is said of a value on its line with it, and leaves every other comment and line', () => {
    const json = `{
  // about a
  "a": 1, // a
  // about b
  "b": 2, "c": 3, // c
  "d": 4 /* d, */, /* about
  e */ "e": 5 // e
  , "f": 6
}`;
    const without = (key: string) => edited(json, { path: [key], value: undefined });
    assert.equal(without('a'), json.replace('"a": 1, // a\n  ', ''));
    assert.equal(without('b'), json.replace('"b": 2, ', ''));
    assert.equal(without('c'), json.replace(', "c": 3', ''));
    assert.equal(without('f'), json.replace('\n  , "f": 6', ''));
    for (const key of 'abcdef') {
      const { root } = readJson(without(key), { trailingCommas: false });
      assert.deepEqual(Object.keys((root ? valueOf(root) : {}) as object), [...'abcdef'.replace(key, '')], key);
    }
    const last = (before: string, after: string) =>
      edited(`{"a": 1${before}"b": 2${after}`, { path: ['b'], value: undefined });
    assert.equal(last(', // a\n  // about b\n  ', '\n}'), '{"a": 1 // a\n  // about b\n}');
    assert.equal(last(', // a\n  ', ' }'), '{"a": 1 // a\n   }');
    assert.equal(last(' /* , */\n, ', ' // b\n}'), '{"a": 1 /* , */\n  // b\n}');
  });

  it('changes lists element by element, in their style', () => {
    const set = (json: string, value: unknown) => edited(json, { path: ['active_context'], value });
    assert.equal(set('{"active_context": ["a","b"]}', ['a', 'b', 'c']), '{"active_context": ["a","b","c"]}');
    assert.equal(
      set('{\n  "active_context": []\n}', ['a', 'b']),
      '{\n  "active_context": [\n    "a",\n    "b"\n  ]\n}',
    );
    assert.equal(set('{"active_context": []}', ['a']), '{"active_context": ["a"]}');
    const odd = '{\n  "active_context": [\n      "a",\n\n    "\\u0062",\n    "c"\n  ]\n}';
    assert.equal(set(odd, ['a', 'b', 'c']), odd);
    assert.equal(set(odd, ['b', 'c']), odd.replace('"a",\n\n    ', ''));
    assert.equal(set(odd, ['a', 'b']), odd.replace(',\n    "c"', ''));
    assert.equal(set(odd, []), '{\n  "active_context": []\n}');
    assert.equal(set(odd, ['x', 'a', 'b', 'c']), odd.replace('"a"', '"x",\n      "a"'));
  });

  it('writes a new phase as its neighbours are written', () => {
    const json = '{\n  "phased_execution": {\n    "phases": [\n      {"phase": 1, "status": "pending"}\n    ]\n  }\n}';
    const phases = [
      { phase: 1, status: 'completed' },
      { phase: '2b', status: 'pending' },
    ];
    assert.equal(
      edited(json, { path: ['phased_execution', 'phases'], value: phases }),
      json.replace('"pending"}', '"completed"},\n      {"phase": "2b", "status": "pending"}'),
    );
  });

  it('keeps groups, and elements that are no text', () => {
    const groups = '{"active_context": {"research": ["r.md"], "plans": ["a.md"]}}';
    assert.equal(
      edited(groups, { path: ['active_context'], value: ['r.md', 'b.md'] }),
      '{"active_context": {"research": ["r.md"], "plans": ["b.md"]}}',
    );
    const mixed = '{"active_context": [{"path": "x"}, "a.md"]}';
    assert.equal(
      edited(mixed, { path: ['active_context'], value: ['b.md'] }),
      '{"active_context": [{"path": "x"}, "b.md"]}',
    );
  });

  it('makes the objects on the way, also in place of null', () => {
    assert.equal(
      edited('{}', { path: ['phased_execution', 'current_phase'], value: 1 }),
      '{\n  "phased_execution": {\n    "current_phase": 1\n  }\n}',
    );
    assert.equal(
      edited('{"phased_execution": null}', { path: ['phased_execution', 'current_phase'], value: 1 }),
      '{"phased_execution": {"current_phase": 1}}',
    );
  });

  it('edits the key that counts when it stands twice, and one named __proto__', () => {
    assert.equal(edited('{"a": 1, "a": 2}', { path: ['a'], value: 3 }), '{"a": 1, "a": 3}');
    assert.equal(
      edited('{"__proto__": 1}', { path: ['last_updated'], value: 'x' }),
      '{"__proto__": 1, "last_updated": "x"}',
    );
  });

  it('refuses, naming the next step, what it cannot read', () => {
    const state = [{ path: ['last_updated'], value: 'x' }];
    const conflict = wrap('{\n<<<<<<< a\n=======\n>>>>>>> b\n}');
    for (const text of ['# T\n', wrap('{'), wrap('[]'), wrap(''), conflict, wrap('{"a": 1,}')]) {
      assert.throws(
        () => editContext(text, { state }),
        (error) => isPlanError(error, 'CONTEXT_INVALID') && /then try again/.test(error.message),
      );
    }
    const nowhere = [{ path: ['phased_execution', 'phases', 3, 'status'], value: 'x' }];
    assert.throws(
      () => editContext(wrap('{"phased_execution": {"phases": []}}'), { state: nowhere }),
      (error) => isPlanError(error, 'CONTEXT_INVALID'),
    );
    assert.equal(editContext('# T\n\nReady.\n', { summaryLine: 'new' }), '# T\n\nnew\n');
  });
});

describe('context: editing the prose', () => {
  const edit = editContext;

  it('replaces the summary line or puts it in', () => {
    for (const old of ['Executing: X', 'Planned: X', 'Completed: X', 'Ready to start first task.', 'Ready.']) {
      assert.equal(edit(`# T\n\n${old}  \nmore\n`, { summaryLine: 'new' }), '# T\n\nnew  \nmore\n');
      assert.equal(edit(`# T\n\n> ${old}\n`, { summaryLine: 'new' }), '# T\n\n> new\n');
      assert.equal(edit(`# T\n\n${old}\n---\n`, { summaryLine: 'new' }), '# T\n\nnew\n---\n');
      assert.equal(
        edit(`# T\n\n**Owner:** me\n\nHello.\n\n${old}\n`, { summaryLine: 'new' }),
        '# T\n\n**Owner:** me\n\nHello.\n\nnew\n',
      );
    }
    assert.equal(edit('# T\n\nold  \nmore\n', { summaryLine: 'new' }), '# T\n\nnew\n\nold  \nmore\n');
    assert.equal(edit('# T\n\n---\n', { summaryLine: 'new' }), '# T\n\nnew\n\n---\n');
    assert.equal(edit('# T', { summaryLine: 'new' }), '# T\n\nnew');
    assert.equal(edit('# T\r\n', { summaryLine: 'new' }), '# T\r\n\r\nnew\r\n');
    assert.equal(edit('', { summaryLine: 'new\nline' }), 'new line\n');
    assert.equal(edit('\ufeff## S\n', { summaryLine: 'new' }), '\ufeffnew\n\n## S\n');
  });

  it('replaces the branch and plan lines and keeps the others', () => {
    const text = '# T\n\nS\n\n**Branch:** `old` (prose)\n**Phase:** 1 of 3\n**Plan:** p\n\n## X\n\n**Branch:** mine\n';
    assert.equal(
      edit(text, {
        metadata: [
          { label: 'Branch', value: 'b' },
          { label: 'Master Plan', value: 'm' },
        ],
      }),
      '# T\n\nS\n\n**Branch:** `b`\n**Master Plan:** m\n**Phase:** 1 of 3\n\n## X\n\n**Branch:** mine\n',
    );
    assert.equal(edit('# T\n\nS\n\n**Branch:** `b`\n**Plan:** p\n\n---\n', { metadata: [] }), '# T\n\nS\n\n---\n');
    assert.equal(
      edit('# T\n\nS\nmore\n\nx\n', { metadata: [{ label: 'Plan', value: 'p' }] }),
      '# T\n\nS\nmore\n\n**Plan:** p\n\nx\n',
    );
  });

  it('replaces the to-dos and keeps what the user wrote among them', () => {
    const text =
      '## Todos\nIntro.\n\n### Phase 1: A\n\n- [x] a\n  - [ ] nested\n    prose of a\n- note\n\n' +
      '### Phase 2: B\n\n* [ ] b\n\nMind the gap.\n\n### Only boxes\n- [ ] c\n\n## Mine\n- [ ] keep\n';
    assert.equal(
      edit(text, { todos: ['new', 'other'] }),
      '## Todos\nIntro.\n\n### Phase 1: A\n\n- [ ] new\n- [ ] other\n- note\n\n' +
        '### Phase 2: B\n\nMind the gap.\n\n## Mine\n- [ ] keep\n',
    );
    const grouped = '# T\n\nS\n\n## To-Do List\n\n### Task 1\n- [x] a\n\n### Task 2\n- [ ] b\n\n## Progress Notes\n';
    assert.equal(edit(grouped, { todos: ['n'] }), '# T\n\nS\n\n## To-Do List\n\n- [ ] n\n\n## Progress Notes\n');
    assert.equal(edit('## To-Do\n- [ ] a', { todos: ['n'] }), '## To-Do\n- [ ] n');
    assert.equal(edit('## To-Do\n\nProse.\n\n## X\n', { todos: ['n'] }), '## To-Do\n\nProse.\n\n- [ ] n\n\n## X\n');
  });

  it('puts a to-do list in before the progress notes, and notes after the list', () => {
    const text = wrap('{}').replace('S\n', 'S\n\n## Mine\n\nx\n\n## Progress Notes\n\n- done\n');
    assert.equal(edit(text, { todos: ['n'] }), text.replace('## Progress', '## To-Do List\n\n- [ ] n\n\n## Progress'));
    assert.equal(
      edit(text, { freshNotes: true }),
      text.replace('- done', '_Update this section as you complete items._'),
    );
    const bare = wrap('{}').replace('S\n', 'S\n\n## Mine\n\nx\n');
    assert.equal(
      edit(bare, { todos: ['n'], freshNotes: true }),
      bare.replace(
        '---\n',
        '## To-Do List\n\n- [ ] n\n\n## Progress Notes\n\n_Update this section as you complete items._\n\n---\n',
      ),
    );
  });

  it('keeps text after the state block', () => {
    const text = wrap('{}').replace('S\n', 'S\n\n## Progress Notes\n\nold\n') + '\n- [ ] after\n';
    const changed = edit(text, { freshNotes: true, todos: ['n'], summaryLine: 'new' });
    assert.ok(changed.endsWith('---\n\n```json\n{}\n```\n\n- [ ] after\n'));
    assert.ok(!changed.includes('old'));
  });
});

describe('context: templates', () => {
  const time = '2026-01-01T00:00:00Z';

  it('fills the placeholders of a user template', () => {
    const template =
      '# Work\n\n{WORK_SUMMARY}\n\n## House rules\n\n```json\n{\n  "active_context": [\n    {ACTIVE_PLANS}\n  ],\n  "completed_summaries": [\n    {COMPLETED_SUMMARIES}\n  ],\n  "mine": 1,\n  "last_updated": "{TIMESTAMP}"\n}\n```\n';
    assert.equal(
      freshContext('Ready.', ['a.md', 'b.md'], time, template),
      `# Work\n\nReady.\n\n## House rules\n\n\`\`\`json\n{\n  "active_context": [],\n  "completed_summaries": [\n    "a.md",\n    "b.md"\n  ],\n  "mine": 1,\n  "last_updated": "${time}"\n}\n\`\`\`\n`,
    );
    assert.ok(freshContext('Ready.', [], time, template).includes('"completed_summaries": [],\n'));
  });

  it('passes over a template without a valid state block', () => {
    const builtIn = freshContext('Ready.', ['a.md'], time);
    for (const template of ['', '# T\n', wrap('{"a": }'), wrap('{"active_context": 1}')]) {
      assert.equal(freshContext('Ready.', ['a.md'], time, template), builtIn);
    }
  });
});
