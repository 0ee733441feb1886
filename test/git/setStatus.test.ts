import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import { CONTEXT, PLAN, branch, changes, failed, land, refused, same, statuses, worldIn } from '../support/hostile';
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
    assert.ok(world.read(CONTEXT).includes(`## Progress Notes\n\n### Phase 1\n\n${note}\n`), world.read(CONTEXT));
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
    const run = () => world.engine.setStatus({ phase: 2, status: 'in_progress', reason: 'Begun by hand' });
    await refused(world, 'INVALID_ARGUMENT', run, /There is no branch para\/implement-user-authentication-phase-2\./);
    world.git('branch', 'para/implement-user-authentication-phase-2');
    await run();
    assert.deepEqual(statuses(world), ['pending', 'in_progress', 'pending']);
    assert.deepEqual(stateOf(world), {
      current: 2,
      active: [`${PLAN}.md`, planOf(2)],
      branch: 'para/implement-user-authentication-phase-2',
    });
    assert.match(top(world) ?? '', /^Executing: .* - Phase 2/);
    assert.equal(branch(world), 'main');
    assert.match(world.read(planOf(2)), /^\*\*Status:\*\* In Progress$/m);
    const beside = () => world.engine.setStatus({ phase: 1, status: 'in_progress', reason: 'x' });
    await refused(world, 'PHASE_BLOCKED', beside, /Phase 2 is in progress/);
    await world.engine.setStatus({ status: 'pending', reason: 'Not yet' });
    assert.deepEqual(statuses(world), ['pending', 'pending', 'pending']);
    assert.deepEqual(stateOf(world).current, null);
    assert.deepEqual(stateOf(world).active, [`${PLAN}.md`, planOf(2), planOf(1), planOf(3)]);
    assert.equal(top(world), 'Planned: Implement User Authentication');
    assert.doesNotMatch(world.read(CONTEXT), /^\*\*Branch:\*\*/m);
    assert.match(world.read(planOf(2)), /^\*\*Status:\*\* Pending$/m);
    assert.equal(world.read(CONTEXT).match(/^- 2025-12-18: Phase 2 set by hand/gm)?.length, 2);
  });

  it('takes a completed one back where its commit is checked out, says when that counts, and leaves its summary', async () => {
    const world = await plannedWorld();
    await completePhase(world, 1);
    const summaries = parseContext(world.read(CONTEXT)).state?.completedSummaries;
    const first = 'para/implement-user-authentication-phase-1';
    const foreseen = await world.engine.foreseeStatus({ phase: 1, status: 'pending' });
    assert.deepEqual(foreseen, { files: [CONTEXT, planOf(1)], counts: first });
    await world.engine.setStatus({ phase: 1, status: 'pending', reason: 'To be done again' });
    assert.deepEqual(statuses(world), ['pending', 'pending', 'pending']);
    assert.deepEqual(parseContext(world.read(CONTEXT)).state?.completedSummaries, summaries);
    await world.engine.commitContext();
    assert.deepEqual(
      (await world.engine.status()).phases.map(({ status }) => status),
      ['pending', 'pending', 'pending'],
    );
  });

  it('refuses to take back what a commit elsewhere says', async () => {
    const world = await plannedWorld();
    await completePhase(world, 1);
    land(world, 1);
    world.git('switch', '--quiet', '--create', 'other');
    const set = () => world.engine.setStatus({ phase: 1, status: 'pending', reason: 'Reverted' });
    await refused(world, 'INVALID_ARGUMENT', set, /A commit on main says that phase 1 is completed/);
  });

  it('puts the note under its phase’s heading, where a summary takes it from', async () => {
    const world = await worldIn('started');
    const notes = '### Phase 1\n\n- Mine.\n\n### Phase 2\n\n- Later.';
    world.write(CONTEXT, world.read(CONTEXT).replace('_Update this section as you complete items._', notes));
    await world.engine.setStatus({ phase: 3, status: 'completed', reason: 'Elsewhere' });
    await world.engine.setStatus({ phase: 1, status: 'completed', reason: 'Done' });
    const after = world.read(CONTEXT);
    assert.match(
      after,
      /### Phase 1\n\n- Mine\.\n- [-\d]+: Phase 1 set by hand.*\n\n### Phase 2\n\n- Later\.\n\n### Phase 3\n\n- [-\d]+: Phase 3 set/,
    );
  });

  it('refuses a state block that doesn’t list the phases', async () => {
    const world = await worldIn('planned');
    world.write(CONTEXT, world.read(CONTEXT).replace(/"phases": \[[^\]]*\]/, '"phases": []'));
    await refused(world, 'CONTEXT_INVALID', () =>
      world.engine.setStatus({ phase: 1, status: 'completed', reason: 'x' }),
    );
  });

  it('is undone where it changes the context file alone, and takes a text that was cut in an emoji', async () => {
    const world = await worldIn('planned');
    world.write(planOf(1), world.read(planOf(1)).replace('Status:** Pending', 'Status:** Completed'));
    const before = world.snapshot();
    await world.engine.setStatus({ phase: 1, status: 'completed', reason: 'Cut \ud83d' });
    assert.match(world.read(CONTEXT), /Cut \ufffd/);
    assert.deepEqual(await world.engine.undoLast(), { left: [] });
    same(world.snapshot(), before);
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
