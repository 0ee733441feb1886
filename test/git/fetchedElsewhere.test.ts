import assert from 'node:assert/strict';
import { PHASE, pushedByAnother, tip, worldIn } from '../support/hostile';
import { runGit } from '../support/git';

describe('A remote whose branches are kept under another name', () => {
  it('is pushed to and fetched from by its own', async () => {
    const world = await worldIn('planned');
    world.git('config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/zzz/*');
    world.git('fetch', '--quiet', 'origin');
    pushedByAnother(world, { 'theirs.txt': 'theirs\n' });
    const there = runGit(world.bare, 'rev-parse', 'main');
    await world.engine.executePhase();
    assert.equal(tip(world, 'HEAD~1'), there);
    world.write('a.txt', 'a\n');
    world.git('add', 'a.txt');
    world.git('commit', '--quiet', '--message=feat: A');
    assert.deepEqual(await world.engine.createPullRequest(), { url: null, created: false, kind: 'pushed' });
    assert.equal(runGit(world.bare, 'rev-parse', `${PHASE}-1`), tip(world, 'HEAD'));
    const { phases } = await world.engine.status();
    assert.equal(phases[0]?.branch, `${PHASE}-1`);
  });
});
