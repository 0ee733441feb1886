import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { failed, pushedByAnother, same, tip, worldIn } from '../support/hostile';
import { authentication, makeWorld, worldAt, type TestWorld } from '../support/world';

const checkedOutElsewhere = (world: TestWorld): void =>
  void world.git('worktree', 'add', '--quiet', path.join(world.root, 'tree'), 'main');

describe('undoing a start, where the branch to go back to is no longer as it was, is refused before anything is done', () => {
  const changed: [string, (world: TestWorld) => void, RegExp][] = [
    ['it is checked out in another worktree', checkedOutElsewhere, /main is checked out in another worktree/],
    ['it is gone', (world) => void world.git('branch', '--quiet', '-D', 'main'), /main is gone/],
    [
      'it has moved',
      (world) => {
        pushedByAnother(world, { 'README.md': '# Theirs\n' });
        world.git('fetch', '--quiet', 'origin', 'main:main');
      },
      /main has moved since, to/,
    ],
  ];
  for (const [what, change, message] of changed) {
    it(what, async () => {
      const world = await worldIn('planned');
      await world.engine.executePhase();
      change(world);
      const before = world.snapshot();
      await failed('GIT_FAILED', () => world.engine.judgeUndo(), message);
      await failed('GIT_FAILED', () => world.engine.undoLast(), message);
      same(world.snapshot(), before);
      assert.equal(await world.engine.interrupted(), null);
    });
  }
});

describe('undoing a start from another branch', () => {
  it('leaves a base that was fast-forwarded where another worktree has it by now, and tells of it', async () => {
    const world = await worldIn('planned');
    world.git('switch', '--quiet', '-c', 'topic');
    pushedByAnother(world, { 'src/new.txt': 'new\n' });
    await world.engine.executePhase();
    checkedOutElsewhere(world);
    assert.deepEqual(await world.engine.undoLast(), { left: ['branch main'] });
    assert.equal(world.git('branch', '--show-current'), 'topic');
    assert.equal(tip(world, 'main'), tip(world, 'origin/main'));
    assert.equal(world.git('-C', path.join(world.root, 'tree'), 'status', '--porcelain'), '');
  });
});

describe('undoing a start in a folder below the top, where git is set to tell of that folder alone', () => {
  it('is refused for a change above it that the switch back would overwrite', async () => {
    const top = makeWorld({ files: { 'app/a.txt': 'a\n', 'above.txt': 'old\n' } });
    const world = worldAt(top.root, path.join(top.folder, 'app'), top.bare);
    await world.engine.init();
    await world.engine.createPlan(authentication);
    top.git('add', '--all');
    top.git('commit', '--quiet', '--message=docs: Plan');
    top.git('push', '--quiet');
    pushedByAnother(top, { 'above.txt': 'theirs\n' });
    top.git('config', 'diff.relative', 'true');
    await world.engine.executePhase();
    writeFileSync(path.join(top.folder, 'above.txt'), 'mine\n');
    await failed('DIRTY_TREE', () => world.engine.undoLast(), /above\.txt/);
    assert.equal(await world.engine.interrupted(), null);
    assert.equal(top.read('above.txt'), 'mine\n');
  });
});
