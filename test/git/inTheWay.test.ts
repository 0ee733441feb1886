import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { failed, refused, worldIn, same } from '../support/hostile';
import { authentication, makeWorld, plannedWorld, type TestWorld } from '../support/world';

/** A world on a branch that alone has the plan, and a base with something else. */
async function worldWith(onBase: (world: TestWorld) => void): Promise<TestWorld> {
  const world = makeWorld();
  world.git('switch', '--quiet', '--create', 'work');
  await world.engine.init();
  await world.engine.createPlan(authentication);
  world.git('add', 'context');
  world.git('commit', '--quiet', '--message=docs: Plan');
  world.git('switch', '--quiet', 'main');
  rmSync(path.join(world.folder, 'context'), { recursive: true, force: true });
  onBase(world);
  world.git('add', '--all');
  world.git('commit', '--quiet', '--message=feat: Base');
  world.git('push', '--quiet');
  world.git('switch', '--quiet', 'work');
  return world;
}

const link = (world: TestWorld, target: string, name: string): void => {
  mkdirSync(path.dirname(path.join(world.folder, name)), { recursive: true });
  world.write('docs/d', 'd\n');
  symlinkSync(target, path.join(world.folder, name));
};

describe('A base that has something else where the plan’s folder is to be', () => {
  for (const [title, onBase, name] of [
    ['a file “context”', (world) => world.write('context', 'precious\n'), 'context'],
    ['a file “context/plans”', (world) => world.write('context/plans', 'precious\n'), 'context/plans'],
    ['a link “context/plans”', (world) => link(world, '../docs', 'context/plans'), 'context/plans'],
    ['a link “context”', (world) => link(world, 'docs', 'context'), 'context'],
  ] as [string, (world: TestWorld) => void, string][]) {
    it(`is refused before anything is changed: ${title}`, async () => {
      const world = await worldWith(onBase);
      const start = () => world.engine.executePhase({ dirty: 'carry' });
      await refused(world, 'INVALID_ARGUMENT', start, new RegExp(`main has a file, a link or a submodule “${name}”`));
      world.git('switch', '--quiet', 'main');
      world.git('rm', '--quiet', name);
      world.git('commit', '--quiet', '--message=fix: Make room');
      world.git('push', '--quiet');
      world.git('switch', '--quiet', 'work');
      await start();
      assert.equal(world.git('show', '--diff-filter=DT', '--name-only', '--format=', 'HEAD'), '');
    });
  }

  it('says which files its .gitignore keeps out of the commit', async () => {
    const world = await worldWith((on) => on.write('.gitignore', '*.md\n'));
    const says = /Git ignores context\/context\.md, .* Stop ignoring it there, and commit that/;
    await refused(world, 'COMMIT_FAILED', () => world.engine.executePhase({}), says);
  });
});

describe('What git won’t take', () => {
  it('is said of a link in the context folder', async () => {
    const world = await worldIn('started');
    rmSync(path.join(world.folder, 'context/archives'), { recursive: true, force: true });
    link(world, '../docs', 'context/archives');
    const archive = () => world.engine.archive({ unfinished: 'archive', commit: true });
    await refused(world, 'INVALID_ARGUMENT', archive, /context\/archives is a link \(to docs\)/);
    await world.engine.archive({ unfinished: 'archive' });
    assert.match(world.read('docs/2025-12-18-context.md'), /Executing:/);
  });

  it('is said of what is staged otherwise than it is on disk, where git can’t stash that', async () => {
    for (const stage of [
      (world: TestWorld) => world.git('rm', '--quiet', '--cached', 'README.md'),
      (world: TestWorld) => {
        world.write('README.md', '# Staged\n');
        world.git('add', 'README.md');
        world.git('restore', '--source=HEAD', '--worktree', 'README.md');
      },
      (world: TestWorld) => {
        world.git('rm', '--quiet', 'README.md');
        world.write('README.md', '# Not yet\n');
        world.git('add', '--intent-to-add', 'README.md');
      },
    ]) {
      const world = await worldIn('planned');
      stage(world);
      world.git('status');
      const start = (): Promise<unknown> => world.engine.executePhase({ dirty: 'stash' });
      const before = world.snapshot();
      await failed(
        'DIRTY_TREE',
        start,
        /can't stash README\.md.*Everything is as it was before\..*git restore --staged/,
      );
      same(world.snapshot(), before);
    }
  });

  it('is said of untracked files that a sparse checkout leaves out', async () => {
    const world = await plannedWorld({ files: { 'a/x.txt': 'x\n', 'b/y.txt': 'y\n' } });
    world.git('sparse-checkout', 'set', '--cone', 'a', 'context');
    world.write('b/z', 'u\n');
    const start = () => world.engine.executePhase({ dirty: 'stash' });
    await failed('DIRTY_TREE', start, /leaves out b\/z, .*Everything is as it was before\..*git sparse-checkout add/);
    assert.equal(world.read('b/z'), 'u\n');
    world.git('sparse-checkout', 'add', 'b');
    await start();
  });
});
