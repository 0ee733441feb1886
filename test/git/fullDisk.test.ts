import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { failed, hook, same, unhook, worldIn } from '../support/hostile';
import { worldAt, type TestWorld } from '../support/world';

/** A world on a small disk of its own; skips the test where none can be mounted. */
async function onSmallDisk(test: Mocha.Context, work: (world: TestWorld) => Promise<void>): Promise<void> {
  const planned = await worldIn('planned');
  const disk = path.join(path.dirname(planned.root), `${path.basename(planned.root)}-disk`);
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    rmSync(disk, { recursive: true });
    return test.skip();
  }
  try {
    cpSync(planned.root, disk, { recursive: true, preserveTimestamps: true });
    const world = worldAt(disk, path.join(disk, 'project'), path.join(disk, 'remote.git'));
    world.git('remote', 'set-url', 'origin', world.bare);
    world.write('README.md', 'mine\n');
    world.git('status');
    await work(world);
  } finally {
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  }
}

describe('A disk that something else fills while a phase starts', () => {
  it('has the rest restored once there is room', async function () {
    await onSmallDisk(this, async (world) => {
      const { engine } = world;
      const before = world.snapshot();
      hook(world, 'post-checkout', 'head -c 100M /dev/zero > ../fill; true');
      const start = () => engine.executePhase({ dirty: 'carry' });
      await failed('WRITE_FAILED', start, /the disk is full\. Nothing is lost; free some space, then restore it/);
      const says = /the disk is full\. Nothing is lost\. Free some space, then try again/;
      await failed('WRITE_FAILED', () => engine.restoreInterrupted(), says);
      await failed('WRITE_FAILED', () => engine.discardInterrupted(), says);
      await failed('GIT_FAILED', () => engine.finishInterrupted());
      assert.equal((await engine.interrupted())?.stuck, null);
      rmSync(path.join(world.root, 'fill'));
      unhook(world, 'post-checkout');
      assert.deepEqual(await engine.restoreInterrupted(), { left: [] });
      same(world.snapshot(), before);
    });
  });
});
