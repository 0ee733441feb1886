import assert from 'node:assert/strict';
import path from 'node:path';
import { Journal } from '../../src/adapters/runner/journal/journal';
import { BRANCH } from '../support/authentication';
import { refusalIn, typed } from '../support/cli';
import { plannedWorld } from '../support/world';

describe('a step that was interrupted', () => {
  it('is said by status, and no phase is called started until it is restored or finished', async () => {
    const world = await plannedWorld();
    await world.engine.executePhase();
    await Journal.begin(path.join(world.folder, '.git'), {
      started: new Date().toISOString(),
      folder: world.folder,
      plan: { title: 'Start phase 1', start: null, proofs: [], steps: [] },
      head: { branch: BRANCH(1), commit: world.git('rev-parse', 'HEAD').trim() },
    });
    const status = await typed(world.folder, ['status']);
    assert.equal(status.code, 0);
    assert.match(status.out, /“Start phase 1” was interrupted in .*\nNext: phased-plans recover\n$/);
    const said = await typed(world.folder, ['execute', '--json']);
    assert.equal(said.code, 1);
    assert.equal(refusalIn(said).code, 'GIT_BUSY');
    assert.equal(refusalIn(said).next, 'phased-plans recover');
    const dry = (way: string) => typed(world.folder, ['recover', way, '--dry-run']);
    assert.match((await dry('restore')).out, /^Restore “Start phase 1”\. There is nothing to do\.$/m);
    assert.equal((await dry('discard')).code, 1);
    world.git('commit', '--quiet', '--allow-empty', '--message=mine');
    for (const [way, code] of Object.entries({ restore: 1, finish: 0 })) {
      const foreseen = await dry(way);
      const done = await typed(world.folder, ['recover', way]);
      assert.deepEqual([way, foreseen.code, foreseen.err], [way, code, done.err]);
    }
    await world.engine.restoreInterrupted();
    assert.doesNotMatch((await typed(world.folder, ['status'])).out, /interrupted/);
  });
});
