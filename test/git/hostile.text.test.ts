import assert from 'node:assert/strict';
import { mergeContexts } from '../../src/core/context/merge/merge';
import { parseContext } from '../../src/core/context/parse';
import { editContext } from '../../src/core/context/edit';
import { setTask } from '../../src/core/markdown/edits';
import { parsePlan } from '../../src/core/plan/parse';
import { branchName, readPlanFileName } from '../../src/core/plan/names';
import { CONTEXT, PLAN, failed, worldIn } from '../support/hostile';
import { makeWorld, type TestWorld } from '../support/world';

/** A world without a repository, with a context file that has this state. */
async function worldWith(state: object, files: Record<string, string> = {}): Promise<TestWorld> {
  const world = makeWorld({ repository: false });
  await world.engine.init();
  world.write(
    CONTEXT,
    `# Work\n\nDoing it.\n\n- [ ] a\n\n---\n\n\`\`\`json\n${JSON.stringify(state, null, 2)}\n\`\`\`\n`,
  );
  for (const [file, text] of Object.entries(files)) world.write(file, text);
  return world;
}

describe('texts with something strange in them', () => {
  it('NUL bytes stay where they are', async () => {
    const world = await worldIn('started');
    const text = world
      .read(CONTEXT)
      .replace('# Current', '# Current\0')
      .replace('table migration', 'table\0 migration');
    world.write(CONTEXT, text);
    const { state, todos } = await world.engine.status();
    assert.equal(state, 'executing');
    assert.equal(todos.length, 2);
    await world.engine.setTodo({ index: 0, done: true });
    assert.equal(world.read(CONTEXT), text.replace('[ ]', '[x]'));
    await world.engine.summarizePhase({ open: 'carry' });
    assert.equal(world.read(CONTEXT).split('\0').length, 3);
  });

  it('keys of every JavaScript object are keys like any other', async () => {
    const state =
      '{"__proto__": {"active_context": ["x"]}, "constructor": {"prototype": 1}, "toString": null, "active_context": [], "last_updated": "a"}';
    const text = `# T\n\nX.\n\n\`\`\`json\n${state}\n\`\`\`\n`;
    assert.deepEqual(parseContext(text).state?.activeContext, []);
    const edited = editContext(text, { state: [{ path: ['last_updated'], value: 'b' }] });
    assert.equal(edited, text.replace('"a"', '"b"'));
    const merged = mergeContexts(text, text.replace('"x"', '"x", "y"').replace('"a"', '"2026-01-01T00:00:00Z"'));
    assert.match(merged, /"__proto__": \{"active_context": \["x", "y"\]\}, "constructor": \{"prototype": 1\}/);
    assert.equal(({} as Record<string, unknown>).active_context, undefined);

    const phases = ['__proto__', 'constructor', 'toString'].map((phase) => ({ phase, status: 'pending' }));
    const world = await worldWith({ phased_execution: { master_plan: 'context/plans/2026-01-01-a.md', phases } });
    const status = await world.engine.status();
    assert.deepEqual(
      status.phases.map(({ phase, blockedBy }) => [phase, blockedBy]),
      [
        ['__proto__', []],
        ['constructor', ['__proto__']],
        ['toString', ['__proto__', 'constructor']],
      ],
    );
  });

  for (const id of ['../../x', '..', 'a/b', '/etc', 'a\0b', '1\n2', 'x'.repeat(5000), '\u202e1', -1, 1.5, 1e300]) {
    it(`the id ${JSON.stringify(id).slice(0, 12)} is shown, and makes no path and no branch`, async () => {
      const world = await worldIn('planned');
      world.write('x.md', '# Not a plan\n');
      const text = world.read(CONTEXT).replace('"phase": 1,', `"phase": ${JSON.stringify(id)},`);
      world.write(CONTEXT, text.replace(/\n +"plan": "[^"]*-phase-1.md",/, ''));
      const { state, phases } = await world.engine.status();
      assert.equal(state, 'planned');
      assert.equal(phases[0]?.phase, id);
      assert.equal(phases[0].plan, null);
      const before = world.snapshot();
      await failed('INVALID_ARGUMENT', () => world.engine.executePhase({ phase: id }));
      await failed('INVALID_ARGUMENT', () => world.engine.summarizePhase({ phase: id }));
      assert.deepEqual(world.snapshot(), before);
    });
  }

  it('paths that lead out, or nowhere, are neither read nor written', async () => {
    const paths = [
      '../../../etc/passwd',
      '/etc/passwd',
      'a\0b.md',
      '',
      '.',
      'x'.repeat(100_000),
      '~/x.md',
      'file:///etc/passwd',
    ];
    for (const plan of paths) {
      const state = { active_context: [plan], phased_execution: { master_plan: plan, phases: [{ phase: 1, plan }] } };
      const world = await worldWith(state);
      const status = await world.engine.status();
      assert.deepEqual([status.state, status.phases[0]?.plan], ['planned', null], plan.slice(0, 20));
      await failed('PLAN_MISSING', () => world.engine.approvePlan());
    }
  });
});

describe('invisible characters', () => {
  const HIDDEN = 'au\u202eth\u200b';

  it('are not in what is shown, and stay in the file', async () => {
    const plan = `${PLAN}-phase-1.md`;
    const world = await worldIn('started');
    world.write(plan, world.read(plan).replace('# Phase 1: ', `# Phase 1: ${HIDDEN}`));
    const text = world.read(CONTEXT).replace('Create users', `Create ${HIDDEN} users`);
    world.write(CONTEXT, text);
    const { todos } = await world.engine.status();
    assert.equal(todos[0]?.text, 'Create auth users table migration');
    await world.engine.setTodo({ index: 0, done: true });
    assert.equal(world.read(CONTEXT), text.replace('[ ]', '[x]'));
    assert.equal(parsePlan(world.read(plan)).title, 'authDatabase Schema & Migrations');
  });

  it('keep emoji and scripts that need joiners, and right-to-left words, as they are', () => {
    for (const name of ['👨‍👩‍👧 family', 'می‌خواهم', 'שלום world', 'مرحبا']) {
      assert.equal(parsePlan(`# Plan: ${name}`).title, name);
    }
  });

  it('never get into names of files and branches', async () => {
    const path = `context/plans/2026-01-01-${HIDDEN}.md`;
    assert.equal(readPlanFileName(path)?.task, 'auth');
    assert.equal(branchName('para/', HIDDEN, '\u202e1'), 'para/auth-phase-1');
    const world = await worldIn('planned');
    await world.engine.archive({ unfinished: 'archive' });
    world.write(path, '# Plan: Auth\n\n## Implementation Steps\n\n- [ ] Do it\n');
    world.write(CONTEXT, world.read(CONTEXT).replace('"active_context": []', `"active_context": ["${path}"]`));
    assert.equal((await world.engine.executePhase({ dirty: 'carry' })).branch, 'para/auth');
    const { summary } = await world.engine.summarizePhase({ open: 'carry' });
    assert.equal(summary, 'context/summaries/2025-12-18-auth-summary.md');
  });
});

describe('what is too large or too deep', () => {
  const LARGE = `# T\n\n- [ ] a\n\n\`\`\`json\n{"active_context": []}\n\`\`\`\n${'x'.repeat(5_000_000)}`;

  it('a text over 5 MB is nothing, whoever gives it', () => {
    const { state, issues, todos } = parseContext(LARGE);
    assert.deepEqual([state, todos], [null, []]);
    assert.match(issues[0]?.message ?? '', /^This file is larger than 5 MB/);
    assert.deepEqual(parsePlan(LARGE).steps, []);
    for (const change of [
      () => editContext(LARGE, { summaryLine: 'X' }),
      () => setTask(LARGE, 2, true),
      () => mergeContexts(LARGE, '# T\n'),
      () => mergeContexts('# T\n', LARGE),
    ]) {
      assert.throws(change, { name: 'PlanError' });
    }
  });

  it('deep JSON is refused before it can overflow the stack', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      for (const depth of [10_000, 400_000]) {
        for (const end of [close.repeat(depth), '']) {
          const text = `# T\n\n- [ ] a\n\n\`\`\`json\n{"active_context": [], "x": ${open.repeat(depth)}1${end}}\n\`\`\`\n`;
          const { state, issues, todos } = parseContext(text);
          assert.deepEqual([state, todos.length], [null, 1]);
          assert.match(issues[0]?.message ?? '', /nests too deeply/);
          assert.throws(() => editContext(text, { state: [{ path: ['x'], value: 1 }] }), { name: 'PlanError' });
          assert.throws(() => mergeContexts(text, '# T\n'), { name: 'PlanError' });
        }
      }
    }
  });

  it('JSON just within the depth is read, changed and merged', () => {
    const deep = (inner: string) => `${'[{"a": '.repeat(90)}${inner}${'}]'.repeat(90)}`;
    const text = `# T\n\nX.\n\n\`\`\`json\n{"active_context": [], "x": ${deep('1')}}\n\`\`\`\n`;
    assert.deepEqual(parseContext(text).issues, []);
    const value = JSON.parse(deep('2')) as unknown;
    assert.match(editContext(text, { state: [{ path: ['x'], value }] }), /"a": 2\}/);
    assert.match(mergeContexts(text, text.replace('"a": 1}', '"a": 3}')), /"a": 3\}/);
  });

  it('deep lists and quotes are read as far as anyone writes them', () => {
    for (const deep of ['- '.repeat(50_000), '> '.repeat(50_000), '> - '.repeat(50_000), '1. '.repeat(50_000)]) {
      const text = `# T\n\n- [ ] a\n\n${deep}x\n\n- [ ] b\n`;
      assert.deepEqual(
        parseContext(text).todos.map((todo) => todo.text),
        ['a', 'b'],
      );
      assert.equal(setTask(text, 2, true), text.replace('[ ]', '[x]'));
      assert.equal(mergeContexts(text, text.replace('- [ ] b', '- [x] b')), text.replace('- [ ] b', '- [x] b'));
    }
  });
});
