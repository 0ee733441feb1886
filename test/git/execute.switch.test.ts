import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import {
  CONTEXT,
  PHASE,
  PLAN,
  branch,
  changes,
  commitAt,
  commitFile,
  firstCommit,
  refused,
  statuses,
  tip,
  worldIn,
} from '../support/hostile';
import type { TestWorld } from '../support/world';

const ONE = `${PHASE}-1`;
const NOTE = 'The tables are wide.';

/**
 * On `main`, whose context file says that phase 1 runs: it was merged early, and its branch is nowhere any more. One
 * to-do is ticked and committed, the other ticked and not committed; there is a note.
 */
async function branchless(): Promise<TestWorld> {
  const world = await worldIn('started');
  await world.engine.setTodo({ index: 0, done: true });
  world.write(CONTEXT, world.read(CONTEXT).replace(/^_Update this section.*$/m, NOTE));
  world.git('commit', '--quiet', '--all', '--message=docs: Tick');
  world.git('switch', '--quiet', 'main');
  world.git('merge', '--quiet', '--ff-only', ONE);
  world.git('branch', '--quiet', '-D', ONE);
  await world.engine.setTodo({ index: 1, done: true });
  return world;
}

const markers = (world: TestWorld): string[] => parseContext(world.read(CONTEXT)).todos.map(({ marker }) => marker);
const resume = (world: TestWorld) => world.engine.executePhase({ phase: 1, existingBranch: 'resume' });

describe('executePhase: switching to the branch of what runs', () => {
  it('starts nothing when it is nowhere', async () => {
    const world = await branchless();
    assert.equal((await world.engine.status()).next?.title, `Switch to ${ONE}`);
    const error = await refused(world, 'PHASE_NOT_STARTED', () => resume(world), /neither here nor on origin/);
    assert.match(error.message, new RegExp(ONE));
    assert.match(error.message, /Push it .* start phase 1 again/);
    await refused(world, 'PHASE_NOT_STARTED', () => world.engine.executePhase({ existingBranch: 'resume' }));
  });

  it('starts nothing of a phase that was never started, nor of a simple plan', async () => {
    const world = await worldIn('planned');
    await refused(world, 'PHASE_NOT_STARTED', () => resume(world));
    const simple = await worldIn('planned', { task: 'tidy', date: '2025-12-18' });
    await refused(simple, 'PHASE_NOT_STARTED', () =>
      simple.engine.executePhase({ existingBranch: 'resume', todos: ['A'] }),
    );
  });

  it('says so without a remote, and where nothing was fetched', async () => {
    const world = await branchless();
    world.settings.fetchBeforeStart = false;
    await refused(world, 'PHASE_NOT_STARTED', () => resume(world), /as it was last fetched/);
    world.git('remote', 'remove', 'origin');
    await refused(world, 'PHASE_NOT_STARTED', () => resume(world), /There is no branch/);
  });

  it('takes it from a remote that the clone has never fetched it from', async () => {
    const world = await worldIn('started');
    world.git('push', '--quiet', 'origin', ONE, `${ONE}:main`);
    const single = world.clone('other');
    single.git('config', 'remote.origin.fetch', '+refs/heads/main:refs/remotes/origin/main');
    single.git('update-ref', '-d', `refs/remotes/origin/${ONE}`);
    assert.equal((await single.engine.status()).next?.title, `Switch to ${ONE}`);
    await resume(single);
    assert.deepEqual([branch(single), tip(single, 'HEAD')], [ONE, tip(world, ONE)]);
    assert.deepEqual(changes(single), []);
  });

  it('is no start either where its context file is ignored: the one on disk says that it runs', async () => {
    const world = await worldIn('started');
    world.git('rm', '--quiet', '-r', '--cached', 'context');
    world.write('.gitignore', 'context/\n');
    world.git('add', '.gitignore');
    world.git('commit', '--quiet', '--message=chore: Keep the plan to ourselves');
    world.git('branch', '--quiet', '--force', 'main');
    await world.engine.setTodo({ index: 0, done: true });
    const text = world.read(CONTEXT);
    world.git('switch', '--quiet', 'main');
    const { steps, todos } = await resume(world);
    assert.deepEqual(steps, [`Switch to branch ${ONE}`]);
    assert.equal(todos.length, 2);
    assert.equal(world.read(CONTEXT), text);
  });

  it('is no start either where that it runs was never committed', async () => {
    const world = await worldIn('started');
    world.git('reset', '--quiet', '--soft', 'HEAD~1');
    world.git('restore', '--staged', '.');
    await world.engine.setTodo({ index: 1, done: true });
    const text = world.read(CONTEXT);
    world.git('switch', '--quiet', 'main');
    await resume(world);
    assert.deepEqual([branch(world), world.read(CONTEXT)], [ONE, text]);
    assert.equal(tip(world, ONE), tip(world, 'main'));
  });

  it('keeps the to-dos where its branch has not heard that it runs', async () => {
    const world = await branchless();
    world.git('branch', '--quiet', ONE, 'main~2');
    commitFile(world, CONTEXT, world.read(CONTEXT), 'docs: Tick');
    await resume(world);
    assert.equal(branch(world), ONE);
    assert.deepEqual(markers(world), ['x', 'x']);
    assert.ok(world.read(CONTEXT).includes(NOTE));
    assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
  });

  it('asks for no steps and no merges: they are for a start', async () => {
    const world = await worldIn('started');
    world.git('push', '--quiet', 'origin', ONE);
    world.git('switch', '--quiet', 'main');
    commitFile(world, `${PLAN}-phase-1.md`, '# Phase 1: Empty\n');
    await resume(world);
    assert.equal(branch(world), ONE);
  });
});

describe('executePhase: recreating the branch of what runs', () => {
  it('keeps to-dos, ticks and notes exactly as they are', async () => {
    const world = await branchless();
    const before = world.read(CONTEXT);
    const main = tip(world, 'main');
    const { todos } = await world.engine.executePhase({ phase: 1, recreate: true });
    assert.equal(todos.length, 2);
    assert.deepEqual([branch(world), tip(world, 'HEAD^')], [ONE, main]);
    assert.deepEqual(commitAt(world), { subject: firstCommit(1), files: [`M ${CONTEXT}`] });
    assert.equal(world.read(CONTEXT).replace(/"last_updated": ".*"/, ''), before.replace(/"last_updated": ".*"/, ''));
    assert.deepEqual(changes(world), []);
  });

  it('keeps them where the branch begins without them', async () => {
    const world = await branchless();
    commitFile(world, CONTEXT, world.read(CONTEXT), 'docs: Tick');
    world.git('switch', '--quiet', '--create', 'elsewhere');
    world.git('branch', '--quiet', '--force', 'main', 'main~3');
    const { todos } = await world.engine.executePhase({ phase: 1, recreate: true });
    assert.equal(todos.length, 2);
    assert.deepEqual([branch(world), tip(world, 'HEAD^')], [ONE, tip(world, 'main')]);
    assert.deepEqual(markers(world), ['x', 'x']);
    assert.ok(world.read(CONTEXT).includes(NOTE));
  });

  it('is refused for what does not run, and when the branch is there', async () => {
    const world = await worldIn('planned');
    await refused(world, 'PHASE_NOT_STARTED', () => world.engine.executePhase({ phase: 1, recreate: true }));
    const running = await worldIn('started');
    running.git('switch', '--quiet', 'main');
    running.git('merge', '--quiet', '--ff-only', ONE);
    await refused(running, 'BRANCH_EXISTS', () => running.engine.executePhase({ phase: 1, recreate: true }));
  });
});
