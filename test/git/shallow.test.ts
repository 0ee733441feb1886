import assert from 'node:assert/strict';
import path from 'node:path';
import { identify, runGit } from '../support/git';
import { CONTEXT, PHASE, branch, commitFile, failed, land, refused, worldIn } from '../support/hostile';
import { worldAt, type TestWorld } from '../support/world';

/** A clone without the history before the last commit of each branch. */
function shallowClone(world: TestWorld): TestWorld {
  const folder = path.join(world.root, 'shallow');
  runGit(world.root, 'clone', '--quiet', '--depth=1', '--no-single-branch', `file://${world.bare}`, folder);
  identify(folder);
  return worldAt(world.root, folder, world.bare);
}

/** Phase 1 is on the remote as one commit, with more after it, and its branch too; no record of it is on the base. */
async function squashed(): Promise<TestWorld> {
  const world = await worldIn('completed');
  world.git('push', '--quiet', 'origin', `${PHASE}-1`);
  const record = world.git('show', `main:${CONTEXT}`);
  land(world, 1, 'squash');
  commitFile(world, CONTEXT, `${record}\n`);
  commitFile(world, 'src/phase-1.txt', 'changed since\n');
  world.git('push', '--quiet');
  return world;
}

describe('a shallow clone', () => {
  it('cannot tell whether a squash-merged phase is merged, and says what helps', async () => {
    const there = shallowClone(await squashed());
    const [first] = (await there.engine.status()).phases;
    assert.equal(first?.status, 'completed');
    assert.equal(first.merged, null);
    const start = () => there.engine.executePhase({ phase: 2 });
    const { message } = await refused(there, 'NOT_MERGED', start, /can’t be told.*shallow.*git fetch --unshallow/);
    assert.doesNotMatch(message, /not merged/);
    there.git('fetch', '--quiet', '--unshallow');
    assert.equal((await there.engine.status()).phases[0]?.merged, true);
    await start();
    assert.equal(branch(there), `${PHASE}-2`);
  });

  it('is started from in spite of that when told to', async () => {
    const there = shallowClone(await squashed());
    await there.engine.executePhase({ phase: 2, unmerged: 'continue' });
    assert.equal(branch(there), `${PHASE}-2`);
  });

  it('tells of what its history reaches', async () => {
    const there = shallowClone(await worldIn('planned'));
    await there.engine.executePhase();
    await there.engine.summarizePhase({ commit: true, open: 'carry' });
    commitFile(there, 'src/phase-1.txt');
    const { message } = await failed('NOT_MERGED', () => there.engine.executePhase({ phase: 2 }));
    assert.match(message, /completed but not merged/);
  });

  it('cannot tell whether the base has diverged', async () => {
    const world = await worldIn('planned');
    const there = shallowClone(world);
    commitFile(there, 'src/mine.txt');
    for (const name of ['a', 'b', 'c']) commitFile(world, `src/${name}.txt`);
    world.git('push', '--quiet');
    there.git('fetch', '--quiet', '--depth=1');
    there.settings.fetchBeforeStart = false;
    await refused(there, 'PULL_FAILED', () => there.engine.executePhase(), /can’t be told.*git fetch --unshallow/);
  });
});
