import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { MethodSettings } from '../../src/core/ports';
import { InterruptedEarlier } from '../../src/core/errors';
import { PHASE, branch, failed, independent, same, statuses, tip, worldIn } from '../support/hostile';
import { dieAtStep, runAndDie } from '../support/dying';
import { authentication, makeWorld, worldAt, type TestWorld } from '../support/world';

/** Runs in a process of its own, which ends itself before the commit of a start. */
export async function startAndDie(root: string, folder: string, settings: string): Promise<void> {
  const bare = path.join(root, 'remote.git');
  const world = worldAt(root, folder, bare, JSON.parse(settings) as Partial<MethodSettings>);
  dieAtStep(world, 'commit');
  await world.engine.executePhase({ phase: 1 });
}

const startAndKill = (world: TestWorld): Promise<void> =>
  runAndDie(__filename, 'startAndDie', world.root, world.folder, JSON.stringify(world.settings));

const at = (world: TestWorld, folder: string): TestWorld => worldAt(world.root, folder, world.bare, world.settings);

/** A world whose workspace is a folder below the top of its repository. */
async function below(): Promise<TestWorld> {
  const world = makeWorld({ files: { 'app/main.txt': 'main\n' } });
  const app = at(world, path.join(world.folder, 'app'));
  await app.engine.init();
  await app.engine.createPlan({ ...authentication, commit: true });
  app.git('push', '--quiet');
  return app;
}

/** The same place under another name: what happened to it, and where it is then. */
const moves: { name: string; made: () => Promise<TestWorld>; move: (world: TestWorld) => string }[] = [
  {
    name: 'the folder was renamed',
    made: () => worldIn('planned'),
    move({ folder }) {
      renameSync(folder, `${folder}-renamed`);
      return `${folder}-renamed`;
    },
  },
  {
    name: 'it is opened through a link',
    made: () => worldIn('planned'),
    move({ folder }) {
      symlinkSync(folder, `${folder}-link`);
      return `${folder}-link`;
    },
  },
  {
    name: 'it was opened through a link, and is by its real path',
    async made() {
      const world = await worldIn('planned');
      symlinkSync(world.folder, `${world.folder}-link`);
      return at(world, `${world.folder}-link`);
    },
    move: ({ folder }) => folder.replace(/-link$/, ''),
  },
  {
    name: 'the repository above it was moved',
    made: below,
    move({ root, folder }) {
      mkdirSync(path.join(root, 'elsewhere'));
      renameSync(path.dirname(folder), path.join(root, 'elsewhere', 'moved'));
      return path.join(root, 'elsewhere', 'moved', 'app');
    },
  },
  {
    name: 'the folder was renamed, in worktree mode',
    async made() {
      const world = await worldIn('planned', independent);
      world.settings.isolation = 'worktree';
      return world;
    },
    move({ folder }) {
      renameSync(folder, `${folder}-renamed`);
      return `${folder}-renamed`;
    },
  },
];

describe('faults: a crash in a folder that has another name since', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  for (const { name, made, move } of moves) {
    for (const way of ['restored', 'finished'] as const) {
      it(`${name}: is ${way}`, async () => {
        const world = await made();
        const before = world.snapshot();
        await startAndKill(world);
        const moved = at(world, move(world));
        await failed(
          'GIT_BUSY',
          () => moved.engine.approvePlan({ commit: true }),
          /earlier\. Restore or finish it first/,
        );
        const interrupted = await moved.engine.interrupted();
        assert.equal(interrupted?.gone, false);
        assert.ok(interrupted.finish);
        assert.ok(await moved.engine.previewInterrupted());
        if (way === 'restored') {
          assert.deepEqual(await moved.engine.restoreInterrupted(), { left: [] });
          same(moved.snapshot(), before);
        } else {
          await moved.engine.finishInterrupted();
          assert.deepEqual(statuses(moved), ['in_progress', 'pending', 'pending']);
          assert.match(moved.git('log', '-1', '--format=%s', `${PHASE}-1`), /^chore: Initialize/);
        }
        assert.equal(await moved.engine.interrupted(), null);
      });
    }

    it(`${name}: the last step can be undone`, async () => {
      const world = await made();
      const before = world.snapshot();
      await world.engine.executePhase({ phase: 1 });
      const moved = at(world, move(world));
      assert.match((await moved.engine.undoable())?.title ?? '', /^Start phase 1/);
      await moved.engine.undoLast();
      same(moved.snapshot(), before);
    });
  }

  it('a journal of an earlier version, which knows the path alone', async () => {
    const world = await worldIn('planned');
    const before = world.snapshot();
    await startAndKill(world);
    const file = path.join(world.folder, '.git/phased-plans/journal.json');
    const { standing: _, ...state } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify(state));
    symlinkSync(world.folder, `${world.folder}-link`);
    const moved = at(world, `${world.folder}-link`);
    assert.equal((await moved.engine.interrupted())?.gone, false);
    await moved.engine.restoreInterrupted();
    same(world.snapshot(), before);
  });

  it('a start in a worktree from a folder that is opened through a link', async () => {
    const world = await worldIn('planned', independent);
    symlinkSync(world.folder, `${world.folder}-link`);
    world.settings.isolation = 'worktree';
    const linked = at(world, `${world.folder}-link`);
    const { worktree } = await linked.engine.executePhase({ phase: 1 });
    assert.equal(world.git('-C', worktree ?? '', 'branch', '--show-current'), `${PHASE}-1`);
  });
});

describe('faults: a crash in another folder of the repository', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  async function crashedInWorktree(): Promise<{ world: TestWorld; tree: TestWorld }> {
    const world = await worldIn('planned');
    const folder = path.join(world.root, 'tree');
    world.git('worktree', 'add', '--quiet', '-b', 'other', folder);
    const tree = at(world, folder);
    await startAndKill(tree);
    return { world, tree };
  }

  it('that is there: says where, and leaves it to that one', async () => {
    const { world, tree } = await crashedInWorktree();
    assert.equal(await world.engine.interrupted(), null);
    const error = await failed(
      'GIT_BUSY',
      () => world.engine.approvePlan({ commit: true }),
      /was interrupted earlier in .*tree\. Open that folder, and restore or finish it there first/,
    );
    assert.ok(error instanceof InterruptedEarlier);
    assert.deepEqual(error.elsewhere, { folder: tree.folder, gone: false });
    await failed('GIT_FAILED', () => tree.engine.discardInterrupted(), /Restore it/);
    await world.engine.discardInterrupted();
    assert.equal((await tree.engine.interrupted())?.gone, false);
    await tree.engine.restoreInterrupted();
    assert.equal(branch(tree), 'other');
    await world.engine.approvePlan({ commit: true });
  });

  for (const how of ['deleted', 'removed by git', 'deleted, and another folder is there'] as const) {
    it(`that is gone (${how}): can be looked at and let go, and nothing is changed`, async () => {
      const { world, tree } = await crashedInWorktree();
      if (how === 'removed by git') world.git('worktree', 'remove', '--force', tree.folder);
      else rmSync(tree.folder, { recursive: true });
      if (how.includes('another')) {
        mkdirSync(tree.folder);
        world.git('worktree', 'prune');
      }
      const mine = tip(world, `${PHASE}-1`);
      const before = world.snapshot();
      await failed(
        'GIT_BUSY',
        () => world.engine.approvePlan({ commit: true }),
        /earlier in .*tree\. That folder is gone.*discard it first/,
      );
      const interrupted = await world.engine.interrupted();
      assert.equal(interrupted?.gone, true);
      assert.equal(interrupted.folder, tree.folder);
      assert.ok(interrupted.restore.includes(`Delete branch ${PHASE}-1`));
      assert.match(interrupted.finish?.join() ?? '', /Commit “chore: Initialize/);
      assert.equal(await world.engine.previewInterrupted(), null);
      for (const run of [() => world.engine.restoreInterrupted(), () => world.engine.finishInterrupted()])
        await failed('GIT_BUSY', run, /gone/);
      same(world.snapshot(), before);
      await world.engine.discardInterrupted();
      same(world.snapshot(), { ...before, journal: 'false' });
      assert.equal(tip(world, `${PHASE}-1`), mine);
      assert.equal(await world.engine.interrupted(), null);
      await world.engine.approvePlan({ commit: true });
    });
  }

  it('the last step of one that is gone is not offered, and in nobody’s way', async () => {
    const world = await worldIn('planned');
    const folder = path.join(world.root, 'tree');
    world.git('worktree', 'add', '--quiet', '-b', 'other', folder);
    await at(world, folder).engine.executePhase();
    rmSync(folder, { recursive: true });
    assert.equal(await world.engine.undoable(), null);
    await world.engine.approvePlan({ commit: true });
    assert.match((await world.engine.undoable())?.title ?? '', /Approve/);
  });
});
