import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { treeOf } from '../faults/operations';
import { changes, commitFile, failed, hook, independent, same, unhook, worldIn, type Stage } from '../support/hostile';
import { whileInHook } from '../support/meanwhile';
import type { TestWorld } from '../support/world';

const operations: { name: string; stage: Stage; run: (world: TestWorld) => Promise<unknown> }[] = [
  { name: 'start, carrying', stage: 'planned', run: ({ engine }) => engine.executePhase({ dirty: 'carry' }) },
  {
    name: 'tick and commit',
    stage: 'started',
    run: ({ engine }) => engine.setTodo({ index: 0, done: true, commit: 'feat: X' }),
  },
  { name: 'summarize', stage: 'started', run: ({ engine }) => engine.summarizePhase({ commit: true, open: 'carry' }) },
];

function mess(world: TestWorld): void {
  world.write('README.md', '# Changed\n');
  world.write('staged.txt', 'staged\n');
  world.git('add', 'staged.txt');
  world.write('dir/untracked.txt', 'untracked\n');
}

/** What a naive hook does with what isn't committed before it refuses, and what the message says of it. */
const NAIVE: [script: string, says: RegExp[]][] = [
  // “git stash pop” brings it back.
  [
    'git stash -q --keep-index',
    [/README\.md is no longer as you had changed it\./, /stash, stash@\{0\}: “git stash pop/],
  ],
  ['git checkout -q -- README.md', [/README\.md is no longer as you had changed it\./]],
  ['rm -f dir/untracked.txt', [/dir\/untracked\.txt is gone\./]],
  ['git clean -fdq', [/dir\/untracked\.txt is gone\./]],
  ['chmod +x dir/untracked.txt', [/dir\/untracked\.txt/]],
];

describe('hooks: what isn’t committed is put away by one that refuses', () => {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  for (const [script, says] of NAIVE) {
    for (const { name, stage, run } of operations) {
      it(`${name}: ${script}`, async () => {
        const world = await worldIn(stage);
        mess(world);
        hook(world, 'pre-commit', `${script}; echo not today >&2; exit 1`);
        const error = await failed('COMMIT_FAILED', () => run(world), /not today/);
        assert.doesNotMatch(error.message, /as it was before/);
        for (const said of says) assert.match(error.message, said);
      });
    }
  }

  for (const { name, stage, run } of operations) {
    it(`${name}: a tag and a branch whose names are a part of something else's are named as well`, async () => {
      const world = await worldIn(stage);
      hook(world, 'pre-commit', 'git tag context; git branch plans; exit 1');
      const { message } = await failed('COMMIT_FAILED', () => run(world), /A hook or somebody else also changed/);
      assert.match(message, /branch plans, which is new/);
      assert.match(message, /tag context, which is new/);
    });
  }

  for (const { name, stage, run } of operations) {
    it(`${name}: other branches and tags that it moves, deletes and makes are named`, async () => {
      const world = await worldIn(stage);
      for (const ref of ['branch feature', 'branch old', 'tag v1']) world.git(...ref.split(' '));
      const script = 'git update-ref refs/heads/feature HEAD~; git branch -qD old; git tag -d v1; git branch mine';
      hook(world, 'pre-commit', `(${script}) >/dev/null; exit 1`);
      const [before = ''] = [world.git('rev-parse', 'feature')];
      const { message } = await failed('COMMIT_FAILED', () => run(world), /A hook or somebody else also changed/);
      assert.doesNotMatch(message, /as it was before/);
      assert.match(message, /branch feature, which is at [0-9a-f]{8} now/);
      assert.ok(message.includes(`“git update-ref refs/heads/old ${before.slice(0, 12)}” puts it back`), message);
      assert.match(
        message,
        /tag v1, which is gone .*branch mine, which is new|branch mine, which is new.*tag v1, which is gone/,
      );
    });
  }

  it('in a worktree', async () => {
    const world = await worldIn('planned', independent);
    world.settings.isolation = 'worktree';
    await world.engine.executePhase({ phase: 1 });
    world.write(`${treeOf(1)}/README.md`, '# Changed\n');
    hook(world, 'pre-commit', 'git checkout -q HEAD -- README.md; exit 1');
    const tick = (): Promise<unknown> => world.engine.setTodo({ phase: 1, index: 0, done: true, commit: 'feat: X' });
    const error = await failed('COMMIT_FAILED', tick);
    assert.ok(error.message.includes(`${treeOf(1)}/README.md is no longer as you had changed it.`), error.message);
  });

  it('an entry of the stash is dropped: the message says how it comes back', async () => {
    const world = await worldIn('started');
    world.write('README.md', '# Changed\n');
    world.git('stash', '--quiet');
    const entry = world.git('rev-parse', 'stash@{0}');
    hook(world, 'pre-commit', 'git stash drop -q; exit 1');
    const error = await failed('COMMIT_FAILED', () => world.engine.approvePlan({ commit: true }));
    assert.match(error.message, new RegExp(`“git stash store ${entry}” brings it back`));
    world.git('stash', 'store', entry);
  });

  it('a hook that puts it away and back: everything is as it was', async () => {
    for (const { stage, run } of operations) {
      const world = await worldIn(stage);
      mess(world);
      hook(world, 'pre-commit', 'git stash -q --keep-index -u && git stash pop -q; exit 1');
      await failed('COMMIT_FAILED', () => run(world), /Everything is as it was before/);
    }
  });

  it('with changes that we stashed ourselves: everything is as it was', async () => {
    const world = await worldIn('planned');
    mess(world);
    const before = world.snapshot();
    hook(world, 'pre-commit', 'exit 1');
    await failed(
      'COMMIT_FAILED',
      () => world.engine.executePhase({ dirty: 'stash' }),
      /Everything is as it was before/,
    );
    unhook(world, 'pre-commit');
    assert.deepEqual(world.snapshot(), before);
  });
});

describe('hooks: something is staged while one runs, and the operation is taken back', () => {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  function stages(world: TestWorld): string {
    world.write('agent.txt', 'first\n');
    world.git('add', 'agent.txt');
    const blob = world.git('rev-parse', ':agent.txt');
    world.write('agent.txt', 'second\n');
    return blob;
  }

  const said = (blob: string): RegExp =>
    new RegExp(`Staged meanwhile, and not any more: agent\\.txt \\(“git cat-file -p ${blob.slice(0, 12)}”`);

  it('a start: the message says where it is', async () => {
    const world = await worldIn('planned');
    hook(world, 'pre-commit', 'exit 1');
    let blob = '';
    const start = whileInHook(world, 'post-checkout', {
      run: () => world.engine.executePhase(),
      meanwhile: () => (blob = stages(world)),
    });
    const error = await failed('COMMIT_FAILED', () => start);
    assert.match(error.message, said(blob));
    assert.deepEqual(changes(world), ['?? agent.txt']);
  });

  it('a commit of everything, which is refused', async () => {
    const world = await worldIn('started');
    mess(world);
    let blob = '';
    const running = whileInHook(world, 'pre-commit', {
      run: () => world.engine.setTodo({ index: 0, done: true, commit: 'feat: X' }),
      meanwhile: () => (blob = stages(world)),
      after: 'exit 1',
    });
    assert.match((await failed('COMMIT_FAILED', () => running)).message, said(blob));
  });

  it('while a commit is made that is undone then', async () => {
    const world = await worldIn('planned');
    let blob = '';
    await whileInHook(world, 'post-commit', {
      run: () => world.engine.approvePlan({ commit: true }),
      meanwhile: () => (blob = stages(world)),
    });
    const { left } = await world.engine.undoLast();
    assert.equal(left.length, 1);
    assert.match(left[0] ?? '', said(blob));
  });

  it('nothing is said of what the operation itself staged, or the user before', async () => {
    const world = await worldIn('started');
    mess(world);
    hook(world, 'pre-commit', 'git add --all; exit 1');
    const run = (): Promise<unknown> => world.engine.setTodo({ index: 0, done: true, commit: 'feat: X' });
    await failed('COMMIT_FAILED', run, /Everything is as it was before\. Fix/);
    rmSync(path.join(world.folder, '.git/hooks/pre-commit'));
    await run();
    world.write('staged.txt', 'more\n');
    assert.deepEqual(await world.engine.undoLast(), { left: [] });
  });

  it('nothing is said of a file with conflicts: it has them still', async () => {
    const world = await worldIn('started');
    world.write('README.md', 'Mine\n');
    world.git('stash', '--quiet');
    commitFile(world, 'README.md', 'Theirs\n');
    assert.throws(() => world.git('stash', 'pop', '--quiet'));
    const before = world.snapshot();
    await world.engine.summarizePhase({ open: 'carry', commit: true });
    assert.deepEqual(await world.engine.undoLast(), { left: [] });
    same(world.snapshot(), before);
  });
});
