import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createEngine } from '../../src/core/workflow/create';
import { findGitDirs } from '../../src/adapters/disk/gitDirs';
import { findHome } from '../../src/adapters/disk/home';
import {
  CONTEXT,
  PHASE,
  TASK,
  commitAt,
  commitFile,
  exists,
  failed,
  hook,
  independent,
  same,
  statuses,
  worldIn,
} from '../support/hostile';
import { makeWorld, worldAt, type TestWorld } from '../support/world';

const TREE = `.para-worktrees/${TASK}-phase`;

interface Linked {
  /** The workspace folder by its real path. */
  real: TestWorld;
  /** The same folder by a link. */
  linked: TestWorld;
  /** From the workspace folder to the top of its repository. */
  up: string;
}

function link(world: TestWorld, folder: string, inside = ''): TestWorld {
  // Deep enough that the way up from the link leads to where the test may look.
  const name = path.join(world.root, 'some/where/link');
  mkdirSync(path.dirname(name), { recursive: true });
  symlinkSync(folder, name);
  return worldAt(world.root, path.join(name, inside), world.bare, { isolation: 'worktree' });
}

async function topLinked(): Promise<Linked> {
  const real = await worldIn('planned', independent);
  return { real, linked: link(real, real.folder), up: '' };
}

async function inSubfolder(linkTo: 'app' | 'app/web'): Promise<Linked> {
  const top = makeWorld();
  const folder = path.join(top.folder, 'app/web');
  mkdirSync(folder, { recursive: true });
  const real = worldAt(top.root, folder, top.bare);
  await real.engine.init();
  await real.engine.createPlan(independent);
  real.git('add', '--all', '.');
  real.git('commit', '--quiet', '--message=docs: Plan');
  real.git('push', '--quiet');
  return { real, linked: link(real, path.join(top.folder, linkTo), path.relative(linkTo, 'app/web')), up: '../../' };
}

const WAYS: [string, () => Promise<Linked>][] = [
  ['the top of a repository', topLinked],
  ['a folder of a repository', () => inSubfolder('app/web')],
  ['a folder below a linked one', () => inSubfolder('app')],
];

for (const [name, bring] of WAYS) {
  describe(`worktree mode: ${name}, opened by a link`, () => {
    it('starts, shows, ticks, summarizes and removes as by its real path', async () => {
      const { real, linked, up } = await bring();
      const { engine } = linked;
      const { worktree, branch } = await engine.executePhase({ phase: 1 });
      assert.deepEqual([worktree, branch], [`${TREE}-1`, `${PHASE}-1`]);
      assert.ok(exists(real, `${up}${TREE}-1/.git`));
      assert.equal(real.git('branch', '--show-current'), 'main');
      for (const world of [real, linked]) {
        const { phases } = await world.engine.status();
        assert.equal(phases[0]?.worktree, `${TREE}-1`);
        assert.deepEqual(await world.engine.worktrees(), [
          { path: `${TREE}-1`, branch: `${PHASE}-1`, phase: 1, state: 'used' },
        ]);
      }
      real.write(`${up}${TREE}-1/a.txt`, 'a\n');
      await engine.setTodo({ index: 0, done: true, commit: 'feat: A' });
      assert.deepEqual(commitAt(real, `${PHASE}-1`), { subject: 'feat: A', files: ['A a.txt'] });
      assert.match(real.read(CONTEXT), /- \[x\] Create users/);
      await engine.summarizePhase({ open: 'carry' });
      assert.equal(statuses(real)[0], 'completed');
      real.git('push', '--quiet', 'origin', `${PHASE}-1`);
      assert.deepEqual(await engine.removeWorktree({ path: `${TREE}-1` }), { branch: `${PHASE}-1` });
      assert.ok(!exists(real, `${up}.para-worktrees`));
      await engine.undoLast();
      assert.ok(exists(real, `${up}${TREE}-1/a.txt`));
    });

    it('has its repository found, and the plan of a window on its worktree', async () => {
      const { real, linked, up } = await bring();
      await linked.engine.executePhase({ phase: 1 });
      assert.deepEqual(await findGitDirs(linked.folder), await findGitDirs(real.folder));
      const inside = up === '' ? '' : 'app/web';
      const there = path.join(real.root, 'window');
      symlinkSync(path.join(real.folder, up, `${TREE}-1`, inside), there);
      const home = await findHome(there, 'context');
      assert.deepEqual(home, { root: real.folder, worktree: `${TREE}-1` });
      const engine = createEngine({ ...worldAt(real.root, home.root, real.bare).ports, worktree: `${TREE}-1` });
      assert.deepEqual((await engine.status()).branch, { expected: `${PHASE}-1`, actual: `${PHASE}-1` });
    });
  });
}

describe('a folder of a repository, opened by a link', () => {
  it('is taken back in its own place, and nothing beside the link', async () => {
    const { real, linked } = await inSubfolder('app/web');
    const top = worldAt(real.root, path.join(real.root, 'project'), real.bare);
    commitFile(top, 'deleted.txt');
    top.git('push', '--quiet');
    rmSync(path.join(top.folder, 'deleted.txt'));
    top.write('changed.txt', 'mine\n');
    const beside = path.join(real.root, 'deleted.txt');
    writeFileSync(beside, 'somebody’s\n');
    hook(top, 'pre-commit', 'exit 1');
    linked.settings.isolation = 'branch';
    const was = top.snapshot();
    await failed('COMMIT_FAILED', () => linked.engine.executePhase({ phase: 1, dirty: 'stash' }));
    same(top.snapshot(), was);
    assert.ok(existsSync(beside));
  });

  it('has its submodules found before a worktree is removed', async () => {
    const { real, linked, up } = await inSubfolder('app/web');
    const { worktree = '' } = await linked.engine.executePhase({ phase: 1 });
    const there = path.join(real.folder, up, worktree);
    real.git('-C', there, '-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', real.bare, 'sub');
    real.git('-C', there, 'commit', '--quiet', '--message=feat: Submodule');
    real.git('push', '--quiet', 'origin', `${PHASE}-1`);
    await failed(
      'GIT_FAILED',
      () => linked.engine.removeWorktree({ path: worktree }),
      /There are submodules .*: sub\./,
    );
  });
});
