import assert from 'node:assert/strict';
import { mergeContexts } from '../../src/core/context/merge/merge';
import { CONTEXT, PLAN, branch, independent, land, refused, worldIn } from '../support/hostile';
import { completePhase } from '../support/world';
import { viewPhase } from '../../src/view/phaseView';

const THIRD = `${PLAN}-phase-3.md`;
const drop = { status: 'dropped', reason: 'Nobody asks for it' } as const;

describe('a dropped phase', () => {
  it('is neither next nor waited for, and the plan is complete without it', async () => {
    const world = await worldIn('planned');
    await world.engine.approvePlan();
    await world.engine.setStatus({ phase: 2, ...drop });
    assert.deepEqual(world.read(CONTEXT).match(/"status": "\w+"/g)?.[1], '"status": "dropped"');
    assert.match(world.read(`${PLAN}-phase-2.md`), /^\*\*Status:\*\* Dropped$/m);
    assert.match(world.read(CONTEXT), /Phase 2 set by hand from pending to dropped: Nobody asks for it/);
    let status = await world.engine.status();
    assert.deepEqual(
      status.phases.map(({ status: each, dropped, dependsOn }) => ({ each, dropped, dependsOn })),
      [
        { each: 'pending', dropped: undefined, dependsOn: [] },
        { each: 'pending', dropped: true, dependsOn: [1] },
        // What the dropped one waits for is waited for in its place.
        { each: 'pending', dropped: undefined, dependsOn: [1] },
      ],
    );
    assert.deepEqual(
      status.phases.map((phase) => viewPhase(status, phase).state),
      ['ready', 'dropped', 'waiting'],
    );
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 3 }), /waits for phase 1/);
    await completePhase(world, 1);
    land(world, 1);
    status = await world.engine.status();
    assert.deepEqual(status.next?.arguments, [{ phase: 3 }]);
    await world.engine.executePhase();
    assert.equal(branch(world), 'para/implement-user-authentication-phase-3');
    assert.match(world.read(THIRD), /^\*\*Status:\*\* In Progress$/m);
    await world.engine.summarizePhase({ open: 'carry', commit: true });
    assert.match(world.read(CONTEXT), /^Completed: Implement User Authentication$/m);
    land(world, 3);
    status = await world.engine.status();
    assert.deepEqual(
      [status.state, status.problems.filter(({ code }) => code !== 'unticked-criteria')],
      ['complete', []],
    );
    await world.engine.archive();
    assert.match(world.read(`${PLAN}.md`), /^\*\*Status:\*\* Completed$/m);
  });

  it('is read from other words, and taken up again', async () => {
    const world = await worldIn('planned');
    world.write(CONTEXT, world.read(CONTEXT).replace('"pending"', '"cancelled"'));
    assert.equal((await world.engine.status()).phases[0]?.dropped, true);
    await refused(world, 'INVALID_ARGUMENT', () => world.engine.setStatus({ phase: 1, ...drop }), /is dropped already/);
    await world.engine.setStatus({ phase: 1, status: 'pending', reason: 'It is asked for' });
    const [first] = (await world.engine.status()).phases;
    assert.deepEqual([first?.status, first?.dropped, first?.dependsOn], ['pending', undefined, []]);
  });

  it('is completed where a commit says so', async () => {
    const world = await worldIn('planned');
    await completePhase(world, 1);
    land(world, 1);
    world.write(CONTEXT, world.read(CONTEXT).replace('"completed"', '"dropped"'));
    const [first, second] = (await world.engine.status()).phases;
    assert.deepEqual([first?.status, first?.dropped, second?.blockedBy], ['completed', undefined, []]);
  });

  it('is not dropped while its branch says that it runs', async () => {
    const world = await worldIn('started');
    world.git('commit', '--quiet', '--all', '--allow-empty', '--message=wip');
    world.git('switch', '--quiet', 'main');
    await refused(
      world,
      'INVALID_ARGUMENT',
      () => world.engine.setStatus({ phase: 1, ...drop }),
      /the furthest counts/,
    );
  });

  it('is waited for while its own branch has it completed and not merged', async () => {
    const world = await worldIn('planned');
    await completePhase(world, 1);
    world.git('switch', '--quiet', 'main');
    world.write(CONTEXT, world.read(CONTEXT).replace('"pending"', '"dropped"'));
    await refused(world, 'NOT_MERGED', () => world.engine.executePhase({ phase: 2, dirty: 'carry' }));
  });

  it('keeps the plan open while its own branch says that it runs', async () => {
    const world = await worldIn('started');
    world.git('switch', '--quiet', 'main');
    world.write(CONTEXT, world.read(CONTEXT).replaceAll('"pending"', '"dropped"'));
    assert.equal((await world.engine.status()).state, 'executing');
    await refused(world, 'UNFINISHED', () => world.engine.archive());
  });

  it('is shown as set so while it runs and the drop is not committed', async () => {
    const world = await worldIn('started');
    await world.engine.setStatus({ phase: 1, ...drop });
    const [first] = (await world.engine.status()).phases;
    assert.deepEqual([first?.status, first?.dropped], ['in_progress', true]);
    assert.deepEqual((await world.engine.status()).next, {
      title: 'Commit the Status of Phase 1',
      command: 'phasedPlans.commitPlan',
    });
    await world.engine.commitContext();
    const status = await world.engine.status();
    assert.deepEqual([status.phases[0]?.dropped, status.next?.title], [true, 'Approve the Plan']);
  });

  it('never waits for itself', async () => {
    const world = await worldIn('planned');
    const text = world.read(CONTEXT).replace('"phase": 1,', '"phase": 1, "depends_on": [2],');
    world.write(CONTEXT, text.replace('"phase": 2,', '"phase": 2, "depends_on": [1],'));
    await world.engine.setStatus({ phase: 2, ...drop });
    assert.deepEqual((await world.engine.status()).phases[0]?.dependsOn, []);
  });

  it('is not started, alone or among others', async () => {
    const world = await worldIn('planned');
    await world.engine.setStatus({ phase: 1, ...drop });
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 1 }), /is dropped\. Set its status/);
    for (const phase of [2, 3]) await world.engine.setStatus({ phase, ...drop });
    await refused(world, 'PHASE_COMPLETED', () => world.engine.executePhase(), /Archive the plan/);
    await world.engine.archive();
    assert.match(world.read(`${PLAN}.md`), /^\*\*Status:\*\* Dropped$/m);
  });

  it('that ran is told by its own branch, and the next one starts without a question', async () => {
    const world = await worldIn('started');
    await world.engine.setStatus({ phase: 1, ...drop });
    world.git('commit', '--quiet', '--all', '--message=docs: Drop it');
    world.git('switch', '--quiet', 'main');
    const status = await world.engine.status();
    assert.deepEqual([status.phases[0]?.status, status.phases[0]?.dropped], ['pending', true]);
    assert.deepEqual(status.phases[1]?.blockedBy, []);
    await world.engine.executePhase();
    assert.equal(branch(world), 'para/implement-user-authentication-phase-2');
    // Its own branch may be deleted: nobody merges it.
    world.git('branch', '--quiet', '-D', 'para/implement-user-authentication-phase-1');
    const [first] = (await world.engine.status()).phases;
    assert.deepEqual([first?.status, first?.dropped], ['pending', true]);
    assert.match(world.read(CONTEXT), /Phase 1 set by hand from in progress to dropped: Nobody asks for it/);
    assert.equal(world.read(CONTEXT).match(/set by hand/g)?.length, 1);
    const other = await worldIn('started');
    await other.engine.setStatus({ phase: 1, ...drop });
    other.git('commit', '--quiet', '--all', '--message=docs: Drop it');
    await other.engine.executePhase({ phase: 2 });
    assert.equal(branch(other), 'para/implement-user-authentication-phase-2');
  });

  it('is known of the remote’s base branch by one that is behind, until it is taken up again', async () => {
    const world = await worldIn('started');
    for (const phase of [2, 3]) await world.engine.setStatus({ phase, ...drop });
    world.git('commit', '--quiet', '--all', '--message=docs: Drop them');
    world.git('push', '--quiet', 'origin', 'HEAD:main');
    world.git('switch', '--quiet', 'main');
    world.git('branch', '--quiet', '-D', 'para/implement-user-authentication-phase-1');
    const dropped = async () => (await world.engine.status()).phases.map((each) => each.dropped ?? false);
    assert.deepEqual(await dropped(), [false, true, true]);
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 2 }), /Phase 2 is dropped/);
    world.git('merge', '--quiet', '--ff-only', 'origin/main');
    await world.engine.setStatus({ phase: 2, status: 'pending', reason: 'Asked for again' });
    assert.deepEqual(await dropped(), [false, false, true]);
  });

  it('leaves the head of the file to the one that runs beside it', async () => {
    const world = await worldIn('planned', independent);
    world.settings.isolation = 'worktree';
    for (const phase of [1, 2]) await world.engine.executePhase({ phase });
    await world.engine.setStatus({ phase: 2, ...drop });
    assert.match(world.read(CONTEXT), /^Executing: .* Phase 1: [^]*\*\*Branch:\*\* `[^`]*-phase-1`/m);
  });

  it('wins over a side that says nothing new when files are merged', () => {
    const state = (status: string): string =>
      `# Current Work Summary\n\n\`\`\`json\n${JSON.stringify({ active_context: [], phased_execution: { master_plan: 'p.md', phases: [{ phase: 1, status }] } })}\n\`\`\`\n`;
    for (const [ours, theirs] of [
      ['dropped', 'in_progress'],
      ['in_progress', 'dropped'],
    ] as const)
      assert.match(mergeContexts(state(ours), state(theirs), state('in_progress')), /"status":\s*"dropped"/);
    assert.match(mergeContexts(state('dropped'), state('completed'), state('in_progress')), /"status":\s*"completed"/);
  });
});
