import assert from 'node:assert/strict';
import type { MethodSettings } from '../../src/core/ports';
import { CONTEXT, PHASE, PLAN, branch, commitAt, failed, hook, refused, worldIn } from '../support/hostile';
import { completePhase, plannedWorld, type TestWorld } from '../support/world';

const FIRST = `${PLAN}-phase-1.md`;
const MASTER = `${PLAN}.md`;

const statusOf = (world: TestWorld, file: string): string | undefined =>
  /^\*\*Status:\*\* (.*)$/m.exec(world.read(file))?.[1];

describe('executePhase: the status lines of the plans', () => {
  it('has the phase plan say that it is in progress, in the first commit, and nothing else of it changes', async () => {
    const world = await worldIn('planned');
    const before = world.read(FIRST);
    await world.engine.executePhase();
    assert.equal(world.read(FIRST), before.replace('**Status:** Pending', '**Status:** In Progress'));
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`, `M ${FIRST}`]);
    assert.equal(world.git('status', '--porcelain'), '');
    assert.equal(statusOf(world, `${PLAN}-phase-2.md`), 'Pending');
    await world.engine.undoLast();
    assert.deepEqual([branch(world), world.read(FIRST)], ['main', before]);
  });

  it('takes it back with all else when the commit is refused', async () => {
    const world = await worldIn('planned');
    hook(world, 'pre-commit', 'exit 1');
    await refused(world, 'COMMIT_FAILED', () => world.engine.executePhase());
  });

  it('goes from there to completed', async () => {
    const world = await plannedWorld();
    await completePhase(world, 1);
    assert.equal(statusOf(world, FIRST), 'Completed');
  });

  it('changes what says that the phase waits, and keeps what somebody wrote otherwise', async () => {
    for (const [written, wanted] of [
      ['**Status:** In Review', 'In Progress'],
      ['**Status:** 📋 Planned', 'In Progress'],
      ['**Status:** Approved', 'In Progress'],
      ['**Status:** Completed', 'Completed'],
      ['**Status:** In progress since May', 'In progress since May'],
      ['**Status:** Blessed', 'Blessed'],
      ['**Owner:** Ada', 'In Progress'],
      ['', 'In Progress'],
    ] as const) {
      const world = await worldIn('planned');
      world.write(FIRST, world.read(FIRST).replace('**Status:** Pending', written));
      await world.engine.executePhase();
      assert.equal(statusOf(world, FIRST), wanted);
      assert.equal(world.git('status', '--porcelain'), '');
    }
  });

  it('keeps it out of commits where the context folder is ignored', async () => {
    const world = await plannedWorld({ files: { '.gitignore': '/context/context.md\n/context/plans/*-phase-1.md\n' } });
    await world.engine.executePhase();
    assert.equal(statusOf(world, FIRST), 'In Progress');
    assert.deepEqual(commitAt(world).files, []);
  });

  it('changes it in the main work tree when the phase gets a worktree', async () => {
    const settings: Partial<MethodSettings> = { isolation: 'worktree' };
    const world = await plannedWorld({ settings });
    const before = world.read(FIRST);
    await world.engine.executePhase();
    assert.equal(statusOf(world, FIRST), 'In Progress');
    assert.equal(branch(world), 'main');
    await world.engine.executePhase({ phase: 1, existingBranch: 'resume' });
    await world.engine.undoLast();
    assert.equal(world.read(FIRST), before);
  });

  it('refuses a plan that is being edited', async () => {
    const world = await worldIn('planned');
    world.ports.documents.hasUnsavedChanges = (path) => path === FIRST;
    await failed('CONTEXT_DIRTY', () => world.engine.executePhase(), /phase-1\.md/);
  });

  it('approves the plan in the same commit when that is asked for, and only then', async () => {
    const world = await plannedWorld();
    await world.engine.executePhase({ approve: true });
    assert.equal(statusOf(world, MASTER), 'Approved');
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`, `M ${FIRST}`, `M ${MASTER}`]);
    await world.engine.undoLast();
    assert.equal(statusOf(world, MASTER), 'In Review');
    await world.engine.executePhase();
    assert.deepEqual([branch(world), statusOf(world, MASTER)], [`${PHASE}-1`, 'In Review']);
  });

  it('leaves a simple plan at its review status', async () => {
    const world = await plannedWorld({}, { task: 'fix', date: '2025-12-18' });
    await world.engine.executePhase({ todos: ['A'] });
    assert.equal(statusOf(world, 'context/plans/2025-12-18-fix.md'), 'In Review');
    await world.engine.undoLast();
    await world.engine.executePhase({ todos: ['A'], approve: true });
    assert.equal(statusOf(world, 'context/plans/2025-12-18-fix.md'), 'Approved');
  });
});

describe('approving a plan without a status line', () => {
  it('gives it one, and what is next is its start', async () => {
    const world = await worldIn('planned');
    world.write(MASTER, world.read(MASTER).replace(/\*\*Status:\*\*.*\n/, ''));
    assert.equal((await world.engine.status()).next?.title, 'Approve the Plan');
    await world.engine.approvePlan();
    assert.equal(statusOf(world, MASTER), 'Approved');
    assert.equal((await world.engine.status()).next?.title, 'Start Phase 1');
  });
});

describe('writeSteps', () => {
  const file = 'context/plans/2025-12-18-fix.md';

  it('keeps the steps in the plan, which the start then takes', async () => {
    const world = await plannedWorld({}, { task: 'fix', date: '2025-12-18' });
    await failed('NO_STEPS', () => world.engine.executePhase(), /no implementation steps/);
    await world.engine.writeSteps({ steps: ['Add the form', 'Add the route'] });
    assert.match(world.read(file), /## Implementation Steps\n\n- \[ \] Add the form\n- \[ \] Add the route\n\n## /);
    hook(world, 'pre-commit', 'exit 1');
    await failed('COMMIT_FAILED', () => world.engine.executePhase(), /./);
    assert.match(world.read(file), /- \[ \] Add the route/);
    hook(world, 'pre-commit', 'exit 0');
    assert.deepEqual((await world.engine.executePhase()).todos, ['Add the form', 'Add the route']);
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`, `M ${file}`]);
  });

  it('writes into the plan of the phase that is meant, and never where there are steps', async () => {
    const phases = [{ name: 'One' }, { name: 'Two' }, { name: 'Three', steps: ['C'] }];
    const world = await plannedWorld({}, { task: 'fix', date: '2025-12-18', phases });
    await world.engine.writeSteps({ phase: 2, steps: ['B'] });
    await world.engine.writeSteps({ steps: ['A'] });
    await world.engine.writeSteps({ phase: 3, steps: ['D'] });
    const steps = [1, 2, 3].map(
      (id) => /^- \[ \] (\w)$/m.exec(world.read(`context/plans/2025-12-18-fix-phase-${id}.md`))?.[1],
    );
    assert.deepEqual(steps, ['A', 'B', 'C']);
  });
});

describe('a repository without a commit', () => {
  it('says so for a start', async () => {
    const world = await plannedWorld({ remote: false });
    world.git('update-ref', '-d', 'HEAD');
    await failed('GIT_FAILED', () => world.engine.executePhase(), /has no commit yet.*first commit/);
  });
});
