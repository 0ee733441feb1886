import assert from 'node:assert/strict';
import { refused, worldIn } from '../support/hostile';
import type { TestWorld } from '../support/world';

/** A start that has stashed a change to a file, a staged one and a new file. */
async function stashed(): Promise<{ world: TestWorld; stash: string }> {
  const world = await worldIn('planned');
  world.write('src/a.txt', 'a\n');
  world.write('src/b.txt', 'b\n');
  world.git('add', 'src');
  world.git('commit', '--quiet', '--message=feat: Files');
  world.git('push', '--quiet');
  world.write('src/a.txt', 'a\nmine\n');
  world.write('src/b.txt', 'b\nmine\n');
  world.git('add', 'src/b.txt');
  world.write('new.txt', 'new\n');
  const { stash = '' } = await world.engine.executePhase({ dirty: 'stash' });
  return { world, stash };
}

const changes = (world: TestWorld): string[] =>
  world.git('status', '--porcelain', '-z').split('\0').filter(Boolean).sort();

describe('applying the stash of a start', () => {
  it('brings the changes back, what was staged as staged, and keeps the entry', async () => {
    const { world, stash } = await stashed();
    assert.equal(world.git('status', '--porcelain'), '');
    await world.engine.applyStash(stash);
    assert.deepEqual(changes(world), [' M src/a.txt', '?? new.txt', 'M  src/b.txt']);
    assert.equal(world.read('src/a.txt') + world.read('src/b.txt') + world.read('new.txt'), 'a\nmine\nb\nmine\nnew\n');
    assert.match(world.git('stash', 'list'), /^stash@\{0\}/);
  });

  it('takes the very entry, whatever was stashed since', async () => {
    const { world, stash } = await stashed();
    world.write('README.md', '# Another\n');
    world.git('stash', 'push', '--quiet', '--message=another');
    await world.engine.applyStash(stash);
    assert.equal(world.read('README.md'), '# Project\n');
    assert.equal(world.read('new.txt'), 'new\n');
    assert.equal(world.git('stash', 'list').split('\n').length, 2);
  });

  it('merges with what was committed since, or changes nothing', async () => {
    const { world, stash } = await stashed();
    world.write('src/a.txt', 'a\nother\n');
    world.git('commit', '--quiet', '--all', '--message=feat: The same line');
    await refused(
      world,
      'GIT_FAILED',
      () => world.engine.applyStash(stash),
      /can’t be merged .*src\/a\.txt.*git stash apply/,
    );
    world.write('src/a.txt', 'first\na\n');
    world.git('commit', '--quiet', '--all', '--message=feat: Another line');
    await world.engine.applyStash(stash);
    assert.equal(world.read('src/a.txt'), 'first\na\nmine\n');
  });

  const inTheWay: [string, (world: TestWorld) => void, RegExp][] = [
    ['a change to a file of it', (world) => world.write('src/a.txt', 'other\n'), /changes to src\/a\.txt/],
    ['a new file of that name', (world) => world.write('new.txt', 'other\n'), /changes to new\.txt/],
    ['a folder of that name', (world) => world.write('new.txt/x', 'other\n'), /changes to new\.txt/],
    [
      'an ignored file of that name',
      (world) => {
        world.write('.git/info/exclude', 'new.txt\n');
        world.write('new.txt', 'other\n');
      },
      /changes to new\.txt/,
    ],
  ];
  for (const [what, prepare, why] of inTheWay) {
    it(`changes nothing where there is ${what}`, async () => {
      const { world, stash } = await stashed();
      prepare(world);
      await refused(world, 'DIRTY_TREE', () => world.engine.applyStash(stash), why);
      assert.match(world.git('stash', 'list'), /^stash@\{0\}/);
    });
  }

  it('says so when the entry is gone', async () => {
    const { world, stash } = await stashed();
    world.git('stash', 'drop', '--quiet');
    await refused(world, 'GIT_FAILED', () => world.engine.applyStash(stash), /no stash .* any more/);
  });

  it('loses nothing when the start is undone after it', async () => {
    const { world, stash } = await stashed();
    await world.engine.applyStash(stash);
    await refused(world, 'GIT_FAILED', () => world.engine.undoLast(), /something was staged since/);
    assert.equal(world.read('src/a.txt') + world.read('src/b.txt') + world.read('new.txt'), 'a\nmine\nb\nmine\nnew\n');
  });
});
