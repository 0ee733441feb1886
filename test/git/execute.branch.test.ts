import assert from 'node:assert/strict';
import {
  CONTEXT,
  PHASE,
  PLAN,
  TASK,
  branch,
  changes,
  commitAt,
  commitFile,
  firstCommit,
  independent,
  land,
  refused,
  statuses,
  tip,
  worldIn,
} from '../support/hostile';
import { work, type TestWorld } from '../support/world';

const ONE = `${PHASE}-1`;

/** A branch of phase 1's name with a commit of its own that never heard of a phase. */
function handMade(world: TestWorld): string {
  world.git('switch', '--quiet', '-c', ONE);
  commitFile(world, 'src/by-hand.txt');
  world.git('switch', '--quiet', 'main');
  return tip(world, ONE);
}

/** The same, on the remote alone. */
function remoteOnly(world: TestWorld): string {
  const commit = handMade(world);
  world.git('push', '--quiet', 'origin', ONE);
  world.git('branch', '--quiet', '-D', ONE);
  world.git('update-ref', '-d', `refs/remotes/origin/${ONE}`);
  return commit;
}

describe('executePhase: a branch of that name exists', () => {
  it('stops', async () => {
    const world = await worldIn('planned');
    handMade(world);
    await refused(world, 'BRANCH_EXISTS', () => world.engine.executePhase(), new RegExp(`${ONE} exists already\\.`));
    await refused(world, 'BRANCH_EXISTS', () => world.engine.executePhase({ existingBranch: 'stop', dryRun: true }));
  });

  it('stops for one on the remote alone, saying so', async () => {
    const world = await worldIn('planned');
    remoteOnly(world);
    await refused(world, 'BRANCH_EXISTS', () => world.engine.executePhase(), /exists already on origin/);
  });

  it('resumes one on which nothing runs yet: starts there', async () => {
    const world = await worldIn('planned');
    const at = handMade(world);
    await world.engine.executePhase({ existingBranch: 'resume' });
    assert.equal(branch(world), ONE);
    assert.equal(tip(world, 'HEAD^'), at);
    assert.deepEqual(commitAt(world), { subject: firstCommit(1), files: [`M ${CONTEXT}`, `M ${PLAN}-phase-1.md`] });
    assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
    assert.doesNotMatch(world.read(CONTEXT), /"branch":/);
  });

  it('resumes one that is checked out already', async () => {
    const world = await worldIn('planned');
    const at = handMade(world);
    world.git('switch', '--quiet', ONE);
    await world.engine.executePhase({ existingBranch: 'resume' });
    assert.equal(tip(world, 'HEAD^'), at);
    assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
  });

  it('resumes one on the remote alone', async () => {
    const world = await worldIn('planned');
    const at = remoteOnly(world);
    const config = world.read('.git/config');
    await world.engine.executePhase({ existingBranch: 'resume' });
    assert.equal(branch(world), ONE);
    assert.equal(tip(world, 'HEAD^'), at);
    assert.equal(world.git('rev-parse', '--abbrev-ref', '@{upstream}'), `origin/${ONE}`);
    await world.engine.undoLast();
    assert.equal(world.read('.git/config'), config);
  });

  it('has it follow none where git is set up so', async () => {
    const world = await worldIn('planned');
    remoteOnly(world);
    world.git('config', 'branch.autoSetupMerge', 'false');
    await world.engine.executePhase({ existingBranch: 'resume' });
    assert.equal(branch(world), ONE);
    assert.doesNotMatch(world.read('.git/config'), /branch "para/);
  });

  it('has it follow the remote in a worktree too', async () => {
    const world = await worldIn('planned');
    remoteOnly(world);
    world.settings.isolation = 'worktree';
    await world.engine.executePhase({ existingBranch: 'resume' });
    assert.equal(world.git('rev-parse', '--abbrev-ref', `${ONE}@{upstream}`), `origin/${ONE}`);
  });

  it('resumes a running one: writes and commits nothing', async () => {
    const world = await worldIn('started');
    await world.engine.setTodo({ index: 0, done: true });
    world.git('commit', '--quiet', '--all', '--message=docs: Tick');
    const [at, text] = [tip(world, 'HEAD'), world.read(CONTEXT)];
    world.git('switch', '--quiet', 'main');
    const { todos, steps } = await world.engine.executePhase({ existingBranch: 'resume' });
    assert.equal(branch(world), ONE);
    assert.equal(tip(world, 'HEAD'), at);
    assert.equal(world.read(CONTEXT), text);
    assert.equal(todos.length, 2);
    assert.deepEqual(steps, [`Switch to branch ${ONE}`]);
  });

  it('resumes one that the remote is ahead of where the remote is', async () => {
    const world = await worldIn('planned');
    await world.engine.executePhase();
    world.git('push', '--quiet', 'origin', ONE);
    const other = world.clone('other');
    other.git('switch', '--quiet', ONE);
    commitFile(other, 'src/theirs.txt');
    other.git('push', '--quiet', 'origin', ONE);
    world.git('switch', '--quiet', 'main');
    const { steps } = await world.engine.executePhase({ phase: 1, existingBranch: 'resume' });
    assert.match(steps.join('\n'), new RegExp(`Fast-forward ${ONE}`));
    assert.equal(tip(world, ONE), tip(other, ONE));
    assert.equal(branch(world), ONE);
    assert.deepEqual(changes(world), []);
  });

  it('resumes a running one on the remote alone, in a second clone', async () => {
    const world = await worldIn('started');
    world.git('push', '--quiet', 'origin', ONE);
    const other = world.clone('other');
    await other.engine.executePhase({ phase: 1, existingBranch: 'resume' });
    assert.equal(branch(other), ONE);
    assert.equal(tip(other, 'HEAD'), tip(world, ONE));
    assert.equal(other.git('status', '--porcelain'), '');
  });

  it('carries, stashes or stops when it resumes, as on a fresh start', async () => {
    const world = await worldIn('started');
    world.git('switch', '--quiet', 'main');
    world.write('new.txt', 'new\n');
    await refused(world, 'DIRTY_TREE', () => world.engine.executePhase({ existingBranch: 'resume' }));
    await world.engine.executePhase({ existingBranch: 'resume', dirty: 'carry' });
    assert.deepEqual(changes(world), ['?? new.txt']);
    world.git('switch', '--quiet', 'main');
    const { stash = '' } = await world.engine.executePhase({ existingBranch: 'resume', dirty: 'stash' });
    assert.match(stash, /^stash@\{0\}/);
    assert.deepEqual(changes(world), []);
  });

  it('takes a suffix and records it', async () => {
    const world = await worldIn('planned');
    const at = handMade(world);
    const { branch: taken } = await world.engine.executePhase({ existingBranch: 'suffix' });
    assert.equal(taken, `${ONE}-2`);
    assert.equal(branch(world), taken);
    assert.equal(tip(world, ONE), at);
    assert.match(world.read(CONTEXT), new RegExp(`"status": "in_progress",\n {8}"branch": "${taken}"`));
    assert.equal((await world.engine.status()).branch.expected, taken);
    assert.deepEqual((await world.engine.executePhase()).steps, []);
  });

  it('takes the next suffix that is free, here and on the remote', async () => {
    const world = await worldIn('planned');
    remoteOnly(world);
    world.git('branch', '--quiet', `${ONE}-2`);
    const { branch: taken } = await world.engine.executePhase({ existingBranch: 'suffix' });
    assert.equal(taken, `${ONE}-3`);
  });

  it('knows the phase on its suffixed branch from the base', async () => {
    const world = await worldIn('planned', independent);
    handMade(world);
    await world.engine.executePhase({ phase: 1, existingBranch: 'suffix' });
    world.git('switch', '--quiet', 'main');
    const shown = (await world.engine.status()).phases[0];
    assert.deepEqual([shown?.status, shown?.branch], ['in_progress', `${ONE}-2`]);
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 2 }), new RegExp(`${ONE}-2`));
    await world.engine.executePhase({ phase: 1, existingBranch: 'resume' });
    assert.equal(branch(world), `${ONE}-2`);
  });

  it('finds a suffixed branch merged, and a second clone does too', async () => {
    const world = await worldIn('planned');
    handMade(world);
    world.git('push', '--quiet', 'origin', ONE);
    const other = world.clone('other');
    await world.engine.executePhase({ existingBranch: 'suffix' });
    await work(world, 'src/phase-1.txt');
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    world.git('switch', '--quiet', 'main');
    await refused(world, 'NOT_MERGED', () => world.engine.executePhase({ phase: 2 }), new RegExp(`${ONE}-2`));
    world.git('merge', '--quiet', '--squash', `${ONE}-2`);
    world.git('commit', '--quiet', '--message=feat: Phase 1');
    world.git('push', '--quiet');
    for (const each of [other, world]) {
      await each.engine.executePhase({ phase: 2 });
      assert.equal(branch(each), `${PHASE}-2`);
    }
  });

  it('does not take the branch of another plan or phase for a suffixed one', async () => {
    const world = await worldIn('started');
    world.git('switch', '--quiet', 'main');
    world.git('branch', '--quiet', '-m', ONE, `${ONE}-2`);
    assert.equal((await world.engine.status()).phases[0]?.status, 'pending');
    await world.engine.executePhase();
    assert.equal(branch(world), ONE);
  });

  it('is refused when a branch of the prefix stands in the way', async () => {
    const world = await worldIn('planned');
    world.git('branch', '--quiet', 'para');
    await refused(
      world,
      'INVALID_ARGUMENT',
      () => world.engine.executePhase(),
      /branch para.*phasedPlans\.branchPrefix/,
    );
  });

  it('is refused for a prefix that makes no branch name', async () => {
    const world = await worldIn('planned');
    world.settings.branchPrefix = '-x/';
    const { branch: taken } = await world.engine.executePhase({ dryRun: true });
    assert.equal(taken, `x/${TASK}-phase-1`);
  });
});

describe('executePhase: while a phase runs', () => {
  it('is a no-op for the running phase on its own branch', async () => {
    const world = await worldIn('started');
    world.write('README.md', '# Dirty\n');
    const before = world.snapshot();
    for (const o of [{}, { phase: 1 }, { phase: '1' }, { dryRun: true }, { existingBranch: 'suffix' as const }]) {
      const { branch: on, steps, todos } = await world.engine.executePhase(o);
      assert.deepEqual([on, steps, todos.length], [ONE, [], 2]);
    }
    assert.deepEqual(world.snapshot(), before);
  });

  it('is refused for another phase that waits for none, from its branch, the base and elsewhere', async () => {
    const world = await worldIn('started', independent);
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 2 }), new RegExp(ONE));
    world.git('switch', '--quiet', 'main');
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 2 }), new RegExp(ONE));
    world.git('switch', '--quiet', '--detach', 'main');
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 3 }), new RegExp(ONE));
  });

  it('is refused for another phase while one runs on the remote', async () => {
    const world = await worldIn('started', independent);
    world.git('push', '--quiet', 'origin', ONE);
    const other = world.clone('other');
    await refused(other, 'PHASE_BLOCKED', () => other.engine.executePhase({ phase: 2 }), new RegExp(ONE));
  });

  it('starts another one once the first is done', async () => {
    const world = await worldIn('completed', independent);
    land(world, 1, 'squash');
    await world.engine.executePhase({ phase: 3 });
    assert.deepEqual(statuses(world), ['completed', 'pending', 'in_progress']);
  });
});
