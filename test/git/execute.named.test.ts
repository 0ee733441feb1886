import assert from 'node:assert/strict';
import {
  CONTEXT,
  PHASE,
  TASK,
  branch,
  commitFile,
  failed,
  firstCommit,
  commitAt,
  land,
  refused,
  worldIn,
} from '../support/hostile';
import path from 'node:path';
import { runGit } from '../support/git';
import { work, worldAt, type TestWorld } from '../support/world';

const NAME = 'feature/LOGIN-12';

const start = (world: TestWorld, name: string) => world.engine.executePhase({ phase: 1, branch: name });

describe('executePhase: a branch name of one’s own', () => {
  it('is made and recorded', async () => {
    const world = await worldIn('planned');
    const result = await start(world, NAME);
    assert.deepEqual([result.branch, branch(world)], [NAME, NAME]);
    assert.equal(commitAt(world).subject, firstCommit(1));
    assert.match(world.read(CONTEXT), new RegExp(`"status": "in_progress",\n {8}"branch": "${NAME}"`));
    assert.match(world.read(CONTEXT), new RegExp(`^\\*\\*Branch:\\*\\* \`${NAME}\`$`, 'm'));
    assert.equal((await world.engine.status()).branch.expected, NAME);
    assert.deepEqual((await world.engine.executePhase()).steps, []);
  });

  it('is not recorded when it is the one by rule', async () => {
    const world = await worldIn('planned');
    await start(world, `${PHASE}-1`);
    assert.doesNotMatch(world.read(CONTEXT), /"branch":/);
  });

  it('is refused when git refuses it, or there is no room for it', async () => {
    const world = await worldIn('planned');
    for (const name of ['', ' ', 'a b', '-x', 'a..b', 'HEAD', 'x.lock', '@{-1}', 'main/x', 'a\u200bb']) {
      await refused(world, 'INVALID_ARGUMENT', () => start(world, name), /[Cc]hoose another name/);
    }
    await refused(world, 'INVALID_ARGUMENT', () => start(world, 12 as unknown as string));
  });

  it('is refused when there is such a branch, here or on the remote', async () => {
    const world = await worldIn('planned');
    await refused(world, 'BRANCH_EXISTS', () => start(world, 'main'), /main exists already/);
    world.git('push', '--quiet', 'origin', `main:${NAME}`);
    await refused(world, 'BRANCH_EXISTS', () => start(world, NAME), /exists already on origin/);
    await refused(world, 'BRANCH_EXISTS', () =>
      world.engine.executePhase({ phase: 1, branch: NAME, existingBranch: 'suffix' }),
    );
  });

  it('is refused while the phase runs on another branch, and is nothing to switch to', async () => {
    const world = await worldIn('started');
    world.git('switch', '--quiet', 'main');
    await refused(world, 'BRANCH_EXISTS', () => start(world, NAME), new RegExp(`runs on ${PHASE}-1`));
    await refused(world, 'PHASE_NOT_STARTED', () =>
      world.engine.executePhase({ phase: 1, branch: NAME, existingBranch: 'resume' }),
    );
  });

  it('is to be had back by a branch that was given another', async () => {
    const world = await worldIn('started');
    world.git('branch', '--quiet', '--move', 'mine/$work');
    const resume = () => world.engine.executePhase({ phase: 1, existingBranch: 'resume' });
    const { message } = await failed('PHASE_NOT_STARTED', resume);
    const [, command] = /give it its own back first: (git .*)$/.exec(message) ?? [];
    assert.equal(command, `git branch -m 'mine/$work' ${PHASE}-1`);
    world.git('branch', '--quiet', '--move', 'mine/$work', `${PHASE}-1`);
    await resume();
    world.git('switch', '--quiet', 'main');
    world.git('branch', '--quiet', '--delete', '--force', `${PHASE}-1`);
    const { message: onBase } = await failed('PHASE_NOT_STARTED', resume);
    assert.doesNotMatch(onBase, /another name/);
  });

  it('is taken beside a branch by rule on which nothing runs', async () => {
    const world = await worldIn('planned');
    world.git('branch', '--quiet', `${PHASE}-1`);
    await start(world, NAME);
    assert.equal(branch(world), NAME);
  });

  it('is known from the base, in a second clone, resumed, and merged like any other', async () => {
    const world = await worldIn('planned');
    await start(world, NAME);
    await work(world, 'src/phase-1.txt');
    world.git('push', '--quiet', 'origin', NAME);
    world.git('switch', '--quiet', 'main');
    const other = world.clone('other');
    for (const each of [world, other]) {
      const [shown] = (await each.engine.status()).phases;
      assert.deepEqual([shown?.status, shown?.branch], ['in_progress', NAME]);
      await refused(each, 'BRANCH_EXISTS', () => each.engine.executePhase({ phase: 1 }), new RegExp(NAME));
    }
    await world.engine.executePhase({ phase: 1, existingBranch: 'resume' });
    assert.equal(branch(world), NAME);
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    world.git('switch', '--quiet', 'main');
    await refused(world, 'NOT_MERGED', () => world.engine.executePhase({ phase: 2 }), new RegExp(NAME));
    world.git('branch', '--quiet', `${PHASE}-1`, NAME);
    land(world, 1);
    await world.engine.executePhase({ phase: 2 });
    assert.equal(branch(world), `${PHASE}-2`);
  });

  it('is not confused with a branch that was cut from it', async () => {
    const world = await worldIn('planned');
    await start(world, NAME);
    world.git('switch', '--quiet', '--create', 'experiment');
    commitFile(world, 'src/try.txt');
    world.git('switch', '--quiet', 'main');
    assert.equal((await world.engine.status()).phases[0]?.branch, NAME);
  });

  it('serves a simple plan, and a phase in a worktree', async () => {
    const simple = await worldIn('planned', { task: 'tidy', date: '2025-12-18' });
    await simple.engine.executePhase({ todos: ['A'], branch: NAME });
    assert.equal((await simple.engine.status()).branch.expected, NAME);
    simple.git('switch', '--quiet', 'main');
    await refused(simple, 'BRANCH_EXISTS', () => simple.engine.executePhase({ todos: ['A'] }), new RegExp(NAME));
    const world = await worldIn('planned');
    world.settings.isolation = 'worktree';
    const { worktree = '' } = await start(world, NAME);
    assert.equal(worktree, `.para-worktrees/${TASK}-phase-1`);
    assert.equal(world.git('-C', worktree, 'branch', '--show-current'), NAME);
  });
});

describe('branches with names of one’s own in a partial clone', () => {
  it('are looked at without fetching file by file', async () => {
    const world = await worldIn('planned');
    await start(world, NAME);
    world.git('push', '--quiet', 'origin', NAME);
    runGit(world.bare, 'config', 'uploadpack.allowFilter', 'true');
    const there = path.join(world.root, 'partial');
    runGit(world.root, 'clone', '--quiet', '--filter=blob:none', `file://${world.bare}`, there);
    const partial = worldAt(world.root, there, world.bare);
    const missing = () => runGit(there, 'rev-list', '--objects', '--all', '--missing=print').match(/^\?/gm)?.length;
    const before = missing();
    assert.ok(before);
    assert.equal((await partial.engine.status()).phases[0]?.status, 'pending');
    assert.equal(missing(), before);
  });
});
