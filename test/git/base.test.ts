import assert from 'node:assert/strict';
import { BaseUntold } from '../../src/core/repository/base';
import { PHASE, branch, commitFile, failed, tip, worldIn } from '../support/hostile';
import { completePhase, makeWorld, authentication, type TestWorld } from '../support/world';

/** A planned world whose branches are `on` (checked out, with the plan) and an old `main`. */
async function beside(on: string): Promise<TestWorld> {
  const world = makeWorld({ remote: false });
  world.git('switch', '--quiet', '-c', on);
  await plan(world);
  return world;
}

async function plan(world: TestWorld): Promise<void> {
  await world.engine.init();
  await world.engine.createPlan({ ...authentication, commit: true });
  world.git('add', 'context');
  world.git('commit', '--quiet', '--allow-empty', '--message=docs: Begin');
}

/** Asserts that nothing tells the base, and which are named. */
async function untold(world: TestWorld, candidates: string[], run = () => world.engine.executePhase()): Promise<void> {
  const before = world.snapshot();
  const error = await failed('INVALID_ARGUMENT', run, /phasedPlans\.baseBranch/);
  assert.ok(error instanceof BaseUntold);
  assert.deepEqual(error.candidates, candidates);
  assert.deepEqual(world.snapshot(), before);
}

describe('the base branch', () => {
  for (const name of ['trunk', 'develop', 'master']) {
    it(`is ${name} where that is the only usual name`, async () => {
      const world = makeWorld({ remote: false });
      world.git('branch', '--move', name);
      await plan(world);
      world.git('switch', '--quiet', '-c', 'mine');
      await world.engine.executePhase();
      assert.equal(tip(world, 'HEAD^'), tip(world, name));
    });

    it(`is ${name} where that is checked out and an old main is beside it, and the same on the phase’s branch`, async () => {
      const world = await beside(name);
      await completePhase(world, 1);
      assert.equal(branch(world), `${PHASE}-1`);
      const { message } = await failed('NOT_MERGED', () => world.engine.executePhase({ phase: 2 }));
      assert.match(message, new RegExp(`Merge it into ${name}, `));
      world.git('switch', '--quiet', name);
      world.git('merge', '--quiet', '--no-ff', '--no-edit', `${PHASE}-1`);
      world.git('switch', '--quiet', `${PHASE}-1`);
      await world.engine.executePhase({ phase: 2 });
      assert.equal(tip(world, 'HEAD^'), tip(world, name));
    });
  }

  it('is the same on a phase’s branch where main has the start too', async () => {
    const world = await beside('develop');
    world.git('branch', '--force', 'main', 'develop');
    await completePhase(world, 1);
    assert.match(
      (await failed('NOT_MERGED', () => world.engine.executePhase({ phase: 2 }))).message,
      /Merge it into develop, /,
    );
  });

  it('is the upstream of HEAD where that has a usual name', async () => {
    const world = makeWorld();
    world.git('push', '--quiet', 'origin', 'main:trunk');
    world.git('switch', '--quiet', '-c', 'work', '--track', 'origin/trunk');
    await plan(world);
    world.git('push', '--quiet', 'origin', 'work:trunk');
    const { steps } = await world.engine.executePhase();
    assert.match(steps.join('\n'), /origin\/trunk/);
    assert.equal(tip(world, 'HEAD^'), tip(world, 'origin/trunk'));
  });

  it('is the remote’s HEAD before what is checked out', async () => {
    const world = await worldIn('planned');
    world.git('remote', 'set-head', 'origin', 'main');
    world.git('switch', '--quiet', '-c', 'develop');
    commitFile(world, 'src/develop.txt');
    await world.engine.executePhase();
    assert.equal(tip(world, 'HEAD^'), tip(world, 'main'));
  });

  it('is asked where several could be it, and the setting answers', async () => {
    const world = await beside('trunk');
    world.git('switch', '--quiet', '-c', 'mine');
    await untold(world, ['main', 'trunk', 'mine']);
    assert.equal((await world.engine.status()).state, 'planned');
    world.settings.baseBranch = 'trunk';
    await world.engine.executePhase();
    assert.equal(tip(world, 'HEAD^'), tip(world, 'trunk'));
  });

  it('is asked where no branch has a usual name', async () => {
    const world = makeWorld({ remote: false });
    world.git('branch', '--move', 'para/x');
    world.git('switch', '--quiet', '-c', 'stable');
    await plan(world);
    await untold(world, ['stable', 'para/x']);
  });

  it('is asked on a phase’s branch of which nothing tells where it was made', async () => {
    const world = await beside('develop');
    world.git('branch', '--force', 'main', 'develop');
    world.git('switch', '--quiet', '-c', `${PHASE}-9`);
    world.git('reflog', 'expire', '--expire=now', '--all');
    await untold(world, ['main', 'develop', `${PHASE}-9`]);
  });
});
