import assert from 'node:assert/strict';
import { pushedByAnother, tip, worldIn } from '../support/hostile';
import { makeWorld } from '../support/world';

describe('a fetch in the background', () => {
  it('brings what the base has on its remote, and moves nothing here', async () => {
    const world = await worldIn('planned');
    pushedByAnother(world, { 'src/new.txt': 'new\n' });
    const was = world.snapshot();
    await world.engine.fetch();
    assert.notEqual(tip(world, 'origin/main'), tip(world, 'main'));
    assert.deepEqual(world.snapshot(), was);
  });

  it('does nothing without a remote', async () => {
    const world = makeWorld({ remote: false });
    await world.engine.fetch();
  });
});
