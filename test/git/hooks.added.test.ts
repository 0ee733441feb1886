import assert from 'node:assert/strict';
import { changes, commitAt, commitFile, hook, unhook, worldIn } from '../support/hostile';

describe('a pre-commit hook that adds a file to the commit', () => {
  it('leaves nothing staged: not with the start, and not with what is committed next', async () => {
    const world = await worldIn('planned');
    commitFile(world, 'TOC.md', 'old\n');
    world.git('push', '--quiet');
    hook(world, 'pre-commit', 'echo new > TOC.md; git add TOC.md');
    await world.engine.executePhase();
    assert.ok(commitAt(world).files.includes('M TOC.md'));
    assert.deepEqual(changes(world), []);
    unhook(world, 'pre-commit');
    world.write('work.txt', 'work\n');
    await world.engine.setTodo({ index: 0, done: true, commit: 'feat: Work' });
    assert.deepEqual(commitAt(world).files, ['M context/context.md', 'A work.txt']);
    assert.equal(world.git('show', 'HEAD:TOC.md'), 'new');
  });

  it('leaves what somebody else has staged of such a file', async () => {
    const world = await worldIn('planned');
    commitFile(world, 'TOC.md', 'old\n');
    world.git('push', '--quiet');
    hook(world, 'pre-commit', 'echo new > TOC.md; git add TOC.md');
    world.write('TOC.md', 'mine\n');
    world.git('add', 'TOC.md');
    const staged = world.git('rev-parse', ':TOC.md');
    await world.engine.approvePlan({ commit: true });
    assert.equal(world.git('rev-parse', ':TOC.md'), staged);
  });
});
