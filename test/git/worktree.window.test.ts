import assert from 'node:assert/strict';
import path from 'node:path';
import { findHome } from '../../src/adapters/disk/home';
import { createEngine } from '../../src/core/workflow/create';
import { CONTEXT, PHASE, TASK, commitAt, independent, statuses, worldIn } from '../support/hostile';
import type { TestWorld } from '../support/world';

const TREE = `.para-worktrees/${TASK}-phase`;

async function twoRunning(): Promise<TestWorld> {
  const world = await worldIn('planned', independent);
  world.settings.isolation = 'worktree';
  for (const phase of [1, 2]) await world.engine.executePhase({ phase });
  return world;
}

describe('worktree mode: a window on a worktree', () => {
  it('has its plan in the main work tree when that records it, and only then', async () => {
    const world = await twoRunning();
    const home = (folder: string) => findHome(path.join(world.folder, folder), 'context');
    const own = (folder: string) => ({ root: path.join(world.folder, folder) });
    assert.deepEqual(await home(`${TREE}-1`), { root: world.folder, worktree: `${TREE}-1` });
    assert.deepEqual(await home('.'), own('.'));
    world.git('worktree', 'add', '--quiet', '-b', 'spare', '.para-worktrees/spare');
    world.git('worktree', 'add', '--quiet', '-b', 'outside', '../outside');
    assert.deepEqual(await home('.para-worktrees/spare'), own('.para-worktrees/spare'));
    assert.deepEqual(await home('../outside'), own('../outside'));
    // A folder that only claims to be the worktree.
    world.write('.para-worktrees/claims/.git', world.read(`${TREE}-1/.git`));
    assert.deepEqual(await home('.para-worktrees/claims'), own('.para-worktrees/claims'));
    const text = world.read(CONTEXT);
    world.write(CONTEXT, text.replace(`"${TREE}-1"`, 'null'));
    assert.deepEqual(await home(`${TREE}-1`), own(`${TREE}-1`));
    world.write(CONTEXT, text.replace(`"${TREE}-1"`, `"./${TREE}-1/"`));
    assert.deepEqual(await home(`${TREE}-1`), { root: world.folder, worktree: `${TREE}-1` });
  });

  it('reads and writes the main context file, and means its own phase', async () => {
    const world = await twoRunning();
    const engine = createEngine({ ...world.ports, worktree: `${TREE}-1` });
    const status = await engine.status();
    assert.equal(status.currentPhase, 1);
    assert.deepEqual(status.branch, { expected: `${PHASE}-1`, actual: `${PHASE}-1` });
    const committed = world.read(`${TREE}-1/${CONTEXT}`);
    world.write(`${TREE}-1/a.txt`, 'a\n');
    await engine.setTodo({ phase: 1, index: 0, done: true, commit: 'feat: A' });
    assert.match(world.read(CONTEXT), /- \[x\] Create users/);
    assert.equal(world.read(`${TREE}-1/${CONTEXT}`), committed);
    assert.deepEqual(commitAt(world, `${PHASE}-1`), { subject: 'feat: A', files: ['A a.txt'] });
    world.git('-C', `${TREE}-1`, 'switch', '--quiet', '-c', 'other');
    assert.deepEqual((await engine.status()).branch, { expected: `${PHASE}-1`, actual: 'other' });
    // Phase 2 was started last; this window is on phase 1.
    await engine.summarizePhase({ open: 'carry' });
    assert.deepEqual(statuses(world), ['completed', 'in_progress', 'pending']);
  });
});
