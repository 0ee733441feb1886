import assert from 'node:assert/strict';
import path from 'node:path';
import { dieAtGit, runAndDie } from '../support/dying';
import { branch, failed, pushedByAnother, same, tip, worldIn } from '../support/hostile';
import { killed, staged } from '../support/killed';
import { worldAt, type TestWorld } from '../support/world';

export { operate } from '../support/killed';

describe('faults: Restore and Finish of what was killed, when a person has staged since', () => {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  const mine = 'staged since: mine.txt';
  function stageMine(world: TestWorld): void {
    world.write('mine.txt', 'mine\n');
    world.git('add', 'mine.txt');
    world.write('mine.txt', 'mine, and more\n');
  }
  const isKept = (world: TestWorld): void => assert.equal(world.git('show', ':mine.txt'), 'mine');

  for (const [what, at] of [
    ['start', 'switch'],
    ['start', 'write'],
    ['start', 'commit'],
    ['start', 'git commit --only'],
    ['stash', 'switch'],
    ['stash', 'commit'],
    ['tick', 'commitAll'],
    ['summarize', 'commit'],
    ['summarize', 'git add --verbose --intent-to-add'],
    ['summarize', 'git commit --only'],
  ] as const) {
    it(`${what}, killed at ${at}: it is restored, and what was staged stays staged`, async () => {
      const world = await killed(what, at);
      stageMine(world);
      assert.deepEqual(await world.engine.restoreInterrupted(), { left: [mine] });
      isKept(world);
      assert.deepEqual(staged(world), ['A mine.txt', 'A staged.txt']);
      assert.equal(world.git('show', ':staged.txt'), 'staged');
      assert.equal(world.read('mine.txt'), 'mine, and more\n');
      assert.equal(world.read('README.md'), '# Mine\n');
      assert.equal(await world.engine.interrupted(), null);
    });

    it(`${what}, killed at ${at}: it is finished, and what was staged isn’t lost`, async () => {
      const world = await killed(what, at);
      stageMine(world);
      await world.engine.finishInterrupted();
      assert.equal(world.read('mine.txt'), 'mine, and more\n');
      if (what === 'tick') assert.equal(world.git('show', 'HEAD:mine.txt'), 'mine');
      else isKept(world);
      assert.equal(await world.engine.interrupted(), null);
    });
  }

  it('a file that is taken out of the index stays out', async () => {
    const world = await killed('tick', 'commitAll');
    world.git('rm', '--quiet', '--cached', 'README.md');
    assert.deepEqual(await world.engine.restoreInterrupted(), { left: ['staged since: README.md'] });
    assert.deepEqual(staged(world), ['D README.md', 'A staged.txt']);
  });

  it('killed while a hook ran: what the tick had staged isn’t taken for somebody’s, though a file was edited since', async () => {
    const world = await killed('tick all', 'in pre-commit');
    assert.ok(staged(world).includes('A untracked.txt'));
    world.write('README.md', '# Edited since\n');
    assert.deepEqual(await world.engine.restoreInterrupted(), { left: [] });
    assert.deepEqual(staged(world), []);
    assert.equal(world.read('README.md'), '# Edited since\n');
  });

  it('killed inside of “git stash”: files that git doesn’t know are no more known than before', async () => {
    const world = await killed('stash', 'in git apply');
    assert.ok(staged(world).includes('A untracked.txt'));
    assert.deepEqual(await world.engine.restoreInterrupted(), { left: [] });
    assert.deepEqual(staged(world), ['A staged.txt']);
    assert.equal(world.read('untracked.txt'), 'untracked\n');
  });

  it('killed over it once more', async () => {
    const world = await killed('stash', 'commit');
    stageMine(world);
    await runAndDie(__filename, 'restoreAndDie', world.folder);
    const { engine } = worldAt(world.root, world.folder, world.bare);
    assert.deepEqual(await engine.restoreInterrupted(), { left: [mine] });
    assert.deepEqual(staged(world), ['A mine.txt', 'A staged.txt']);
  });

  it('what the switch back would overwrite: it is refused before anything is changed', async () => {
    const world = await worldIn('planned');
    pushedByAnother(world, { 'README.md': '# Theirs\n', 'new.txt': 'new\n' });
    await runAndDie(__filename, 'operate', world.folder, 'start', 'write');
    const again = (): TestWorld => worldAt(world.root, world.folder, world.bare);
    assert.equal(tip(world, 'HEAD'), tip(world, 'origin/main'));
    world.write('README.md', '# Mine\n');
    await isRefusedFor(again());
    world.git('add', 'README.md');
    await isRefusedFor(again());
    world.git('restore', '--staged', '--worktree', 'README.md');
    assert.deepEqual(await again().engine.restoreInterrupted(), { left: [] });
    assert.equal(branch(world), 'main');
    assert.notEqual(world.read('README.md'), '# Theirs\n');
  });

  async function isRefusedFor(world: TestWorld): Promise<void> {
    const was = world.snapshot();
    await failed(
      'GIT_FAILED',
      () => world.engine.restoreInterrupted(),
      /README\.md was changed since, which the switch back/,
    );
    same(world.snapshot(), was);
  }
});

/** Runs in a process of its own. */
export async function restoreAndDie(folder: string): Promise<void> {
  const root = path.dirname(folder);
  const world = worldAt(root, folder, path.join(root, 'remote.git'));
  dieAtGit(world, 'stash drop');
  await world.engine.restoreInterrupted();
}
