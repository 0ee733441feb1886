import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { committing, worldToCommitIn } from '../support/committing';
import { dieAtGit, dieAtStep, runAndDie } from '../support/dying';
import { commitAt, failed, firstCommit, hook, same, tip, worldIn } from '../support/hostile';
import { whileInHook } from '../support/meanwhile';
import { worldAt, type TestWorld } from '../support/world';

function commitsToo(world: TestWorld, tree = '.'): string {
  world.write(`${tree}/agent.txt`, 'theirs\n');
  world.git('-C', tree, 'add', 'agent.txt');
  world.git('-C', tree, 'commit', '--quiet', '--message=feat: Theirs');
  return world.git('-C', tree, 'rev-parse', 'HEAD');
}

describe('hooks: somebody commits upon our commit while its hook runs', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  for (const operation of committing) {
    it(`${operation.name}: undoing it is refused`, async () => {
      const world = await worldToCommitIn(operation);
      let theirs = '';
      const done = await whileInHook(world, 'post-commit', {
        run: () => operation.run(world),
        meanwhile: () => (theirs = commitsToo(world, operation.tree)),
      });
      const ours = tip(world, `${theirs}~`);
      if (operation.name.startsWith('tick')) assert.deepEqual(done, { commit: ours });
      const before = world.snapshot();
      await failed('GIT_FAILED', () => world.engine.undoLast(), /there are commits.* since/);
      same(world.snapshot(), before);
      assert.notEqual(world.git('branch', '--contains', theirs), '');
    });
  }

  it('a hook that makes a second commit', async () => {
    const world = await worldIn('started');
    const second = 'if [ -z "$IN" ]; then export IN=1; echo 2 >> README.md; git commit -qam bump --no-verify; fi';
    hook(world, 'post-commit', second);
    const { commit } = await world.engine.setTodo({ index: 0, done: true, commit: 'feat: New' });
    assert.equal(commit, tip(world, 'HEAD~'));
    await failed('GIT_FAILED', () => world.engine.undoLast(), /there are commits since/);
    assert.equal(commitAt(world).subject, 'bump');
  });

  it('a hook that amends ours: it is undone', async () => {
    const world = await worldIn('started');
    const amends = 'if [ -z "$IN" ]; then export IN=1; git commit -q --amend --no-edit --no-verify --date=now; fi';
    hook(world, 'post-commit', amends);
    const before = world.snapshot();
    const { commit } = await world.engine.setTodo({ index: 0, done: true, commit: 'feat: New' });
    assert.equal(commit, tip(world, 'HEAD'));
    assert.deepEqual(await world.engine.undoLast(), { left: [] });
    same(world.snapshot(), before);
  });

  it('a hook that gives ours another message: it is known, and undone', async () => {
    const world = await worldIn('started');
    hook(world, 'prepare-commit-msg', 'echo "JIRA-1 something" > "$1"');
    const before = world.snapshot();
    const { commit } = await world.engine.setTodo({ index: 0, done: true, commit: 'feat: New' });
    assert.equal(commit, tip(world, 'HEAD'));
    assert.deepEqual(await world.engine.undoLast(), { left: [] });
    same(world.snapshot(), before);
  });
});

describe('hooks: a hook that takes our commit away again', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  for (const operation of committing.filter(({ name }) => !/worktree/.test(name))) {
    it(`${operation.name}: fails, and is taken back`, async () => {
      const world = await worldToCommitIn(operation);
      const before = world.snapshot();
      hook(world, 'post-commit', 'git reset --quiet HEAD~');
      await failed('COMMIT_FAILED', () => operation.run(world), /taken away again by a hook/);
      // What is to be committed besides is written by the test.
      rmSync(path.join(world.folder, 'new.txt'), { force: true });
      same(world.snapshot(), before);
    });
  }

  for (const script of ['git reset --quiet --soft HEAD~2', 'git update-ref -d HEAD']) {
    // A start is refused the way back by git, and can be restored.
    for (const operation of committing.filter(({ name }) => !/worktree|start/.test(name))) {
      it(`${operation.name}: fails where more goes with it, and that is said: ${script}`, async () => {
        const world = await worldToCommitIn(operation);
        hook(world, 'post-commit', script);
        const { message } = await failed('COMMIT_FAILED', () => operation.run(world), /taken away again by a hook/);
        assert.doesNotMatch(message, /as it was before/);
        assert.match(message, /A hook or somebody else also changed branch \S+, which is/);
      });
    }
  }
});

describe('hooks: a killed operation, and somebody has committed upon ours', function () {
  beforeEach(function () {
    if (process.platform === 'win32') this.skip();
  });

  async function killedAfterCommit(): Promise<{ world: TestWorld; theirs: string; engine: TestWorld['engine'] }> {
    const world = await worldIn('started');
    world.write('new.txt', 'new\n');
    await runAndDie(__filename, 'tickAndDie', world.folder);
    assert.equal(commitAt(world).subject, 'feat: New');
    const theirs = commitsToo(world);
    const { engine } = worldAt(world.root, world.folder, world.bare);
    return { world, theirs, engine };
  }

  it('is not restored: theirs stays as it is, and is named', async () => {
    const { world, theirs, engine } = await killedAfterCommit();
    await failed(
      'GIT_FAILED',
      () => engine.restoreInterrupted(),
      new RegExp(`commit ${theirs.slice(0, 8)} .* was made since`),
    );
    assert.equal(tip(world, 'HEAD'), theirs);
    // Nothing is staged: least of all that their file goes.
    assert.equal(world.git('diff', '--cached', '--name-only'), '');
  });

  it('finished: theirs stays, and it can’t be undone', async () => {
    const { world, theirs, engine } = await killedAfterCommit();
    await engine.finishInterrupted();
    assert.equal(tip(world, 'HEAD'), theirs);
    await failed('GIT_FAILED', () => engine.undoLast(), /there are commits since/);
  });

  it('finished where only they had committed: ours is made too', async () => {
    const world = await worldIn('planned');
    await runAndDie(__filename, 'startAndDie', world.folder);
    const theirs = commitsToo(world);
    const { engine } = worldAt(world.root, world.folder, world.bare);
    await engine.finishInterrupted();
    assert.equal(commitAt(world).subject, firstCommit(1));
    assert.equal(tip(world, 'HEAD~'), theirs);
  });
});

/** Runs in a process of its own, which ends itself once git has committed. */
export async function tickAndDie(folder: string): Promise<void> {
  const world = worldAt(path.dirname(folder), folder, path.join(path.dirname(folder), 'remote.git'));
  dieAtGit(world, 'commit --message=');
  await world.engine.setTodo({ index: 0, done: true, commit: 'feat: New' });
}

/** The same before git is called to commit. */
export async function startAndDie(folder: string): Promise<void> {
  const world = worldAt(path.dirname(folder), folder, path.join(path.dirname(folder), 'remote.git'));
  dieAtStep(world, 'commit');
  await world.engine.executePhase();
}
