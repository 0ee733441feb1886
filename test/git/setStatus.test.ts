import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import { CONTEXT, PLAN, branch, changes, failed, refused, same, statuses, worldIn } from '../support/hostile';
import { completePhase, makeWorld, plannedWorld, type TestWorld } from '../support/world';

const planOf = (phase: number): string => `${PLAN}-phase-${phase}.md`;
const stateOf = (world: TestWorld) => {
  const { state } = parseContext(world.read(CONTEXT));
  assert.ok(state);
  return { current: state.phased?.currentPhase, active: state.activeContext, branch: state.executionBranch };
};
const top = (world: TestWorld): string | undefined =>
  /^(Planned|Executing|Completed): .*$/m.exec(world.read(CONTEXT))?.[0];

describe('setStatus', () => {
  it('completes a phase that was done elsewhere: state, top and plan say so, and the reason is a note', async () => {
    const world = await worldIn('planned');
    const before = [world.git('branch', '--list'), world.read(`${PLAN}.md`), world.read(planOf(2))];
    await world.engine.setStatus({ phase: 1, status: 'completed', reason: 'Done\n in the old repository' });
    assert.deepEqual(statuses(world), ['completed', 'pending', 'pending']);
    assert.match(world.read(planOf(1)), /^\*\*Status:\*\* Completed$/m);
    assert.equal(top(world), 'Completed: Implement User Authentication - Phase 1: Database Schema & Migrations');
    assert.ok(!stateOf(world).active.includes(planOf(1)));
    const note = '- 2025-12-18: Phase 1 set by hand from pending to completed: Done in the old repository';
    assert.ok(world.read(CONTEXT).includes(`## Progress Notes\n\n${note}\n`), world.read(CONTEXT));
    assert.deepEqual(changes(world), [` M ${CONTEXT}`, ` M ${planOf(1)}`]);
    assert.deepEqual([world.git('branch', '--list'), world.read(`${PLAN}.md`), world.read(planOf(2))], before);
    const { problems } = await world.engine.status();
    assert.deepEqual(
      problems.map(({ code, severity }) => [code, severity]),
      [
        ['missing-summary', 'info'],
        ['unticked-criteria', 'info'],
      ],
    );
  });

  it('is undone as one step', async () => {
    const world = await worldIn('planned');
    const before = world.snapshot();
    await world.engine.setStatus({ phase: 1, status: 'completed', reason: 'By mistake' });
    assert.deepEqual(await world.engine.undoLast(), { left: [] });
    same(world.snapshot(), before);
  });

  it('says what runs, with its branch, and what no longer does', async () => {
    const world = await worldIn('planned');
    await world.engine.setStatus({ phase: 2, status: 'in_progress', reason: 'Begun by hand' });
    assert.deepEqual(statuses(world), ['pending', 'in_progress', 'pending']);
    assert.deepEqual(stateOf(world), {
      current: 2,
      active: [`${PLAN}.md`, planOf(2)],
      branch: 'para/implement-user-authentication-phase-2',
    });
    assert.match(top(world) ?? '', /^Executing: .* - Phase 2/);
    assert.equal(branch(world), 'main');
    assert.match(world.read(planOf(2)), /^\*\*Status:\*\* In Progress$/m);
    await world.engine.setStatus({ status: 'pending', reason: 'Not yet' });
    assert.deepEqual(statuses(world), ['pending', 'pending', 'pending']);
    assert.deepEqual(stateOf(world).current, null);
    assert.deepEqual(stateOf(world).active, [`${PLAN}.md`, planOf(2), planOf(1), planOf(3)]);
    assert.equal(top(world), 'Planned: Implement User Authentication');
    assert.match(world.read(planOf(2)), /^\*\*Status:\*\* Pending$/m);
    assert.equal(world.read(CONTEXT).match(/^- 2025-12-18: Phase 2 set by hand/gm)?.length, 2);
  });

  it('takes a completed one back to be done again, and leaves its summary', async () => {
    const world = await plannedWorld();
    await completePhase(world, 1);
    const summaries = parseContext(world.read(CONTEXT)).state?.completedSummaries;
    await world.engine.setStatus({ phase: 1, status: 'pending', reason: 'Reverted on main' });
    assert.deepEqual(statuses(world), ['pending', 'pending', 'pending']);
    assert.deepEqual(parseContext(world.read(CONTEXT)).state?.completedSummaries, summaries);
  });

  it('keeps every line of notes that are there, and line endings', async () => {
    const world = await worldIn('started');
    const text = world.read(CONTEXT).replace('_Update this section as you complete items._', 'Mine.\n\n1. First');
    world.write(CONTEXT, text.replaceAll('\n', '\r\n'));
    await world.engine.setStatus({ phase: 1, status: 'completed', reason: 'Done' });
    const after = world.read(CONTEXT);
    assert.match(after, /Mine\.\r\n\r\n1\. First\r\n\r\n- 2025-12-18: Phase 1 set/);
    assert.ok(!/[^\r]\n/.test(after));
  });

  it('refuses what makes no sense, and changes nothing', async () => {
    const world = await worldIn('planned');
    const set = (phase: number, status: 'pending' | 'completed', reason: string) => () =>
      world.engine.setStatus({ phase, status, reason });
    await refused(world, 'INVALID_ARGUMENT', set(1, 'completed', ' \n'), /why/);
    await refused(world, 'INVALID_ARGUMENT', set(1, 'pending', 'x'), /pending already/);
    await refused(world, 'UNKNOWN_PHASE', set(9, 'completed', 'x'));
    await failed('INVALID_ARGUMENT', set(1, 'blocked' as 'pending', 'x'));
    world.ports.documents.hasUnsavedChanges = (path) => path === planOf(1);
    await failed('CONTEXT_DIRTY', set(1, 'completed', 'x'), /phase-1\.md/);
    const simple = makeWorld();
    await simple.engine.init();
    await simple.engine.createPlan({ task: 'one', date: '2025-12-18' });
    await refused(simple, 'INVALID_ARGUMENT', () => simple.engine.setStatus({ status: 'completed', reason: 'x' }));
  });
});
