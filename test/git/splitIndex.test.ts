import assert from 'node:assert/strict';
import { readdirSync, rmSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { failed, hook } from '../support/hostile';
import { killed, staged } from '../support/killed';

export { operate } from '../support/killed';
import { plannedWorld, type TestWorld } from '../support/world';

const OLD = new Date(Date.now() - 30 * 24 * 60 * 60_000);

const shared = (world: TestWorld): string[] =>
  readdirSync(path.join(world.folder, '.git')).filter((name) => name.startsWith('sharedindex.'));

/** A started phase with something staged in a split index. */
async function splitWorld(config: Record<string, string> = {}): Promise<TestWorld> {
  const world = await plannedWorld();
  await world.engine.executePhase();
  world.git('config', 'core.splitIndex', 'true');
  for (const [name, value] of Object.entries(config)) world.git('config', name, value);
  world.git('update-index', '--split-index');
  world.write('staged.txt', 'precious\n');
  world.git('add', 'staged.txt');
  assert.ok(shared(world).length > 0);
  return world;
}

/** Work that has git write other shared parts, and delete the old one. */
function goOn(world: TestWorld): void {
  const before = shared(world);
  for (const name of before) utimesSync(path.join(world.folder, '.git', name), OLD, OLD);
  world.git('update-index', '--no-split-index');
  world.write('other.txt', 'x\n');
  world.git('add', 'other.txt');
  world.git('update-index', '--split-index');
  world.git('rm', '--quiet', '--cached', 'other.txt');
  rmSync(path.join(world.folder, 'other.txt'));
  for (const name of before) rmSync(path.join(world.folder, '.git', name), { force: true });
}

describe('A split index', () => {
  it('is put back by Undo when git has deleted its shared part since', async () => {
    const world = await splitWorld();
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    goOn(world);
    assert.deepEqual(await world.engine.undoLast(), { left: [] });
    assert.equal(world.git('status', '--short'), 'A  staged.txt');
  });

  it('is put back when every write deletes the old shared part', async () => {
    const world = await splitWorld({ 'splitIndex.sharedIndexExpire': 'now', 'splitIndex.maxPercentChange': '0' });
    hook(world, 'pre-commit', 'exit 1');
    const before = world.snapshot();
    const tick = () => world.engine.setTodo({ index: 0, done: true, commit: 'x' });
    await failed('COMMIT_FAILED', tick, /Everything is as it was before\./);
    assert.deepEqual(world.snapshot(), before);
    assert.equal(world.git('status', '--short'), 'A  staged.txt');
  });

  it('is put back by Restore after a crash', async () => {
    const config = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.splitIndex', GIT_CONFIG_VALUE_0: 'true' };
    Object.assign(process.env, config);
    try {
      const world = await killed('tick', 'git commit');
      assert.ok(shared(world).length > 0);
      goOn(world);
      world.write('theirs.txt', 'theirs\n');
      world.git('add', 'theirs.txt');
      await world.engine.restoreInterrupted();
      assert.deepEqual(staged(world), ['A staged.txt', 'A theirs.txt']);
    } finally {
      for (const name of Object.keys(config)) delete process.env[name];
    }
  });

  it('is not put back where git can’t read the copy, and Undo says so first', async () => {
    const world = await splitWorld();
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    goOn(world);
    const kept = path.join(world.folder, '.git', 'phased-plans-undo');
    for (const name of readdirSync(kept)) if (name.includes('sharedindex')) rmSync(path.join(kept, name));
    const before = world.snapshot();
    await failed('GIT_FAILED', () => world.engine.judgeUndo(), /git can’t read the copy of the index/);
    await failed('GIT_FAILED', () => world.engine.undoLast(), /git can’t read the copy of the index/);
    assert.deepEqual(world.snapshot(), before);
  });
});
