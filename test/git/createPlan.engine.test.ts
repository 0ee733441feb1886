import assert from 'node:assert/strict';
import { parseContext } from '../../src/core/context/parse';
import { CONTEXT, PLAN, branch, changes, commitAt, hook, refused, statuses, worldIn } from '../support/hostile';
import { authentication, makeWorld } from '../support/world';

describe('createPlan', () => {
  const phases = [{ name: 'One' }, { name: 'Two' }];

  it('refuses a file that exists before an unfinished plan', async () => {
    const world = await worldIn('planned');
    await refused(world, 'PLAN_EXISTS', () => world.engine.createPlan(authentication));
    await refused(world, 'UNFINISHED', () => world.engine.createPlan({ task: 'other' }));
    world.write('context/plans/2025-12-18-third-phase-2.md', 'mine\n');
    await refused(world, 'PLAN_EXISTS', () => world.engine.createPlan({ task: 'third', date: '2025-12-18', phases }));
  });

  it('refuses dependencies that make no sense', async () => {
    const world = makeWorld();
    await world.engine.init();
    for (const dependsOn of [[3], [2], ['x'], [0]]) {
      const draft = { task: 'x', phases: [{ name: 'One' }, { name: 'Two', dependsOn }] };
      await refused(world, 'INVALID_ARGUMENT', () => world.engine.createPlan(draft));
    }
    const blank = { task: 'x', phases: [{ name: ' \n ' }] };
    await refused(world, 'INVALID_ARGUMENT', () => world.engine.createPlan(blank));
    await refused(world, 'INVALID_ARGUMENT', () => world.engine.createPlan({ task: 'x', date: '2025-02-30' }));
    await refused(world, 'INVALID_ARGUMENT', () => world.engine.createPlan({ task: 'x', date: '../../x' }));
  });

  it('refuses names that no file or branch can have', async () => {
    const world = makeWorld();
    await world.engine.init();
    for (const task of ['', '   ', '🎉', '../..', '-', '.', 'x'.repeat(81), 'fix phase 2', 'con']) {
      await refused(world, 'INVALID_ARGUMENT', () => world.engine.createPlan({ task }));
    }
  });

  it('makes a safe name of a hostile one, and starts it', async () => {
    const hostile = [
      '../../etc/passwd',
      '-rf --all',
      'a.lock',
      'x\n# Injected\n',
      '$(touch pwned) `x`',
      'HEAD',
      'a~^:?*[\\b',
    ];
    for (const task of hostile) {
      const world = makeWorld();
      await world.engine.init();
      const { files } = await world.engine.createPlan({
        task,
        date: '2025-12-18',
        phases: [{ name: `A\n## ${task}`, steps: [task] }],
      });
      for (const file of files) assert.match(file, /^context\/plans\/2025-12-18-[a-z0-9-]+\.md$/);
      await world.engine.executePhase();
      assert.match(branch(world), /^para\/[a-z0-9-]+-phase-1$/);
      assert.equal((await world.engine.status()).todos.length, 1, task);
      assert.deepEqual(changes(world), []);
    }
  });

  it('commits exactly its files, on a branch without a commit too', async () => {
    const world = makeWorld({ repository: false });
    world.git('init', '--quiet', '--initial-branch=main');
    world.git('config', 'user.name', 'Ada');
    world.git('config', 'user.email', 'ada@example.com');
    await world.engine.init();
    world.git('add', 'README.md');
    hook(world, 'pre-commit', 'exit 1');
    const draft = { task: 'first', date: '2025-12-18', commit: true, phases };
    await refused(world, 'COMMIT_FAILED', () => world.engine.createPlan(draft));
    hook(world, 'pre-commit', 'exit 0');
    await world.engine.createPlan(draft);
    assert.deepEqual(commitAt(world), {
      subject: 'docs: Plan First',
      files: [
        `A ${CONTEXT}`,
        'A context/plans/2025-12-18-first-phase-1.md',
        'A context/plans/2025-12-18-first-phase-2.md',
        'A context/plans/2025-12-18-first.md',
      ],
    });
    assert.deepEqual(changes(world), ['A  README.md']);
    await world.engine.executePhase({ todos: ['A'], dirty: 'carry' });
    assert.deepEqual(changes(world), ['A  README.md']);
  });

  it('leaves what a finished plan left behind', async () => {
    const world = await worldIn('completed', { ...authentication, phases: (authentication.phases ?? []).slice(0, 1) });
    await world.engine.createPlan({ task: 'next', date: '2025-12-18', phases });
    assert.deepEqual(parseContext(world.read(CONTEXT)).state?.activeContext.includes(`${PLAN}.md`), false);
    assert.deepEqual(statuses(world), ['pending', 'pending']);
  });
});
