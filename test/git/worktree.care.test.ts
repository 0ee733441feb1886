import assert from 'node:assert/strict';
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { CONTEXT, PHASE, TASK, exists, independent, land, refused, same, worldIn } from '../support/hostile';
import { worldAt, type TestWorld } from '../support/world';

const TREE = `.para-worktrees/${TASK}-phase-1`;

async function running(): Promise<TestWorld> {
  const world = await worldIn('planned', independent);
  world.settings.isolation = 'worktree';
  await world.engine.executePhase({ phase: 1 });
  return world;
}

function commitThere(world: TestWorld): void {
  world.write(`${TREE}/src/phase-1.txt`, 'x\n');
  world.git('-C', TREE, 'add', '--all');
  world.git('-C', TREE, 'commit', '--quiet', '--message=feat: One');
}

const problems = async (world: TestWorld): Promise<string[]> =>
  (await world.engine.status()).problems.filter((each) => each.code === 'worktree').map((each) => each.message);

describe('worktree mode: removing', () => {
  it('refuses changes that git was told not to look at, and says which', async () => {
    const world = await running();
    const remove = () => world.engine.removeWorktree({ path: TREE });
    for (const [set, unset] of [
      ['--skip-worktree', '--no-skip-worktree'],
      ['--assume-unchanged', '--no-assume-unchanged'],
    ] as const) {
      world.git('-C', TREE, 'update-index', set, 'README.md');
      world.write(`${TREE}/README.md`, 'my own\n');
      await refused(world, 'DIRTY_TREE', remove, /told not to look at .* README\.md\./);
      world.git('-C', TREE, 'update-index', unset, 'README.md');
      world.git('-C', TREE, 'checkout', '--quiet', '--', 'README.md');
    }
    world.git('-C', TREE, 'update-index', '--skip-worktree', 'README.md');
    await remove();
  });

  it('refuses what is nowhere else, and says what', async () => {
    const world = await running();
    const remove = () => world.engine.removeWorktree({ path: TREE });
    world.write(`${TREE}/mine.txt`, 'mine\n');
    await refused(world, 'DIRTY_TREE', remove, /mine\.txt/);
    await refused(world, 'DIRTY_TREE', () => world.engine.judgeRemoveWorktree({ path: TREE }), /mine\.txt/);
    rmSync(path.join(world.folder, TREE, 'mine.txt'));
    world.write('.git/info/exclude', `${world.read('.git/info/exclude')}.env\n`);
    world.write(`${TREE}/.env`, 'SECRET=1\n');
    await refused(world, 'DIRTY_TREE', remove, /\.env/);
    assert.deepEqual(await world.engine.ignoredInWorktree(TREE), ['.env']);
    rmSync(path.join(world.folder, TREE, '.env'));
    commitThere(world);
    await refused(world, 'NOT_MERGED', remove, /neither pushed nor merged/);
    world.git('worktree', 'lock', TREE);
    await refused(world, 'GIT_FAILED', remove, /locked/);
    for (const other of ['', 'src', '../project', TREE.replace('-1', '-2')])
      await refused(world, 'INVALID_ARGUMENT', () => world.engine.removeWorktree({ path: other }));
  });

  it('leaves the branch, and can be undone', async () => {
    const world = await running();
    commitThere(world);
    world.git('push', '--quiet', 'origin', `${PHASE}-1`);
    const was = world.snapshot();
    assert.deepEqual(await world.engine.removeWorktree({ path: TREE }), { branch: `${PHASE}-1` });
    assert.ok(!exists(world, '.para-worktrees'));
    assert.deepEqual(await problems(world), [
      `The worktree of phase 1, “${TREE}”, is gone. Start the phase again to resume it.`,
    ]);
    await world.engine.undoLast();
    same(world.snapshot(), was);
    assert.deepEqual(await problems(world), []);
  });

  it('goes when the phase is merged, and takes ignored files only when asked to', async () => {
    const world = await running();
    commitThere(world);
    await world.engine.summarizePhase({ open: 'carry' });
    world.git('stash', '--quiet', '--include-untracked');
    land(world, 1, 'squash');
    world.git('stash', 'pop', '--quiet');
    world.write('.git/info/exclude', `${world.read('.git/info/exclude')}build/\n`);
    world.write(`${TREE}/build/out.js`, 'x\n');
    await refused(world, 'DIRTY_TREE', () => world.engine.removeWorktree({ path: TREE }), /build/);
    await world.engine.removeWorktree({ path: TREE, ignored: 'remove' });
    assert.deepEqual(await problems(world), []);
    const [phase] = (await world.engine.status()).phases;
    assert.deepEqual([phase?.merged, phase?.worktree], [true, null]);
  });
});

describe('worktree mode: submodules', () => {
  const allowed = ['-c', 'protocol.file.allow=always'];

  async function withSubmodule(): Promise<TestWorld> {
    const world = await worldIn('planned', independent);
    world.settings.isolation = 'worktree';
    world.git(...allowed, 'submodule', '--quiet', 'add', world.bare, 'libs/part');
    world.git('commit', '--quiet', '--message=feat: Add a part');
    world.git('push', '--quiet');
    return world;
  }
  const fill = (world: TestWorld): string =>
    world.git('-C', TREE, ...allowed, 'submodule', '--quiet', 'update', '--init');

  it('are empty in a new worktree, and the plan of steps says so', async () => {
    const world = await withSubmodule();
    const { steps } = await world.engine.executePhase({ phase: 1 });
    assert.match(steps.join('\n'), /its submodules will be empty until “git submodule update --init” is run there/);
    assert.deepEqual(await world.engine.removeWorktree({ path: TREE }), { branch: `${PHASE}-1` });
  });

  it('keep a worktree from being removed or undone, as their commits would go with it', async () => {
    const world = await withSubmodule();
    await world.engine.executePhase({ phase: 1 });
    fill(world);
    await refused(
      world,
      'GIT_FAILED',
      () => world.engine.removeWorktree({ path: TREE }),
      /There are submodules in .*: libs\/part\..*git worktree remove --force/,
    );
    await refused(world, 'GIT_FAILED', () => world.engine.undoLast(), /can’t be undone: there are submodules in/);
    // Their files may go, their commits stay with the worktree.
    world.git('-C', TREE, 'submodule', '--quiet', 'deinit', '--all');
    await refused(world, 'GIT_FAILED', () => world.engine.removeWorktree({ path: TREE }), /There are submodules in/);
  });
});

describe('worktree mode: what is amiss', () => {
  it('names a worktree that no phase records', async () => {
    const world = await running();
    world.git('worktree', 'add', '--quiet', '-b', 'spare', '.para-worktrees/spare');
    world.write('.para-worktrees/plain/a.txt', 'a\n');
    assert.deepEqual(await world.engine.worktrees(), [
      { path: TREE, branch: `${PHASE}-1`, phase: 1, state: 'used' },
      { path: '.para-worktrees/spare', branch: 'spare', phase: null, state: 'orphaned' },
      { path: '.para-worktrees/plain', branch: null, phase: null, state: 'orphaned' },
    ]);
    assert.equal((await problems(world)).length, 2);
    await world.engine.removeWorktree({ path: '.para-worktrees/spare' });
    assert.equal((await problems(world)).length, 1);
  });

  it('names a worktree in which another branch is checked out', async () => {
    const world = await running();
    world.git('-C', TREE, 'switch', '--quiet', '-c', 'other');
    assert.deepEqual(await problems(world), [
      `Branch “other” is checked out in ${TREE} instead of “${PHASE}-1”. Switch back there.`,
    ]);
    world.git('-C', TREE, 'switch', '--quiet', '--detach');
    assert.match((await problems(world)).join(), /^A detached HEAD is checked out in /);
    await world.engine.summarizePhase({ open: 'carry' });
    assert.deepEqual(await problems(world), []);
  });

  it('finds the worktrees of a repository that was moved, and repairs them', async () => {
    const world = await running();
    const folder = path.join(world.root, 'moved');
    renameSync(world.folder, folder);
    const moved = worldAt(world.root, folder, world.bare, world.settings);
    assert.equal((await moved.engine.status()).phases[0]?.worktree, null);
    assert.deepEqual(await moved.engine.repairWorktrees(), { repaired: [TREE], forgotten: [] });
    assert.equal((await moved.engine.status()).phases[0]?.worktree, TREE);
    assert.equal(moved.git('-C', TREE, 'branch', '--show-current'), `${PHASE}-1`);
  });

  it('has git forget what is gone, and nothing else', async () => {
    const world = await running();
    world.git('worktree', 'add', '--quiet', '-b', 'usb', '../usb');
    for (const gone of [TREE, '../usb']) rmSync(path.join(world.folder, gone), { recursive: true });
    assert.deepEqual(await world.engine.repairWorktrees(), { repaired: [], forgotten: [TREE] });
    assert.match(world.git('worktree', 'list'), /usb/);
    assert.deepEqual(await world.engine.repairWorktrees(), { repaired: [], forgotten: [] });
  });

  it('knows a worktree behind a link to the repository', async () => {
    const world = await running();
    const link = path.join(world.root, 'link');
    symlinkSync(world.folder, link);
    const linked = worldAt(world.root, link, world.bare, world.settings);
    assert.equal((await linked.engine.status()).phases[0]?.worktree, TREE);
    linked.write(`${TREE}/a.txt`, 'a\n');
    await linked.engine.setTodo({ index: 0, done: true, commit: 'feat: A' });
    assert.match(world.read(CONTEXT), /- \[x\] Create users/);
  });

  it('isn’t summarized while its branch has another name, which is told', async () => {
    const world = await running();
    commitThere(world);
    world.git('branch', '--quiet', '--move', `${PHASE}-1`, 'mine');
    const summarize = () => world.engine.summarizePhase({ phase: 1, open: 'carry' });
    const told = new RegExp(`give it its own back first: git branch -m mine ${PHASE}-1`);
    await refused(world, 'PHASE_NOT_STARTED', summarize, told);
    world.git('branch', '--quiet', '--move', 'mine', `${PHASE}-1`);
    const { summary } = await summarize();
    assert.match(world.read(summary), /src\/phase-1\.txt/);
  });
});
