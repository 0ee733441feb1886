import assert from 'node:assert/strict';
import { PLAN, commitFile, worldIn } from '../support/hostile';

describe('executePhase: boxes of the plan', () => {
  it('are those of its to-dos', async () => {
    const world = await worldIn('planned');
    const file = `${PLAN}-phase-1.md`;
    const text = world
      .read(file)
      .replace('- [ ] Create users table migration', '- [x] Create users table migration')
      .replace(/(- \[) (\] Create refresh_tokens.*)/, '$1~$2\n- [-] Seed the tables\n- [ ] Index them');
    commitFile(world, file, text);
    world.git('push', '--quiet');
    const { todos } = await world.engine.executePhase();
    assert.equal(todos.length, 4);
    assert.deepEqual(
      (await world.engine.status()).todos.map(({ marker }) => marker),
      ['x', '~', '-', ' '],
    );
  });
});
