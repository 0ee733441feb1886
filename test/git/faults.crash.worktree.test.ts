import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { HOOKS, crash, messyWorld } from '../support/crashing';
import {
  PHASE,
  TASK,
  branch,
  commitAt,
  failed,
  firstCommit,
  hook,
  same,
  statuses,
  tip,
  unhook,
} from '../support/hostile';
import { worldAt, type TestWorld } from '../support/world';

export { startIn } from '../support/crashing';

describe('faults: a crash in the middle of a start in a worktree', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  const worktree = `.para-worktrees/${TASK}-phase-1`;
  /** The steps: exclude, add, write, commit. Then where git and its hooks are cut off in the middle of one. */
  const cuts: { name: string; killBefore?: number; hook?: string }[] = [
    ...[1, 2, 3, 4].map((step) => ({ name: `before step ${step}`, killBefore: step })),
    ...HOOKS.map((name) => ({ name, hook: name })),
  ];

  async function interrupted(cut: (typeof cuts)[number]): Promise<{ world: TestWorld; was: Record<string, string> }> {
    const world = await messyWorld();
    world.settings.isolation = 'worktree';
    const was = world.snapshot();
    if (cut.hook) hook(world, cut.hook, `kill -9 -$(cat '${world.root}/pid')`);
    assert.ok(await crash(world, cut.killBefore ? { killBefore: cut.killBefore } : {}));
    if (cut.hook) unhook(world, cut.hook);
    return { world: worldAt(world.root, world.folder, world.bare, world.settings), was };
  }

  for (const cut of cuts) {
    it(`${cut.name}: is restored`, async () => {
      const { world, was } = await interrupted(cut);
      assert.match((await world.engine.interrupted())?.title ?? '', /^Start phase 1/);
      await world.engine.restoreInterrupted();
      same(world.snapshot(), was);
      assert.equal(await world.engine.interrupted(), null);
    });

    it(`${cut.name}: is finished`, async () => {
      const { world, was } = await interrupted(cut);
      // Git's own lock in the worktree is of a process that is gone.
      rmSync(path.join(world.folder, '.git/worktrees', path.basename(worktree), 'index.lock'), { force: true });
      await world.engine.finishInterrupted();
      assert.deepEqual(commitAt(world, `${PHASE}-1`), { subject: firstCommit(1), files: [] });
      assert.equal(tip(world, `${PHASE}-1^`), tip(world, 'origin/main'));
      assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
      assert.equal(world.git('-C', worktree, 'status', '--porcelain', '--branch'), `## ${PHASE}-1`);
      assert.equal(world.snapshot().index, was.index);
      assert.equal(branch(world), 'main');
    });
  }

  it('leaves what somebody wrote into the worktree since', async () => {
    const { world } = await interrupted({ name: 'post-commit', hook: 'post-commit' });
    world.write(`${worktree}/mine.txt`, 'mine\n');
    world.write(`${worktree}/README.md`, '# Mine\n');
    await world.engine.restoreInterrupted();
    assert.equal(world.read(`${worktree}/mine.txt`), 'mine\n');
    assert.equal(world.read(`${worktree}/README.md`), '# Mine\n');
    assert.equal(world.git('branch', '--list', `${PHASE}-1`), '');
    await failed('WRITE_FAILED', () => world.engine.executePhase(), /in the way/);
  });
});
