import assert from 'node:assert/strict';
import { gitExec, type GitExec } from '../../src/adapters/git/exec';
import { PlanRunner } from '../../src/adapters/runner/planRunner';
import type { Runner } from '../../src/core/runnerPort';
import { CONTEXT, changes, failed, worldIn } from '../support/hostile';
import { whileInHook } from '../support/meanwhile';
import { quiet, type TestWorld } from '../support/world';

const ticked = (world: TestWorld): string[] => world.read(CONTEXT).match(/^- \[x\] .*$/gm) ?? [];
const tick = (world: TestWorld): Promise<unknown> =>
  world.engine.setTodo({ index: 0, done: true, commit: 'feat: Users' });
const note = (world: TestWorld): void => world.write(CONTEXT, `${world.read(CONTEXT)}\nMy last words.\n`);
const summarize = (world: TestWorld): Promise<unknown> => world.engine.summarizePhase({ open: 'carry', commit: true });

describe('what is ticked while a hook of another operation runs', () => {
  for (const [name, operation, also] of [
    ['a tick', tick, /was taken back\. .*also changed: context\/context\.md; left as they are/],
    ['a summary', summarize, /context\/context\.md/],
  ] as const) {
    it(`stays ticked when the hook refuses ${name}, which is taken out`, async () => {
      const world = await worldIn('started');
      const run = (): Promise<unknown> =>
        whileInHook(world, 'pre-commit', {
          run: () => operation(world),
          meanwhile: () => world.engine.setTodo({ index: 1, done: true }),
          after: 'exit 1',
        });
      await failed('COMMIT_FAILED', run, also);
      assert.deepEqual(ticked(world), ['- [x] Create refresh_tokens table migration']);
    });
  }

  it('stays with what somebody writes after it', async () => {
    const world = await worldIn('started');
    const meanwhile = async (): Promise<void> => {
      await world.engine.setTodo({ index: 1, done: true });
      note(world);
    };
    const run = (): Promise<unknown> =>
      whileInHook(world, 'pre-commit', { run: () => tick(world), meanwhile, after: 'exit 1' });
    await failed('COMMIT_FAILED', run, /also changed: context\/context\.md; left as they are/);
    assert.deepEqual(ticked(world), ['- [x] Create refresh_tokens table migration']);
    assert.match(world.read(CONTEXT), /My last words\./);
  });

  it('isn’t undone with it', async () => {
    const world = await worldIn('started');
    const meanwhile = (): Promise<unknown> => world.engine.setTodo({ index: 1, done: true });
    await whileInHook(world, 'pre-commit', { run: () => summarize(world), meanwhile });
    await failed('CONTEXT_CHANGED', () => world.engine.undoLast(), /changed since/);
    assert.deepEqual(ticked(world), ['- [x] Create refresh_tokens table migration']);
  });
});

describe('what somebody writes while a hook runs', () => {
  it('is said before it is undone, and can be read after that', async () => {
    const world = await worldIn('started');
    await whileInHook(world, 'pre-commit', { run: () => summarize(world), meanwhile: () => note(world) });
    const last = await world.engine.undoable();
    assert.equal(last?.steps[0], `Take back what became of ${CONTEXT} while git’s hooks ran`);
    const { left, hooked } = await world.engine.undoLast();
    assert.deepEqual([left, hooked?.length], [[], 1]);
    const [, id = ''] =
      /^context\/context\.md \(“git cat-file -p ([\da-f]+)” shows it\)$/.exec(hooked?.[0] ?? '') ?? [];
    assert.match(world.git('cat-file', '-p', id), /My last words\./);
    assert.deepEqual(changes(world), []);
  });

  it('is nothing to be said where the hook itself has committed it', async () => {
    const world = await worldIn('started');
    const meanwhile = (): void => note(world);
    await whileInHook(world, 'pre-commit', { run: () => summarize(world), meanwhile, after: 'git add context' });
    assert.ok(!(await world.engine.undoable())?.steps.some((each) => each.includes('hooks')));
    assert.deepEqual(await world.engine.undoLast(), { left: [] });
  });

  it('is theirs where there are no hooks, whatever else git complains of', async () => {
    const world = await worldIn('started');
    world.git('config', 'commit.gpgsign', 'true');
    world.git('config', 'gpg.program', 'no-such-program');
    const git = gitExec(world.folder, { binary: 'git', log: quiet });
    const exec: GitExec = (command) => {
      if (command.args.includes('commit')) note(world);
      return git(command);
    };
    const run: Runner['run'] = (plan) => new PlanRunner({ root: world.folder, exec }, quiet).run(plan);
    world.ports.runner = { ...world.ports.runner, run };
    await failed('COMMIT_FAILED', () => tick(world), /also changed: context\/context\.md; left as they are/);
    assert.match(world.read(CONTEXT), /My last words\.\n$/);
    assert.deepEqual(ticked(world), []);
  });
});
