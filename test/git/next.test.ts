import assert from 'node:assert/strict';
import { createEngine } from '../../src/core/workflow/create';
import { commitFile, failed } from '../support/hostile';
import { completePhase, makeWorld, plannedWorld, work, type TestWorld } from '../support/world';

const title = async (world: TestWorld): Promise<string | undefined> => (await world.engine.status()).next?.title;

/** A forge that pushes and says where the pull request is. */
function withForge(world: TestWorld, url: string): TestWorld {
  const ports = {
    ...world.ports,
    forge: {
      ...world.ports.forge,
      createPullRequest: async ({ branch }: { branch: string }) => {
        world.git('push', '--quiet', '--set-upstream', 'origin', branch);
        return { url, created: true, kind: 'created' as const };
      },
    },
  };
  return { ...world, ports, engine: createEngine(ports) };
}

async function simpleWorld(remote: boolean): Promise<TestWorld> {
  return plannedWorld({ remote }, { task: 'fix-it', date: '2025-12-18' });
}

/** Starts the simple plan, works on it and summarizes it. */
async function completeSimple(world: TestWorld): Promise<void> {
  await world.engine.approvePlan({ commit: true });
  await world.engine.executePhase({ todos: ['Fix it'] });
  await work(world, 'src/fix.txt');
  await world.engine.summarizePhase({ commit: true, open: 'carry' });
}

describe('the next step without a remote', () => {
  it('is the merge of a completed phase, and never the start of one that waits for it', async () => {
    const world = await plannedWorld({ remote: false });
    await world.engine.approvePlan({ commit: true });
    assert.equal(await title(world), 'Start Phase 1');
    await completePhase(world, 1);
    assert.deepEqual((await world.engine.status()).next, {
      title: 'Merge Phase 1 into main',
      command: 'phasedPlans.createPullRequest',
      arguments: [{ phase: 1 }],
    });
    world.git('switch', '--quiet', 'main');
    assert.equal(await title(world), 'Merge Phase 1 into main');
    world.git('merge', '--quiet', 'para/implement-user-authentication-phase-1');
    assert.equal(await title(world), 'Start Phase 2');
  });

  it('is the merge of the last phase before the plan is archived', async () => {
    const world = await plannedWorld({ remote: false }, { task: 'one', phases: [{ name: 'Only', steps: ['A'] }] });
    await completePhase(world, 1);
    assert.equal(await title(world), 'Merge Phase 1 into main');
    world.git('switch', '--quiet', 'main');
    world.git('merge', '--quiet', '--squash', 'para/one-phase-1');
    world.git('commit', '--quiet', '--message=feat: One');
    assert.equal(await title(world), 'Archive the Plan');
  });

  it('is the merge of a summarized simple plan before it is archived', async () => {
    const world = await simpleWorld(false);
    await completeSimple(world);
    const { next, plan } = await world.engine.status();
    assert.deepEqual(next, { title: 'Merge the Plan into main', command: 'phasedPlans.createPullRequest' });
    assert.deepEqual([plan?.branch, plan?.merged, plan?.pr], ['para/fix-it', false, null]);
    world.git('switch', '--quiet', 'main');
    assert.equal(await title(world), 'Merge the Plan into main');
    world.git('merge', '--quiet', 'para/fix-it');
    assert.equal(await title(world), 'Archive the Plan');
    assert.equal((await world.engine.status()).plan?.merged, true);
  });

  it('is the merge of a simple plan whose summary isn’t committed', async () => {
    const world = await simpleWorld(false);
    await world.engine.executePhase({ todos: ['Fix it'] });
    await work(world, 'src/fix.txt');
    await world.engine.summarizePhase();
    assert.equal(await title(world), 'Merge the Plan into main');
  });
});

describe('the next step with a remote', () => {
  it('waits for the merge once there is a pull request, and tells of commits that it lacks', async () => {
    const world = withForge(await plannedWorld(), 'https://github.com/o/r/pull/7');
    await world.engine.approvePlan({ commit: true });
    await completePhase(world, 1);
    assert.equal(await title(world), 'Create a Pull Request for Phase 1');
    await world.engine.createPullRequest({ phase: 1 });
    const { next, phases } = await world.engine.status();
    assert.deepEqual(next, {
      title: 'Waiting for the Merge of Phase 1',
      command: 'phasedPlans.openPullRequest',
      arguments: [{ phase: 1 }],
    });
    const pr = { url: 'https://github.com/o/r/pull/7', number: 7, state: 'open' };
    assert.deepEqual(
      phases.map((each) => each.pr),
      [pr, null, null],
    );
    commitFile(world, 'src/more.txt');
    assert.equal(await title(world), 'Update the Pull Request for Phase 1');
    world.git('push', '--quiet', 'origin', 'HEAD');
    assert.equal(await title(world), 'Waiting for the Merge of Phase 1');

    const other = world.clone('other');
    other.git('merge', '--quiet', 'origin/para/implement-user-authentication-phase-1');
    other.git('push', '--quiet');
    await world.engine.fetch();
    const merged = await world.engine.status();
    assert.equal(merged.next?.title, 'Start Phase 2');
    assert.deepEqual([merged.phases[0]?.merged, merged.phases[0]?.pr], [true, null]);
  });

  it('waits for the merge of a simple plan likewise', async () => {
    const world = withForge(await simpleWorld(true), 'https://example.com/o/r/compare/main...fix');
    await completeSimple(world);
    assert.equal(await title(world), 'Create a Pull Request');
    await world.engine.createPullRequest();
    const { next, plan } = await world.engine.status();
    assert.deepEqual(next, { title: 'Waiting for the Merge of the Plan', command: 'phasedPlans.openPullRequest' });
    assert.deepEqual(plan?.pr, { url: 'https://example.com/o/r/compare/main...fix', number: null, state: 'begun' });
    assert.deepEqual(
      [...((await world.ports.pullRequests?.read()) ?? [])],
      [['para/fix-it', { url: plan?.pr?.url, tip: world.git('rev-parse', 'para/fix-it') }]],
    );
  });

  it('goes by nothing that was noted of another branch of that name, and by no broken note', async () => {
    const world = await simpleWorld(true);
    await completeSimple(world);
    const noted = { url: 'https://example.com/1', tip: world.git('rev-parse', 'HEAD~1') };
    await world.ports.pullRequests?.note('para/fix-it', noted);
    assert.equal(await title(world), 'Update the Pull Request');
    await world.ports.pullRequests?.note('para/fix-it', { ...noted, tip: '0123456789012345678901234567890123456789' });
    assert.equal(await title(world), 'Create a Pull Request');
    for (const text of ['', '[', '[]', 'null', '{"para/fix-it":{"url":"file:///etc/passwd","tip":"1"}}', '{"a":1}']) {
      world.write('.git/phased-plans-pull-requests.json', text);
      assert.equal(await title(world), 'Create a Pull Request');
    }
  });
});

describe('the next step of a plan that was completed and merged elsewhere', () => {
  const completedElsewhere = async (plan: Parameters<typeof plannedWorld>[1]): Promise<TestWorld> => {
    const world = await plannedWorld({}, plan);
    world.git('branch', '--quiet', 'old');
    await world.engine.executePhase({ todos: ['Fix it'] });
    await work(world, 'src/fix.txt');
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    world.git('push', '--quiet', 'origin', 'HEAD:main');
    world.git('switch', '--quiet', 'main');
    return world;
  };

  for (const plan of [{ task: 'fix-it' }, { task: 'one', phases: [{ name: 'Only', steps: ['A'] }] }]) {
    it(`is to pull it: ${plan.task}`, async () => {
      const world = await completedElsewhere(plan);
      assert.deepEqual((await world.engine.status()).next, { title: 'Pull main', command: 'git.pull' });
      await failed(
        'UNFINISHED',
        () => world.engine.archive(),
        /is completed, .* hasn’t heard of it\. Switch to main and pull, then/,
      );
      world.git('switch', '--quiet', 'old');
      const toMain = { title: 'Switch to main', command: 'git.checkout', arguments: [null, 'main'] };
      assert.deepEqual((await world.engine.status()).next, toMain);
      await failed('UNFINISHED', () => world.engine.archive(), /Switch to main and pull, then archive it/);
      world.git('switch', '--quiet', 'main');
      world.git('pull', '--quiet');
      assert.equal(await title(world), 'Archive the Plan');
      await world.engine.archive();
    });
  }

  for (const plan of [{ task: 'fix-it' }, { task: 'one', phases: [{ name: 'Only', steps: ['A'] }] }]) {
    it(`is to pull it where nothing here has heard of it, never to go back to its branch: ${plan.task}`, async () => {
      const world = await completedElsewhere(plan);
      // As where the plan itself came with the first pull request.
      world.git('reset', '--quiet', '--hard', world.git('rev-list', '--max-parents=0', 'HEAD').trim());
      assert.deepEqual((await world.engine.status()).next, { title: 'Pull main', command: 'git.pull' });
      world.git('pull', '--quiet');
      assert.equal(await title(world), 'Archive the Plan');
    });
  }
});

describe('the next step of a phase that was merged while it ran, its branch gone', () => {
  it('is to pull it, not to summarize what nothing here has', async () => {
    const world = await plannedWorld();
    await world.engine.executePhase();
    world.git('push', '--quiet', 'origin', 'HEAD:main');
    world.git('switch', '--quiet', 'main');
    world.git('branch', '--quiet', '-D', 'para/implement-user-authentication-phase-1');
    assert.deepEqual((await world.engine.status()).next, { title: 'Pull main', command: 'git.pull' });
    world.git('pull', '--quiet');
    assert.equal(await title(world), 'Switch to para/implement-user-authentication-phase-1');
  });
});

describe('the next step where another branch has the plan', () => {
  const startedOnly = async (isInitialized: boolean): Promise<TestWorld> => {
    const world = makeWorld();
    await world.engine.init();
    if (isInitialized) commitFile(world, 'context/context.md', world.read('context/context.md'));
    await world.engine.createPlan({ task: 'fix-it' });
    await world.engine.executePhase({ todos: ['Fix it'], dirty: 'carry' });
    world.git('switch', '--quiet', 'main');
    return world;
  };

  for (const isInitialized of [false, true]) {
    it(`is to switch to it: main is ${isInitialized ? '' : 'not '}initialized`, async () => {
      const world = await startedOnly(isInitialized);
      const { state, next } = await world.engine.status();
      assert.equal(state, isInitialized ? 'idle' : 'uninitialized');
      assert.deepEqual(next, {
        title: 'Switch to para/fix-it',
        command: 'git.checkout',
        arguments: [null, 'para/fix-it'],
      });
    });
  }

  it('is none of a plan that was archived', async () => {
    const world = await startedOnly(false);
    world.git('merge', '--quiet', 'para/fix-it');
    await world.engine.archive({ unfinished: 'archive', commit: true });
    assert.equal(await title(world), 'Create a Plan');
  });
});

describe('the next step of a plan that nobody has approved', () => {
  it('is to approve it, a plan without a status line included', async () => {
    const world = await plannedWorld();
    assert.equal(await title(world), 'Approve the Plan');
    const file = 'context/plans/2025-12-18-implement-user-authentication.md';
    for (const [written, wanted] of [
      ['**Status:** ✅ Approved\n', 'Start Phase 1'],
      ['**Status:** Draft\n', 'Approve the Plan'],
      ['', 'Approve the Plan'],
    ] as const) {
      world.write(file, world.read(file).replace(/\*\*Status:\*\*.*\n/, written));
      assert.equal(await title(world), wanted);
    }
  });

  it('is that, too, where a phase is completed already, and what starts asks', async () => {
    const world = makeWorld();
    await world.engine.init();
    const [plan] = await world.engine.readPlans({
      text: '# X\n\n## Phase 1: A\n\n- [x] B\n\n## Phase 2: C\n\n- [ ] D\n',
    });
    assert.ok(plan);
    await world.engine.importRead(plan, { completed: [1] });
    assert.deepEqual((await world.engine.status()).next, {
      title: 'Approve the Plan',
      command: 'phasedPlans.approvePlan',
    });
    await world.engine.approvePlan();
    assert.equal(await title(world), 'Start Phase 2');
  });

  it('is understood in other tongues, and what isn’t understood is nobody’s to judge', async () => {
    const world = await plannedWorld();
    const file = 'context/plans/2025-12-18-implement-user-authentication.md';
    for (const [written, wanted] of [
      ['**ステータス：** レビュー中\n', 'Approve the Plan'],
      ['**ステータス：** 承認済み\n', 'Start Phase 1'],
      ['**Status:** Blessed\n', 'Start Phase 1'],
    ] as const) {
      world.write(file, world.read(file).replace(/\*\*[^*]+\*\*.*\n(?=\*\*Type)/, written));
      assert.equal(await title(world), wanted, written);
    }
  });
});

describe('a simple plan, seen from the base', () => {
  it('runs on its branch, and is not shown as planned', async () => {
    const world = await simpleWorld(true);
    await world.engine.executePhase({ todos: ['Fix it'] });
    world.git('switch', '--quiet', 'main');
    const { state, next, plan } = await world.engine.status();
    assert.deepEqual([state, plan?.branch], ['executing', 'para/fix-it']);
    assert.deepEqual(next, {
      title: 'Switch to para/fix-it',
      command: 'phasedPlans.executePhase',
      arguments: [{ existingBranch: 'resume' }],
    });
  });

  it('has nothing to merge outside a repository', async () => {
    const world = makeWorld({ repository: false });
    await world.engine.init();
    await world.engine.createPlan({ task: 'fix' });
    assert.equal(await title(world), 'Approve the Plan');
  });
});
