import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import {
  CONTEXT,
  PHASE,
  PLAN,
  failed,
  hook,
  mess,
  pushedByAnother,
  same,
  tip,
  worldIn,
  type Stage,
} from '../support/hostile';
import { authentication, makeWorld, type TestWorld } from '../support/world';

/** Runs an operation, undoes it, and compares everything. */
async function comesBack(
  stage: Stage,
  operate: (world: TestWorld) => Promise<unknown>,
  prepare?: (world: TestWorld) => void,
) {
  const world = await worldIn(stage);
  prepare?.(world);
  const was = world.snapshot();
  await operate(world);
  assert.notDeepEqual(world.snapshot(), was);
  await world.engine.undoLast();
  same(world.snapshot(), was);
  assert.equal(await world.engine.undoable(), null);
}

describe('undoing the last step gives back HEAD, branches, index, files and stash after', () => {
  it('the start of a phase, from a base that was fast-forwarded', () =>
    comesBack(
      'planned',
      ({ engine }) => engine.executePhase(),
      (world) => pushedByAnother(world, { 'src/new.txt': 'new\n' }),
    ));

  it('a start where a hook lets no branch be deleted: it is not asked', async function () {
    if (process.platform === 'win32') this.skip();
    const world = await worldIn('planned');
    hook(world, 'reference-transaction', 'if [ "$1" = prepared ]; then ! grep -q " 0000000.* refs/heads/"; fi');
    const was = world.snapshot();
    await world.engine.executePhase();
    assert.deepEqual(await world.engine.undoLast(), { left: [] });
    same(world.snapshot(), was);
  });

  for (const dirty of ['carry', 'stash'] as const) {
    it(`a start with changes in the tree: ${dirty}`, () =>
      comesBack('planned', ({ engine }) => engine.executePhase({ dirty }), mess));
  }

  it('the commit of a to-do', () =>
    comesBack('started', ({ engine }) => engine.setTodo({ index: 0, done: true, commit: 'feat: Users' }), mess));

  it('a summary, committed', () =>
    comesBack('started', ({ engine }) => engine.summarizePhase({ commit: true, open: 'carry' })));

  it('a summary, not committed', () => comesBack('started', ({ engine }) => engine.summarizePhase({ open: 'carry' })));

  for (const contextFolder of ['context', 'docs/context']) {
    it(`the folders and the file that were made at the beginning: ${contextFolder}`, async () => {
      const world = makeWorld({ settings: { contextFolder } });
      const was = world.snapshot();
      const { created } = await world.engine.init();
      assert.equal(created.length, 6);
      const steps = [`Delete ${contextFolder}/context.md`];
      const last = await world.engine.undoable();
      assert.deepEqual([last?.title, last?.steps], ['Initialize', steps]);
      await world.engine.undoLast();
      same(world.snapshot(), was);
      assert.deepEqual(readdirSync(world.folder).sort(), ['.git', 'README.md']);
    });
  }

  for (const commit of [true, false]) {
    it(`a plan, ${commit ? '' : 'not '}committed`, async () => {
      const world = makeWorld();
      await world.engine.init();
      world.write('staged.txt', 'staged\n');
      world.git('add', 'staged.txt');
      const was = world.snapshot();
      await world.engine.createPlan({ ...authentication, commit });
      await world.engine.undoLast();
      same(world.snapshot(), was);
    });
  }

  it('an approval, and not the plan that was approved', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan(authentication);
    const was = world.snapshot();
    await world.engine.approvePlan();
    await world.engine.undoLast();
    same(world.snapshot(), was);
    assert.equal(await world.ports.runner.last(), null);
    same(world.snapshot(), was);
  });

  it('an approval, committed', () => comesBack('planned', ({ engine }) => engine.approvePlan({ commit: true }), mess));

  it('the commit of an approval that was made without one', async () => {
    const world = await worldIn('planned');
    await world.engine.approvePlan();
    const was = world.snapshot();
    await world.engine.approvePlan({ commit: true });
    assert.equal(world.git('status', '--porcelain'), '');
    assert.match(world.git('log', '-1', '--format=%s'), /^docs: Approve/);
    const committed = tip(world, 'HEAD');
    await world.engine.approvePlan({ commit: true });
    assert.equal(tip(world, 'HEAD'), committed);
    await world.engine.undoLast();
    same(world.snapshot(), was);
  });

  it('a commit of the context', () =>
    comesBack(
      'planned',
      ({ engine }) => engine.commitContext(),
      (world) => {
        mess(world);
        world.write('context/plans/2026-01-01-new.md', '# Plan: New\n');
      },
    ));

  it('a resumption, with a branch that only the remote had', () =>
    comesBack(
      'started',
      ({ engine }) => engine.executePhase({ phase: 1, existingBranch: 'resume' }),
      (world) => {
        world.git('push', '--quiet', 'origin', `${PHASE}-1`);
        world.git('switch', '--quiet', 'main');
        world.git('branch', '--quiet', '-D', `${PHASE}-1`);
      },
    ));

  it('the start of a simple plan', async () => {
    const world = await worldIn('planned');
    await world.engine.archive({ unfinished: 'archive', commit: true });
    await world.engine.createPlan({ task: 'fix-clock', commit: true });
    const was = world.snapshot();
    await world.engine.executePhase({ todos: ['Wind it'] });
    await world.engine.undoLast();
    same(world.snapshot(), was);
  });

  it('a start in a worktree, and the commit of a to-do there', async () => {
    const world = await worldIn('planned');
    world.settings.isolation = 'worktree';
    const before = world.snapshot();
    const { worktree } = await world.engine.executePhase();
    const started = world.snapshot();
    world.write(`${worktree}/work.txt`, 'work\n');
    await world.engine.setTodo({ index: 0, done: true, commit: 'feat: Users' });
    await world.engine.undoLast();
    assert.equal(world.read(`${worktree}/work.txt`), 'work\n');
    rmSync(path.join(world.folder, worktree ?? '', 'work.txt'));
    same(world.snapshot(), started);
    // One step is remembered: the one before can't be undone any more.
    assert.equal(await world.engine.undoable(), null);
    await world.engine.executePhase({ phase: 1 });
    assert.notDeepEqual(world.snapshot(), before);
  });

  it('an archive', () =>
    comesBack('completed', ({ engine }) => engine.archive({ unfinished: 'archive', commit: true })));
});

describe('undoing the last step says what it will do', () => {
  it('in the order in which it does it', async () => {
    const world = await worldIn('planned');
    await world.engine.executePhase();
    const { started, ...last } = (await world.engine.undoable()) ?? { started: '' };
    assert.match(started, /^\d{4}-.*Z$/);
    assert.deepEqual(last, {
      title: 'Start phase 1 (Database Schema & Migrations)',
      steps: [
        'Take back the commit “chore: Initialize execution context for implement-user-authentication-phase-1”',
        `Take back its changes to ${PLAN}-phase-1.md`,
        `Take back its changes to ${CONTEXT}`,
        'Switch back to main',
        `Delete branch ${PHASE}-1`,
      ],
    });
  });

  it('and leaves the one before to be undone where there is nothing to take back', async () => {
    const world = await worldIn('planned');
    world.settings.isolation = 'worktree';
    const { worktree } = await world.engine.executePhase();
    rmSync(path.join(world.folder, worktree ?? ''), { recursive: true });
    assert.deepEqual((await world.engine.repairWorktrees()).forgotten, [worktree]);
    assert.match((await world.engine.undoable())?.title ?? '', /^Start phase 1/);
  });

  it('and offers nothing where nothing was done', async () => {
    const world = await worldIn('planned');
    world.git('clone', '--quiet', world.bare, path.join(world.root, 'other'));
    const { engine } = world.clone('third');
    assert.equal(await engine.undoable(), null);
    await failed('INVALID_ARGUMENT', () => engine.judgeUndo(), /^There is no step to undo/);
    await failed('INVALID_ARGUMENT', () => engine.undoLast(), /^There is no step to undo/);
  });
});

describe('undoing the last step changes nothing once something was built on it', () => {
  const built: [string, (world: TestWorld) => void, Parameters<typeof failed>[0], RegExp][] = [
    [
      'a commit',
      (world) => world.git('commit', '--quiet', '--allow-empty', '-m', 'Mine'),
      'GIT_FAILED',
      /there are commits since\. Take back single commits with “git revert” if you still want to\.$/,
    ],
    ['another branch', (world) => world.git('switch', '--quiet', 'main'), 'GIT_FAILED', /another branch/],
    [
      'an edit of a file it wrote',
      (world) => world.write(CONTEXT, `${world.read(CONTEXT)}\n`),
      'CONTEXT_CHANGED',
      /context\.md/,
    ],
    [
      'something staged',
      (world) => {
        world.write('a', '');
        world.git('add', 'a');
      },
      'GIT_FAILED',
      /staged/,
    ],
    ['a push', (world) => world.git('push', '--quiet', '-u', 'origin', 'HEAD'), 'GIT_FAILED', /pushed/],
  ];
  for (const [what, build, code, message] of built) {
    it(what, async () => {
      const world = await worldIn('planned');
      await world.engine.executePhase();
      build(world);
      const was = world.snapshot();
      await failed(code, () => world.engine.judgeUndo(), message);
      await failed(code, () => world.engine.undoLast(), message);
      same(world.snapshot(), was);
    });
  }

  it('and nothing is changed by judging it', async () => {
    const world = await worldIn('planned');
    await world.engine.executePhase();
    const was = world.snapshot();
    await world.engine.judgeUndo();
    same(world.snapshot(), was);
  });

  it('changes that the switch back would overwrite', async () => {
    const world = await worldIn('planned');
    pushedByAnother(world, { 'README.md': '# Theirs\n' });
    await world.engine.executePhase();
    world.write('README.md', '# Mine\n');
    const was = world.snapshot();
    await failed('DIRTY_TREE', () => world.engine.undoLast(), /README\.md/);
    same(world.snapshot(), was);
  });

  it('keeps changes made since to other files', async () => {
    const world = await worldIn('planned');
    await world.engine.executePhase();
    world.write('README.md', '# Mine\n');
    await world.engine.undoLast();
    assert.equal(world.read('README.md'), '# Mine\n');
    assert.equal(world.git('branch', '--show-current'), 'main');
    assert.equal(tip(world, 'main'), tip(world, 'HEAD'));
  });

  it('a failed operation in between leaves the one before to be undone', async () => {
    const world = await worldIn('planned');
    const was = world.snapshot();
    await world.engine.executePhase();
    await assert.rejects(world.engine.executePhase({ phase: 2 }));
    await world.engine.undoLast();
    same(world.snapshot(), was);
    assert.ok(!existsSync(path.join(world.folder, '.git', 'phased-plans')));
  });
});
