import assert from 'node:assert/strict';
import { chmodSync, chownSync, statSync } from 'node:fs';
import path from 'node:path';
import { CONTEXT, refused, worldIn } from '../support/hostile';

describe('writing a file', () => {
  it('is refused where nobody may write it', async () => {
    const world = await worldIn('started');
    const file = path.join(world.folder, CONTEXT);
    chmodSync(file, 0o444);
    const tick = () => world.engine.setTodo({ index: 0, done: true });
    await refused(world, 'WRITE_FAILED', tick, /“context\/context\.md” can't be written: there is no permission/);
    await refused(world, 'WRITE_FAILED', () => world.engine.summarizePhase({ open: 'carry' }));
    chmodSync(file, 0o644);
    await tick();
  });

  it('keeps its owner, where the system lets us', async function () {
    if (process.getuid?.() !== 0) return this.skip();
    const world = await worldIn('started');
    const file = path.join(world.folder, CONTEXT);
    chownSync(file, 1000, 1001);
    chmodSync(file, 0o664);
    await world.engine.setTodo({ index: 0, done: true });
    const { uid, gid, mode } = statSync(file);
    assert.deepEqual([uid, gid, mode & 0o777], [1000, 1001, 0o664]);
  });
});
