import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { createRunner } from '../../src/adapters/runner/runner';
import { CONTEXT, executable, failed, hook, independent, same, unhook, worldIn } from '../support/hostile';
import { quiet, worldAt } from '../support/world';

describe('what can’t be taken back whole is said, and can be restored when that is fixed:', function () {
  beforeEach(function () {
    if (process.platform === 'win32') this.skip();
  });

  for (const isolation of ['branch', 'worktree'] as const) {
    it(`the new branch of a start can’t be deleted (${isolation})`, async () => {
      const world = await worldIn('planned', independent);
      world.settings.isolation = isolation;
      const before = world.snapshot();
      hook(world, 'pre-commit', 'exit 1');
      const refuses = 'case "$*" in *"update-ref -d"*) echo "fatal: No space left on device" >&2; exit 128;; esac';
      const binary = executable(world, 'git', `${refuses}\nexec ${world.git('--exec-path')}/git "$@"`);
      world.ports.runner = createRunner(world.folder, { binary, log: quiet });
      const { message } = await failed('WRITE_FAILED', () => world.engine.executePhase(), /the disk is full/);
      assert.doesNotMatch(message, /as it was before/);
      unhook(world, 'pre-commit');
      const { engine } = worldAt(world.root, world.folder, world.bare, world.settings);
      assert.deepEqual(await engine.restoreInterrupted(), { left: [] });
      same(world.snapshot(), before);
    });
  }

  it('a file of ours that was made read-only, which a restore says with a code of its own', async () => {
    const world = await worldIn('planned');
    const before = world.snapshot();
    const file = path.join(world.folder, CONTEXT);
    hook(world, 'pre-commit', `chmod a-w ${CONTEXT}; exit 1`);
    await failed('GIT_FAILED', () => world.engine.executePhase(), /context\.md is read-only/);
    unhook(world, 'pre-commit');
    const { engine } = worldAt(world.root, world.folder, world.bare);
    await failed('WRITE_FAILED', () => engine.restoreInterrupted(), /context\.md is read-only/);
    chmodSync(file, 0o644);
    assert.deepEqual(await engine.restoreInterrupted(), { left: [] });
    same(world.snapshot(), before);
  });
});
