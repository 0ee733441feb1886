import assert from 'node:assert/strict';
import { plannedWorld, completePhase, makeWorld, authentication, work } from '../support/world';
import { runningContext } from '../support/golden';

const BRANCH = 'para/implement-user-authentication-phase';

describe('the life of a phased plan', () => {
  it('goes from creation to archive', async () => {
    const world = makeWorld();
    assert.equal((await world.engine.status()).state, 'uninitialized');
    await world.engine.init();
    assert.equal((await world.engine.status()).state, 'idle');
    await world.engine.createPlan(authentication);
    assert.equal((await world.engine.status()).state, 'planned');
    await world.engine.approvePlan();
    assert.equal((await world.engine.status()).plan?.status, 'Approved');

    const started = await world.engine.executePhase();
    assert.equal(started.branch, `${BRANCH}-1`);
    assert.deepEqual(started.todos, ['Create users table migration', 'Create refresh_tokens table migration']);
    assert.equal(world.git('branch', '--show-current'), `${BRANCH}-1`);
    assert.equal(world.read('context/context.md'), runningContext(3));
    assert.equal(
      world.git('log', '-1', '--format=%s'),
      'chore: Initialize execution context for implement-user-authentication-phase-1',
    );
    assert.equal(world.git('status', '--porcelain'), '');
    assert.equal(world.git('rev-parse', 'HEAD^'), world.git('rev-parse', 'main'));

    for (const phase of [1, 2, 3]) {
      if (phase > 1) await world.engine.executePhase();
      assert.equal((await world.engine.status()).currentPhase, phase);
      await work(world, `src/${phase}.txt`);
      await world.engine.summarizePhase({ commit: true, open: 'carry' });
      const after = await world.engine.status();
      assert.equal(after.phases[phase - 1]?.status, 'completed');
      assert.equal(after.phases[phase - 1]?.merged, false);
      world.git('switch', '--quiet', 'main');
      world.git('merge', '--quiet', '--no-edit', '--no-ff', `${BRANCH}-${phase}`);
      world.git('push', '--quiet');
      assert.equal((await world.engine.status()).phases[phase - 1]?.merged, true);
    }
    assert.equal((await world.engine.status()).state, 'complete');
    const { archive } = await world.engine.archive({ commit: true });
    assert.equal(archive.startsWith('context/archives/'), true);
    const end = await world.engine.status();
    assert.equal(end.state, 'idle');
    assert.equal(end.summaries.length, 3);
    assert.equal(world.git('status', '--porcelain'), '');
  });

  it('starts the next phase after a squash merge', async () => {
    const world = await plannedWorld();
    await completePhase(world, 1);
    world.git('switch', '--quiet', 'main');
    world.git('merge', '--squash', `${BRANCH}-1`);
    world.git('commit', '--quiet', '--message=feat: Phase 1');
    const { branch, steps } = await world.engine.executePhase();
    assert.equal(branch, `${BRANCH}-2`);
    assert.match(steps.join('\n'), /Phase 1: completed on/);
  });
});
