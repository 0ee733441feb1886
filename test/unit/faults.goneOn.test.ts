import assert from 'node:assert/strict';
import path from 'node:path';
import { dieAtGit, dieAtStep, runAndDie } from '../support/dying';
import {
  CONTEXT,
  PHASE,
  SUMMARY,
  branch,
  commitAt,
  failed,
  firstCommit,
  hook,
  pushedByAnother,
  same,
  statuses,
  tip,
  worldIn,
} from '../support/hostile';
import { worldAt, type TestWorld } from '../support/world';
import type { Step } from '../../src/core/workflow/steps';

type What = 'start' | 'stash' | 'tick' | 'tick all' | 'summarize' | 'worktree';

const TREE = '.para-worktrees/implement-user-authentication-phase-1';

/** An operation that was killed when it was about to do a step, or when git had run so, and a person at work since. */
async function killed(what: What, at: Step['kind'] | `git ${string}`): Promise<TestWorld> {
  const world = await worldIn(['start', 'stash', 'worktree'].includes(what) ? 'planned' : 'started');
  world.write('README.md', '# Mine\n');
  if (what !== 'tick all') {
    world.write('staged.txt', 'staged\n');
    world.git('add', 'staged.txt');
    world.write('staged.txt', 'staged, and more\n');
  }
  world.write('untracked.txt', 'untracked\n');
  await runAndDie(__filename, 'operate', world.folder, what, at);
  return worldAt(world.root, world.folder, world.bare, world.settings);
}

/** Runs in a process of its own, which ends itself at a step. */
export async function operate(folder: string, what: What, at: string): Promise<void> {
  const root = path.dirname(folder);
  const world = worldAt(root, folder, path.join(root, 'remote.git'));
  if (at.startsWith('git ')) dieAtGit(world, at.slice('git '.length));
  else dieAtStep(world, at as Step['kind']);
  const { engine } = world;
  if (what === 'worktree') world.settings.isolation = 'worktree';
  if (what === 'start' || what === 'worktree') await engine.executePhase({ dirty: 'carry' });
  if (what === 'stash') await engine.executePhase({ dirty: 'stash' });
  if (what.startsWith('tick')) await engine.setTodo({ index: 0, done: true, commit: 'feat: Ticked' });
  if (what === 'summarize') await engine.summarizePhase({ commit: true, open: 'carry' });
}

const staged = (world: TestWorld, folder = '.'): string[] =>
  world
    .git('-C', folder, 'diff', '--cached', '--name-status', '--no-renames')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace('\t', ' '));

function commitMine(world: TestWorld, folder = '.'): string {
  world.write(`${folder}/mine.txt`, 'mine\n');
  world.git('-C', folder, 'add', 'mine.txt');
  world.git('-C', folder, 'commit', '--quiet', '--message=feat: Mine', '--', 'mine.txt');
  return world.git('-C', folder, 'rev-parse', 'HEAD');
}

/** It can't be restored, nothing is changed by trying, and it can be let go. */
async function isRefused(world: TestWorld, why: RegExp): Promise<void> {
  const { engine } = world;
  const was = world.snapshot();
  const interrupted = await engine.interrupted();
  assert.match(interrupted?.stuck ?? '', why);
  await failed('GIT_FAILED', () => engine.restoreInterrupted(), why);
  assert.ok(await engine.previewInterrupted());
  same(world.snapshot(), was);
  await engine.discardInterrupted();
  same(world.snapshot(), { ...was, journal: 'false' });
  assert.equal(await engine.interrupted(), null);
}

describe('faults: Restore of what was killed, when a person has committed since', () => {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  const kills: { what: What; at: Step['kind'] | `git ${string}` }[] = [
    { what: 'start', at: 'switch' },
    { what: 'start', at: 'write' },
    { what: 'start', at: 'commit' },
    { what: 'start', at: 'git commit --only' },
    { what: 'stash', at: 'switch' },
    { what: 'stash', at: 'write' },
    { what: 'stash', at: 'commit' },
    { what: 'tick', at: 'write' },
    { what: 'tick', at: 'commitAll' },
    { what: 'tick all', at: 'git add --verbose --all' },
    { what: 'summarize', at: 'write' },
    { what: 'summarize', at: 'commit' },
    { what: 'summarize', at: 'git add --verbose --intent-to-add' },
    { what: 'summarize', at: 'git commit --only' },
  ];
  for (const { what, at } of kills) {
    it(`${what}, killed at ${at}: it is refused, and the commit is named`, async () => {
      const world = await killed(what, at);
      const mine = commitMine(world);
      await isRefused(world, new RegExp(`commit.*${mine.slice(0, 8)}.*feat: Mine`));
    });
  }

  it('a stash that was popped, and all of it committed', async () => {
    const world = await killed('stash', 'switch');
    world.git('stash', 'pop', '--quiet', '--index');
    world.git('add', '--all');
    world.git('commit', '--quiet', '--message=feat: All');
    await isRefused(world, /feat: All/);
  });

  it('a commit in the worktree that was made', async () => {
    const world = await killed('worktree', 'commit');
    const mine = commitMine(world, TREE);
    await isRefused(world, new RegExp(`${mine.slice(0, 8)}.*${TREE}`));
  });

  it('what was committed is reset again: it is restored', async () => {
    const before = await killed('tick', 'commitAll');
    commitMine(before);
    before.git('reset', '--quiet', '--soft', 'HEAD~');
    before.git('restore', '--staged', 'mine.txt');
    assert.deepEqual(await before.engine.restoreInterrupted(), { left: [] });
    assert.deepEqual(staged(before), ['A staged.txt']);
  });

  it('another branch is checked out: it waits until that is as it was', async () => {
    const world = await killed('tick', 'commitAll');
    world.git('switch', '--quiet', '-c', 'mine');
    const was = world.snapshot();
    const again = (): TestWorld => worldAt(world.root, world.folder, world.bare);
    await failed('GIT_FAILED', () => again().engine.restoreInterrupted(), /moved on to “mine”.*Switch back to para/);
    await failed('GIT_FAILED', () => again().engine.finishInterrupted(), /moved on to “mine”/);
    same(world.snapshot(), was);
    world.git('switch', '--quiet', `${PHASE}-1`);
    assert.deepEqual(await again().engine.restoreInterrupted(), { left: [] });
  });

  it('one that nobody has touched can’t be discarded', async () => {
    const world = await killed('tick', 'commitAll');
    assert.equal((await world.engine.interrupted())?.stuck, null);
    await failed('GIT_FAILED', () => world.engine.discardInterrupted(), /can still be taken back/);
    assert.deepEqual(await world.engine.restoreInterrupted(), { left: [] });
  });
});

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

describe('faults: Finish of what was killed, when a person has committed since', () => {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  const subjects: Partial<Record<What, string>> = {
    start: firstCommit(1),
    stash: firstCommit(1),
    tick: 'feat: Ticked',
  };

  for (const [what, at] of [
    ['start', 'commit'],
    ['stash', 'commit'],
    ['tick', 'commitAll'],
    ['tick all', 'git add --verbose --all'],
    ['summarize', 'commit'],
  ] as const) {
    it(`${what}, killed at ${at}: its commit is made upon theirs`, async () => {
      const world = await killed(what, at);
      const mine = commitMine(world);
      await world.engine.finishInterrupted();
      assert.equal(tip(world, 'HEAD~'), mine);
      const made = commitAt(world);
      if (subjects[what]) assert.equal(made.subject, subjects[what]);
      assert.ok(made.files.includes(`M ${CONTEXT}`));
      if (what === 'summarize') assert.ok(made.files.some((file) => file.startsWith(`A ${SUMMARY}`)));
      assert.ok(!staged(world).some((line) => line.includes('mine.txt')));
      assert.equal(await world.engine.interrupted(), null);
    });
  }

  it('upon the commit of ours: that one isn’t made again', async () => {
    const world = await killed('tick', 'git commit --message=');
    const ours = tip(world, 'HEAD');
    const mine = commitMine(world);
    await world.engine.finishInterrupted();
    assert.deepEqual([tip(world, 'HEAD'), tip(world, 'HEAD~')], [mine, ours]);
  });

  it('all of it was committed by the person: there is nothing to finish', async () => {
    const world = await killed('tick', 'commitAll');
    world.git('add', '--all');
    world.git('commit', '--quiet', '--message=feat: All of it');
    const was = world.snapshot();
    assert.equal((await world.engine.interrupted())?.finish, null);
    await failed('GIT_FAILED', () => world.engine.finishInterrupted(), /nothing is left to be committed/);
    same(world.snapshot(), was);
    await isRefused(world, /feat: All of it/);
  });

  it('a hook gave our commit another message: it is known by what is in it', async () => {
    const world = await worldIn('started');
    hook(world, 'prepare-commit-msg', 'echo "JIRA-1 something" > "$1"');
    await runAndDie(__filename, 'operate', world.folder, 'summarize', 'git commit --only');
    const ours = tip(world, 'HEAD');
    assert.equal(commitAt(world).subject, 'JIRA-1 something');
    const { engine } = worldAt(world.root, world.folder, world.bare);
    assert.equal((await engine.interrupted())?.stuck, null);
    await engine.finishInterrupted();
    assert.equal(tip(world, 'HEAD'), ours);
    assert.equal(statuses(world)[0], 'completed');
  });

  it('another branch’s work: a killed switch is done', async () => {
    const world = await killed('stash', 'switch');
    const mine = commitMine(world);
    await world.engine.finishInterrupted();
    assert.equal(commitAt(world).subject, firstCommit(1));
    assert.equal(tip(world, 'main'), mine);
    assert.deepEqual(staged(world), []);
  });
});
