import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';
import { dieAtStep, runAndDie } from '../support/dying';
import { failed, same, worldIn } from '../support/hostile';
import { worldAt } from '../support/world';

/** Starts phase 1 with what isn't committed stashed, and dies before the branch is made. */
export async function startAndDie(folder: string): Promise<void> {
  const root = path.dirname(folder);
  const world = worldAt(root, folder, path.join(root, 'remote.git'));
  dieAtStep(world, 'switch');
  await world.engine.executePhase({ dirty: 'stash' });
}

const LAST_RUN = '.git/phased-plans-undo/last-run.json';

describe('taking back what was cut off', () => {
  it('an undo that had begun with nothing yet stands in nobody’s way, and can be begun again', async () => {
    const world = await worldIn('planned');
    const before = world.snapshot();
    await world.engine.executePhase();
    const { outcome: _, records: __, ...run } = JSON.parse(world.read(LAST_RUN)) as Record<string, unknown>;
    const { pid } = spawnSync(process.execPath, ['--version']);
    const owner = { process: pid, host: hostname(), mark: null };
    const journal = { ...run, ...owner, started: new Date().toISOString(), takingBack: true, records: [] };
    world.write('.git/phased-plans/journal.json', JSON.stringify(journal));
    const { engine } = worldAt(world.root, world.folder, world.bare);
    assert.deepEqual(await engine.undoLast(), { left: [] });
    assert.equal(await engine.interrupted(), null);
    same(world.snapshot(), before);
  });

  const otherShapes = {
    'of another shape': '{}',
    'of a later version': '{"plan":{"title":"","steps":[{"kind":"beyond"}]},"records":[],"outcome":{}}',
  };
  for (const [what, text] of Object.entries({ 'cut off': '{ "plan": {', empty: '', ...otherShapes })) {
    it(`a note of the last operation that is ${what} offers nothing to undo`, async () => {
      const world = await worldIn('started');
      world.write(LAST_RUN, text);
      assert.equal(await world.engine.undoable(), null);
    });
  }

  it('a note of an earlier version, with a digest of the index, is undone and refused as before', async () => {
    const world = await worldIn('planned');
    const before = world.snapshot();
    await world.engine.executePhase();
    const { outcome, ...run } = JSON.parse(world.read(LAST_RUN)) as { outcome: { head: unknown } };
    const { stdout } = spawnSync('git', ['ls-files', '--stage', '-z'], { cwd: world.folder });
    const index = createHash('sha256').update(stdout).digest('hex');
    world.write(LAST_RUN, JSON.stringify({ ...run, outcome: { head: outcome.head, index } }));
    world.write('new.txt', 'new\n');
    world.git('add', 'new.txt');
    await failed('GIT_FAILED', () => world.engine.undoLast(), /something was staged since/);
    world.git('rm', '--quiet', '--force', 'new.txt');
    await world.engine.undoLast();
    same(world.snapshot(), before);
  });

  it('a restore that can’t be done, as a stashed file was changed since, can be let go', async () => {
    const world = await worldIn('planned');
    world.write('README.md', 'mine\n');
    await runAndDie(__filename, 'startAndDie', world.folder);
    world.write('README.md', 'more\n');
    const { engine } = worldAt(world.root, world.folder, world.bare);
    await failed('GIT_FAILED', () => engine.restoreInterrupted(), /Your changes are safe in stash@\{0\}/);
    assert.equal((await engine.interrupted())?.finish, null);
    await engine.discardInterrupted();
    assert.equal(await engine.interrupted(), null);
    assert.equal(world.read('README.md'), 'more\n');
    assert.equal(world.git('show', 'stash@{0}:README.md'), 'mine');
  });
});
