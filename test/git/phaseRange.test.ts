import assert from 'node:assert/strict';
import { CONTEXT, commitFile, failed, pushedByAnother, worldIn } from '../support/hostile';
import { authentication, plannedWorld, type TestWorld } from '../support/world';

const BRANCH = 'para/implement-user-authentication-phase-1';
const commitAt = (world: TestWorld, name: string): string => world.git('rev-parse', name);

/** The branch of phase 1 made by hand, without the commit that a start makes. */
function byHand(world: TestWorld, from: string): void {
  world.git('switch', '--quiet', '--no-track', '-c', BRANCH, from);
  commitFile(world, 'own.txt', 'own\n', 'feat: Own');
}

describe('phaseRange', () => {
  it('begins with the parent of the phase’s first commit', async () => {
    const world = await plannedWorld();
    const from = commitAt(world, 'main');
    await world.engine.executePhase({ phase: 1 });
    commitFile(world, 'own.txt', 'own\n', 'feat: Own');
    const range = { branch: BRANCH, from, to: commitAt(world, BRANCH) };
    assert.deepEqual(await world.engine.phaseRange({ phase: 1 }), range);
    assert.deepEqual(await world.engine.phaseRange(), range, 'the running one, when none is named');
  });

  it('begins, for a branch made by hand, where it left the base that is set', async () => {
    const world = await plannedWorld({ settings: { baseBranch: 'develop' } });
    world.git('switch', '--quiet', '-c', 'develop');
    commitFile(world, 'base.txt');
    byHand(world, 'develop');
    assert.equal((await world.engine.phaseRange({ phase: 1 })).from, commitAt(world, 'develop'));
  });

  it('begins where it left the base’s upstream, when the local base is behind', async () => {
    const world = await plannedWorld();
    pushedByAnother(world, { 'base.txt': 'x\n' });
    world.git('fetch', '--quiet');
    byHand(world, 'origin/main');
    assert.notEqual(commitAt(world, 'main'), commitAt(world, 'origin/main'));
    assert.equal((await world.engine.phaseRange({ phase: 1 })).from, commitAt(world, 'origin/main'));
  });

  it('is told of a branch that only the remote has', async () => {
    const world = await plannedWorld();
    const from = commitAt(world, 'main');
    await world.engine.executePhase({ phase: 1 });
    const to = commitAt(world, BRANCH);
    world.git('push', '--quiet', 'origin', BRANCH);
    world.git('switch', '--quiet', 'main');
    world.git('branch', '--quiet', '-D', BRANCH);
    assert.deepEqual(await world.engine.phaseRange({ phase: 1 }), { branch: BRANCH, from, to });
  });

  it('is told of a simple plan', async () => {
    const world = await worldIn('planned', { task: 'login', date: '2025-12-18', phases: [] });
    const from = commitAt(world, 'main');
    const { branch } = await world.engine.executePhase({ todos: ['A'] });
    assert.deepEqual(await world.engine.phaseRange(), { branch, from, to: commitAt(world, branch) });
  });

  it('refuses what has no branch, and what began nowhere that can be told', async () => {
    const world = await plannedWorld({ remote: false }, authentication);
    await failed('PHASE_NOT_STARTED', () => world.engine.phaseRange({ phase: 2 }), /Phase 2 has no branch/);
    await failed('UNKNOWN_PHASE', () => world.engine.phaseRange({ phase: 9 }));
    const text = world.read(CONTEXT);
    world.git('switch', '--quiet', '--orphan', BRANCH);
    world.write(CONTEXT, text);
    commitFile(world, 'own.txt');
    world.git('switch', '--quiet', '--force', 'main');
    await failed('GIT_FAILED', () => world.engine.phaseRange({ phase: 1 }), /phasedPlans\.baseBranch/);
  });
});
