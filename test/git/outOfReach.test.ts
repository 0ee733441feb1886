import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { CONTEXT, commitFile, refused, worldIn } from '../support/hostile';
import { authentication, makeWorld, type TestWorld } from '../support/world';

/** A plan that isn't committed: whatever commits has to reach it. */
async function planned(world: TestWorld): Promise<TestWorld> {
  await world.engine.init();
  await world.engine.createPlan(authentication);
  return world;
}

async function refusesCommits(world: TestWorld, code: 'GIT_FAILED' | 'INVALID_ARGUMENT', says: RegExp): Promise<void> {
  await refused(world, code, () => world.engine.approvePlan({ commit: true }), says);
  await refused(world, code, () => world.engine.executePhase({ dirty: 'carry' }), says);
}

describe('a context folder that git commits nothing in', () => {
  it('is named with the folder that its link leads to', async () => {
    const world = makeWorld({ remote: false, files: { 'docs/ctx/.keep': '' } });
    symlinkSync(path.join('docs', 'ctx'), path.join(world.folder, 'context'));
    await planned(world);
    await refusesCommits(world, 'INVALID_ARGUMENT', /Set “phasedPlans\.contextFolder” to docs\/ctx, /);
  });

  it('is named with the command that brings it into a sparse checkout', async () => {
    const world = makeWorld({ remote: false, files: { 'src/a.txt': 'a\n', 'context/keep.txt': 'b\n' } });
    world.git('sparse-checkout', 'set', 'src');
    await planned(world);
    await refusesCommits(world, 'GIT_FAILED', /Run “git sparse-checkout add context”, /);
    await refused(world, 'GIT_FAILED', () => world.engine.commitContext(), /sparse-checkout add/);
    world.git('sparse-checkout', 'add', 'context');
    await world.engine.executePhase({ dirty: 'carry' });
  });
});

describe('a context file that git was told not to look at', () => {
  it('is refused though there is no sparse checkout', async () => {
    const world = await worldIn('planned');
    world.git('update-index', '--skip-worktree', CONTEXT);
    await refused(world, 'GIT_FAILED', () => world.engine.executePhase({}), /leaves context out/);
  });
});

describe('a context file that a sparse checkout leaves out', () => {
  it('isn’t taken for one that is missing', async () => {
    const world = await worldIn('planned');
    commitFile(world, 'src/a.txt', 'a\n');
    world.git('sparse-checkout', 'set', 'src');
    assert.equal((await world.engine.status()).state, 'uninitialized');
    await refused(
      world,
      'GIT_FAILED',
      () => world.engine.init(),
      /Run “git sparse-checkout add context”, then try again/,
    );
    world.git('sparse-checkout', 'add', 'context');
    assert.equal((await world.engine.status()).state, 'planned');
  });
});

describe('a file with the name of a revision', () => {
  it('keeps nothing from being undone', async () => {
    const world = await worldIn('planned');
    for (const name of ['HEAD', 'main']) commitFile(world, name, 'x\n');
    world.git('push', '--quiet');
    const before = world.read(CONTEXT);
    await world.engine.executePhase();
    await world.engine.undoLast();
    assert.equal(world.read(CONTEXT), before);
  });
});
