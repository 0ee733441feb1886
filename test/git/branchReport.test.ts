import assert from 'node:assert/strict';
import { PHASE, failed, worldIn } from '../support/hostile';

describe('a phase that a colleague runs', () => {
  /** Grace starts phase 1 in a clone of her own, ticks a to-do and pushes; we fetch. */
  async function fetched() {
    const world = await worldIn('planned');
    const grace = world.clone('grace');
    grace.git('config', 'user.name', 'Grace');
    await grace.engine.executePhase({ phase: 1 });
    await grace.engine.setTodo({ index: 0, done: true, commit: 'feat: Users' });
    grace.git('push', '--quiet', '--set-upstream', 'origin', `${PHASE}-1`);
    world.git('fetch', '--quiet');
    return world;
  }

  it('is shown as running, with whose it is and how far', async () => {
    const { status, branches } = await (await fetched()).engine.read();
    assert.equal(status.phases[0]?.status, 'in_progress');
    assert.deepEqual(branches.get('1'), {
      name: `${PHASE}-1`,
      remote: 'origin',
      author: 'Grace',
      todos: { done: 1, total: 2 },
    });
  });

  it('is not started a second time without saying whose it is', async () => {
    const { engine } = await fetched();
    await failed('BRANCH_EXISTS', () => engine.executePhase({ phase: 1 }), /on origin \(last commit by Grace\)/);
  });

  it('is ours once its branch is here', async () => {
    const { engine } = await fetched();
    await engine.executePhase({ phase: 1, existingBranch: 'resume' });
    assert.equal((await engine.read()).branches.get('1')?.remote, null);
  });
});
