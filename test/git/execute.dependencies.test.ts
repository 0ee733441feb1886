import assert from 'node:assert/strict';
import {
  CONTEXT,
  PHASE,
  PLAN,
  SUMMARY,
  WAYS,
  branch,
  commitAt,
  commitFile,
  firstCommit,
  independent,
  land,
  pushedByAnother,
  refused,
  statuses,
  tip,
  worldIn,
} from '../support/hostile';
import { authentication, completePhase, makeWorld, work } from '../support/world';

describe('executePhase: the phases it waits for', () => {
  it('is refused before the phase it depends on is done', async () => {
    const world = await worldIn('planned');
    await refused(
      world,
      'PHASE_BLOCKED',
      () => world.engine.executePhase({ phase: 2 }),
      /waits for phase 1.*origin\/main|waits for phase 1.*main/,
    );
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 3, unmerged: 'continue' }));
  });

  it('names every phase that is open', async () => {
    const world = await worldIn('planned', {
      ...independent,
      phases: (independent.phases ?? []).map((each, index) => ({ ...each, dependsOn: index === 2 ? [1, 2] : [] })),
    });
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 3 }), /phase 1, 2/);
  });

  it('is refused while the phase before runs, on that branch and on the base', async () => {
    const world = await worldIn('started');
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 2 }));
    world.git('switch', '--quiet', 'main');
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 2 }));
  });

  it('is refused when the phase before is done and not merged, saying what was compared', async () => {
    const world = await worldIn('completed');
    const [own, base] = [tip(world, `${PHASE}-1`).slice(0, 8), tip(world, 'main').slice(0, 8)];
    const { message } = await refused(world, 'NOT_MERGED', () => world.engine.executePhase({ phase: 2 }));
    for (const part of [`${PHASE}-1`, own, base, 'main']) assert.ok(message.includes(part), message);
    world.git('switch', '--quiet', 'main');
    await refused(world, 'NOT_MERGED', () => world.engine.executePhase({ phase: 2 }));
    await refused(world, 'NOT_MERGED', () => world.engine.executePhase());
  });

  it('goes on unmerged when told to, and keeps the phase before completed', async () => {
    const world = await worldIn('completed');
    const done = await world.engine.executePhase({ phase: 2, unmerged: 'continue' });
    assert.equal(done.branch, `${PHASE}-2`);
    assert.equal(tip(world, 'HEAD^'), tip(world, 'main'));
    assert.deepEqual(statuses(world), ['completed', 'in_progress', 'pending']);
  });

  it('brings the plan along when only the branch of the phase before has it', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan(authentication);
    await completePhase(world, 1);
    const plans = ['-phase-1.md', '-phase-2.md', '-phase-3.md', '.md'].map((end) => `${PLAN}${end}`);
    const before = plans.map((file) => world.read(file));
    await world.engine.executePhase({ phase: 2, unmerged: 'continue' });
    assert.equal(tip(world, 'HEAD^'), tip(world, 'main'));
    assert.deepEqual(
      commitAt(world).files,
      [CONTEXT, ...plans, `${SUMMARY}-phase-1-summary.md`].map((file) => `A ${file}`).sort(),
    );
    before[1] = before[1]?.replace('**Status:** Pending', '**Status:** In Progress') ?? '';
    assert.deepEqual(
      plans.map((file) => world.read(file)),
      before,
    );
    assert.equal(world.git('status', '--porcelain'), '');
    await world.engine.undoLast();
    assert.equal(branch(world), `${PHASE}-1`);
    assert.equal(world.git('status', '--porcelain'), '');
  });

  it('is refused when the phase before was merged and never summarized', async () => {
    const world = await worldIn('started');
    await work(world, 'src/phase-1.txt');
    land(world, 1);
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 2 }));
  });

  it('starts when the phase before was merged first and summarized on its branch then', async () => {
    const world = await worldIn('started');
    await work(world, 'src/phase-1.txt');
    land(world, 1);
    world.git('switch', '--quiet', `${PHASE}-1`);
    const { summary } = await world.engine.summarizePhase({ commit: true, open: 'carry' });
    const text = world.read(summary);
    for (const from of ['main', `${PHASE}-1`]) {
      world.git('switch', '--quiet', from);
      await world.engine.executePhase({ phase: 2, dryRun: true });
    }
    world.git('switch', '--quiet', 'main');
    await world.engine.executePhase({ phase: 2 });
    assert.equal(tip(world, 'HEAD^'), tip(world, 'origin/main'));
    assert.deepEqual(statuses(world), ['completed', 'in_progress', 'pending']);
    assert.match(world.read(CONTEXT), /"completed_summaries": \[\n {4}"context\/summaries/);
    // It stands on the branch of phase 1 alone; without it, this branch would name a file that isn't there.
    assert.equal(world.read(summary), text);
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`, `M ${PLAN}-phase-2.md`, `A ${summary}`]);
    assert.equal(world.git('status', '--porcelain'), '');
  });

  it('starts when it was squash-merged first and summarized then', async () => {
    const world = await worldIn('started');
    await work(world, 'src/phase-1.txt');
    land(world, 1, 'squash');
    world.git('switch', '--quiet', `${PHASE}-1`);
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    await world.engine.executePhase({ phase: 2 });
    assert.deepEqual(statuses(world), ['completed', 'in_progress', 'pending']);
  });

  it('takes an unmerged branch that changed nothing but the context folder for unmerged', async () => {
    const world = await worldIn('started');
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    await refused(world, 'NOT_MERGED', () => world.engine.executePhase({ phase: 2 }));
  });

  it('carries a summary that was never committed into the first commit', async () => {
    const world = await worldIn('started');
    await work(world, 'src/phase-1.txt');
    land(world, 1);
    world.git('switch', '--quiet', `${PHASE}-1`);
    await world.engine.summarizePhase({ open: 'carry' });
    await world.engine.executePhase({ phase: 2 });
    assert.deepEqual(commitAt(world), {
      subject: firstCommit(2),
      files: [`M ${CONTEXT}`, `M ${PLAN}-phase-1.md`, `M ${PLAN}-phase-2.md`, `A ${SUMMARY}-phase-1-summary.md`],
    });
    assert.deepEqual(statuses(world), ['completed', 'in_progress', 'pending']);
    assert.equal(world.git('status', '--porcelain'), '');
  });
});

describe('executePhase: the ways a phase reaches the base', () => {
  for (const way of WAYS) {
    it(`${way}: starts the next one`, async () => {
      const world = await worldIn('completed');
      land(world, 1, way);
      const { steps } = await world.engine.executePhase({ phase: 2 });
      assert.match(steps[0] ?? '', /^Phase 1: /);
      assert.equal(branch(world), `${PHASE}-2`);
      assert.equal(tip(world, 'HEAD^'), tip(world, 'main'));
      assert.deepEqual(statuses(world), ['completed', 'in_progress', 'pending']);
      assert.deepEqual(commitAt(world), { subject: firstCommit(2), files: [`M ${CONTEXT}`, `M ${PLAN}-phase-2.md`] });
    });

    it(`${way}: starts the next one with the branch deleted here and on the remote`, async () => {
      const world = await worldIn('completed');
      world.git('push', '--quiet', 'origin', `${PHASE}-1`);
      land(world, 1, way);
      world.git('branch', '--quiet', '-D', `${PHASE}-1`);
      await world.engine.executePhase({ phase: 2, dryRun: true });
      world.git('push', '--quiet', 'origin', '--delete', `${PHASE}-1`);
      world.git('fetch', '--quiet', '--prune');
      await world.engine.executePhase({ phase: 2 });
      assert.deepEqual(statuses(world), ['completed', 'in_progress', 'pending']);
    });
  }

  it('refuses when the branch is gone and the base says nothing of it', async () => {
    const world = await worldIn('completed');
    const text = world.read(CONTEXT);
    world.git('switch', '--quiet', 'main');
    world.git('branch', '--quiet', '-D', `${PHASE}-1`);
    world.write(CONTEXT, text);
    await refused(world, 'NOT_MERGED', () => world.engine.executePhase({ phase: 2 }), /no branch of it is left/);
  });

  it('believes an entry that says its pull request was merged', async () => {
    const world = await worldIn('completed');
    commitFile(world, CONTEXT, world.read(CONTEXT).replace('"status": "completed"', '"status": "merged"'));
    const { steps } = await world.engine.executePhase({ phase: 2 });
    assert.match(steps[0] ?? '', /recorded as merged/);
  });

  it('sees a squash merge made on the remote, after a fetch', async () => {
    const world = await worldIn('completed');
    const file = 'src/phase-1.txt';
    pushedByAnother(world, { [file]: world.read(file), 'src/other.txt': 'other\n' });
    const { steps } = await world.engine.executePhase({ phase: 2 });
    assert.match(steps[0] ?? '', /as one commit/);
    assert.equal(tip(world, 'HEAD^'), tip(world, 'origin/main'));
  });

  it('starts a phase that waits for none while another is done and unmerged', async () => {
    const world = await worldIn('completed', independent);
    await world.engine.executePhase({ phase: 2 });
    assert.equal(statuses(world)[1], 'in_progress');
  });

  it('finds merged what a branch with a later merge of the base brought', async () => {
    const world = await worldIn('completed');
    world.git('switch', '--quiet', 'main');
    commitFile(world, 'src/base.txt');
    world.git('switch', '--quiet', `${PHASE}-1`);
    world.git('merge', '--quiet', '--no-edit', 'main');
    land(world, 1, 'squash');
    await world.engine.executePhase({ phase: 2 });
    assert.equal(branch(world), `${PHASE}-2`);
  });
});
