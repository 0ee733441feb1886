import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { treeOf } from '../faults/operations';
import { committing, worldToCommitIn } from '../support/committing';
import { CONTEXT, PHASE, branch, changes, commitFile, failed, hook, same, tip, worldIn } from '../support/hostile';
import { whileInHook } from '../support/meanwhile';

describe('hooks: another branch is checked out while one runs', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  const inOthers = /other.*para\/.*instead|meanwhile/;

  it('post-checkout, to another branch: nothing is committed there', async () => {
    const world = await worldIn('planned');
    world.git('branch', 'other');
    const before = world.snapshot();
    const start = whileInHook(world, 'post-checkout', {
      run: () => world.engine.executePhase(),
      meanwhile: () => world.git('switch', '--quiet', 'other'),
    });
    const error = await failed('GIT_FAILED', () => start, /“other” was checked out meanwhile/);
    assert.doesNotMatch(error.message, /as it was before/);
    rmSync(path.join(world.folder, '.git/hooks/post-checkout'));
    same(world.snapshot(), before, ['HEAD', 'index']);
    assert.equal(branch(world), 'other');
    assert.deepEqual(changes(world), []);
    assert.equal(await world.engine.interrupted(), null);
  });

  it('post-checkout, back to the first one: everything is as it was', async () => {
    const world = await worldIn('planned');
    const before = world.snapshot();
    const start = whileInHook(world, 'post-checkout', {
      run: () => world.engine.executePhase(),
      meanwhile: () => world.git('switch', '--quiet', 'main'),
    });
    await failed('GIT_FAILED', () => start, /“main” was checked out meanwhile.*Everything is as it was before/);
    rmSync(path.join(world.folder, '.git/hooks/post-checkout'));
    same(world.snapshot(), before, ['index']);
    assert.deepEqual(changes(world), []);
  });

  it('post-checkout, with changes that were stashed: they stay in the stash, and it is named', async () => {
    const world = await worldIn('planned');
    world.git('switch', '--quiet', '-c', 'other');
    world.write('README.md', '# Other\n');
    world.git('commit', '--quiet', '-am', 'Other');
    world.git('switch', '--quiet', 'main');
    world.write('README.md', '# Mine\n');
    const start = whileInHook(world, 'post-checkout', {
      run: () => world.engine.executePhase({ dirty: 'stash' }),
      meanwhile: () => world.git('switch', '--quiet', 'other'),
    });
    await failed('GIT_FAILED', () => start, /git stash pop --index stash@\{0\}/);
    assert.equal(world.git('stash', 'list', '--format=%gd'), 'stash@{0}');
    assert.deepEqual(changes(world), []);
    assert.equal(tip(world, 'main'), tip(world, 'origin/main'));
  });

  for (const script of ['git branch --quiet -m renamed', 'git switch --quiet --detach']) {
    for (const operation of committing.filter((each) => !each.tree)) {
      it(`post-commit, ${operation.name}: ${script}: nothing of it stays staged`, async () => {
        const world = await worldToCommitIn(operation);
        hook(world, 'post-commit', script);
        await failed('GIT_FAILED', () => operation.run(world), /was checked out meanwhile/);
        assert.equal(world.git('diff', '--cached', '--name-only'), '');
        rmSync(path.join(world.folder, 'new.txt'), { force: true });
        assert.deepEqual(changes(world), []);
      });
    }
  }

  for (const operation of committing.filter((each) => !each.tree)) {
    const { name, run } = operation;
    it(`post-commit, ${name}: our commit is taken back from its branch, and nothing else`, async () => {
      const world = await worldToCommitIn(operation);
      const [on, before] = [branch(world), tip(world, 'HEAD')];
      world.git('switch', '--quiet', '-c', 'other');
      commitFile(world, CONTEXT, `${world.read(CONTEXT)}\n<!-- other -->\n`);
      world.git('switch', '--quiet', on);
      const other = tip(world, 'other');
      const running = whileInHook(world, 'post-commit', {
        run: () => run(world),
        meanwhile: () => world.git('switch', '--quiet', 'other'),
      });
      const error = await failed('GIT_FAILED', () => running, /“other” was checked out meanwhile/);
      assert.doesNotMatch(error.message, /as it was before/);
      assert.equal(tip(world, on), before);
      assert.equal(tip(world, 'other'), other);
      assert.equal(branch(world), 'other');
      // What stands on it is none of ours.
      assert.match(world.read(CONTEXT), /<!-- other -->/);
      if (name === 'start') assert.equal(world.git('branch', '--list', `${PHASE}-1`), '');
      assert.equal(world.git('diff', '--cached', '--name-only'), '');
      assert.equal(await world.engine.interrupted(), null);
    });
  }

  it('pre-commit: what was committed on the other branch is taken back there', async () => {
    const world = await worldIn('planned');
    world.git('branch', 'other');
    const before = tip(world, 'other');
    hook(world, 'pre-commit', 'git symbolic-ref HEAD refs/heads/other');
    await failed('GIT_FAILED', () => world.engine.approvePlan({ commit: true }), /“other” was checked out meanwhile/);
    assert.equal(tip(world, 'other'), before);
    assert.equal(tip(world, 'main'), before);
  });

  it('post-checkout in a worktree', async () => {
    const world = await worldIn('planned');
    world.git('branch', 'other');
    world.settings.isolation = 'worktree';
    const start = whileInHook(world, 'post-checkout', {
      run: () => world.engine.executePhase(),
      meanwhile: () => world.git('-C', treeOf(1), 'switch', '--quiet', 'other'),
    });
    await failed('GIT_FAILED', () => start, /“other” was checked out meanwhile/);
    assert.equal(tip(world, 'other'), tip(world, 'main'));
    assert.match(world.read(CONTEXT), /"pending"/);
    assert.equal(existsSync(path.join(world.folder, CONTEXT)), true);
  });

  it('a resumption', async () => {
    const world = await worldIn('started');
    world.git('switch', '--quiet', 'main');
    world.git('branch', 'other');
    const running = whileInHook(world, 'post-checkout', {
      run: () => world.engine.executePhase({ phase: 1, existingBranch: 'resume' }),
      meanwhile: () => world.git('switch', '--quiet', 'other'),
    });
    await failed('GIT_FAILED', () => running, inOthers);
    assert.equal(branch(world), 'other');
  });

  it('commits in a detached HEAD as before', async () => {
    const world = await worldIn('planned');
    world.git('switch', '--quiet', '--detach');
    hook(world, 'post-commit', 'exit 0');
    await world.engine.approvePlan({ commit: true });
    assert.equal(tip(world, 'HEAD~'), tip(world, 'main'));
    assert.deepEqual(await world.engine.undoLast(), { left: [] });
    assert.equal(tip(world, 'HEAD'), tip(world, 'main'));
  });
});
