import assert from 'node:assert/strict';
import type { Step } from '../../src/core/steps';
import { runAndDie } from '../support/dying';
import {
  CONTEXT,
  PHASE,
  SUMMARY,
  commitAt,
  failed,
  firstCommit,
  hook,
  same,
  statuses,
  tip,
  worldIn,
} from '../support/hostile';
import { killed, staged, type What } from '../support/killed';
import { worldAt, type TestWorld } from '../support/world';
import { leftovers } from '../support/writers';

export { operate } from '../support/killed';

const TREE = '.para-worktrees/implement-user-authentication-phase-1';

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

  it('leaves nothing of a killed writer when it is discarded', async () => {
    const world = await killed('start', 'commit');
    commitMine(world);
    for (const [folder, kind] of [
      ['context', 'new'],
      ['context', 'old'],
      ['.git', 'old'],
    ])
      world.write(`${folder}/.phased-plans-0123456789abcdef.${kind}`, 'left\n');
    await world.engine.discardInterrupted();
    assert.deepEqual(leftovers(world), []);
  });

  it('leaves nothing of a killed writer when a step that writes no file is restored', async () => {
    const world = await killed('worktree', 'worktreeAdd');
    world.write('.git/.phased-plans-0123456789abcdef.old', 'left\n');
    await world.engine.restoreInterrupted();
    assert.deepEqual(leftovers(world), []);
  });

  it('one that nobody has touched can’t be discarded', async () => {
    const world = await killed('tick', 'commitAll');
    assert.equal((await world.engine.interrupted())?.stuck, null);
    await failed('GIT_FAILED', () => world.engine.discardInterrupted(), /can still be taken back/);
    assert.deepEqual(await world.engine.restoreInterrupted(), { left: [] });
  });
});

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
