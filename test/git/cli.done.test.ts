import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createEngine } from '../../src/core/workflow/create';
import { refusalIn, typed } from '../support/cli';
import { identify, runGit } from '../support/git';
import { CONTEXT, worldIn } from '../support/hostile';
import { makeWorld, plannedWorld, type TestWorld } from '../support/world';

describe('done, where there is nothing to tick', () => {
  const broken = async (): Promise<TestWorld> => {
    const world = await worldIn('started');
    world.write(CONTEXT, world.read(CONTEXT).replace('"active_context"', 'active_context'));
    return world;
  };
  const initialized = async (): Promise<TestWorld> => {
    const world = makeWorld();
    await world.engine.init();
    return world;
  };
  const cases: [
    what: string,
    world: () => Promise<TestWorld> | TestWorld,
    line: string[],
    code: string,
    next: RegExp,
  ][] = [
    ['no context file', () => makeWorld(), ['done', '1'], 'NOT_INITIALIZED', /phased-plans init/],
    ['a context file that can’t be read', broken, ['done', '1'], 'CONTEXT_INVALID', /phased-plans check/],
    ['the same, by a number that is none', broken, ['done', '99'], 'CONTEXT_INVALID', /phased-plans check/],
    ['the same, by a text', broken, ['undone', 'nothing'], 'CONTEXT_INVALID', /phased-plans check/],
    ['no plan', initialized, ['done', '1'], 'NO_PLAN', /phased-plans plan/],
    ['no plan, by a text', initialized, ['done', 'one'], 'NO_PLAN', /phased-plans plan/],
    ['no plan with criteria', initialized, ['done', '1', '--criterion'], 'NO_PLAN', /phased-plans plan/],
    ['nothing started', () => plannedWorld(), ['done', '1'], 'PHASE_NOT_STARTED', /phased-plans execute/],
    [
      'a phase that isn’t started',
      () => worldIn('started'),
      ['done', '1', '--phase=2'],
      'PHASE_NOT_STARTED',
      /execute/,
    ],
    ['no such phase', () => worldIn('started'), ['done', '1', '--phase=9'], 'UNKNOWN_PHASE', /phased-plans status/],
  ];
  for (const [what, make, line, code, next] of cases) {
    it(`${what}: ${code}`, async () => {
      const world = await make();
      const said = await typed(world.folder, [...line, '--json']);
      assert.equal(said.code, 1, said.out);
      assert.equal(refusalIn(said).code, code);
      assert.match(refusalIn(said).next ?? '', next);
      assert.doesNotMatch(refusalIn(said).message, /there are 0/);
    });
  }
});

describe('done', () => {
  it('takes no empty message of a commit, and ticks nothing then', async () => {
    const world = await worldIn('started');
    const before = world.snapshot();
    for (const message of ['', ' \n']) {
      const said = await typed(world.folder, ['done', '1', '--commit', message, '--json']);
      assert.equal(said.code, 2);
      assert.match(refusalIn(said).message, /--commit must not be empty/);
      await assert.rejects(world.engine.setTodo({ index: 0, done: true, commit: message }), /needs a message/);
    }
    await assert.rejects(world.engine.setTodo({ index: 0, done: true, commit: 'a\0b' }), /“commit” holds a NUL/);
    assert.deepEqual(world.snapshot(), before);
  });

  it('counts what is left in what was written, with what others have ticked meanwhile', async () => {
    const world = await worldIn('started');
    const { runner } = world.ports;
    const run: typeof runner.run = (plan) => {
      world.write(CONTEXT, world.read(CONTEXT).replace(/(Create users.*\n- \[) \]/, '$1x]'));
      return runner.run(plan);
    };
    const engine = createEngine({ ...world.ports, runner: { ...runner, run } });
    const { left, text } = await engine.tick('to-do', { done: true, choose: () => 0 });
    const open = (await world.engine.status()).todos.filter(({ settled }) => !settled);
    assert.equal(left, open.length);
    assert.match(text, /^Create users/);
  });

  it('names repositories inside this one that its commit leaves out', async () => {
    const world = await worldIn('started');
    const own = path.join(world.root, 'own');
    for (const folder of [own, path.join(world.folder, 'nested')]) {
      mkdirSync(folder);
      runGit(folder, 'init', '--quiet');
      identify(folder);
      runGit(folder, 'commit', '--quiet', '--allow-empty', '--message=x');
    }
    world.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', '../own', 'sub');
    world.git('commit', '--quiet', '--message=chore: Add a submodule');
    world.write('sub/a.txt', 'a\n');
    world.write('b.txt', 'b\n');
    const { leftOut, files } = await world.engine.foreseeTodoCommit({ index: 0, done: true });
    assert.deepEqual(leftOut, ['sub', 'nested']);
    assert.deepEqual(
      files.map((each) => each.path),
      [CONTEXT, 'b.txt'],
    );
    const said = await typed(world.folder, ['done', '1', '--commit', 'feat: B']);
    assert.equal(said.code, 0, said.err);
    assert.match(said.out, /^Changes in other repositories are left out: sub, nested\.$/m);
    assert.equal(world.git('show', '--name-only', '--format=', 'HEAD'), `b.txt\n${CONTEXT}`);
    const undone = await typed(world.folder, ['done', '2', '--commit', 'feat: Nothing', '--json']);
    assert.deepEqual((JSON.parse(undone.out) as { leftOut?: string[] }).leftOut, ['sub', 'nested']);
  });
});
