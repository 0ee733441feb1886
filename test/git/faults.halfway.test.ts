import assert from 'node:assert/strict';
import fs, { appendFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { momentaryName } from '../../src/adapters/writing/names';
import { die, dieAtGit, dieAtStep, runAndDie } from '../support/dying';
import {
  CONTEXT,
  PHASE,
  branch,
  changes,
  failed,
  hook,
  same,
  statuses,
  tip,
  unhook,
  worldIn,
} from '../support/hostile';
import { worldAt, type TestWorld } from '../support/world';
import { leftovers } from '../support/writers';

const again = (world: TestWorld): TestWorld => worldAt(world.root, world.folder, world.bare, world.settings);

/** A start that fails and can't be taken back whole, since HEAD is locked by then. */
async function halfTakenBack(): Promise<{ world: TestWorld; before: Record<string, string> }> {
  const world = await worldIn('planned');
  const before = world.snapshot();
  hook(world, 'pre-commit', 'touch .git/HEAD.lock; echo no >&2; exit 1');
  const run = () => world.engine.executePhase();
  const { message } = await failed('GIT_FAILED', run, /could not be taken back whole.*restore it when that is fixed/);
  assert.doesNotMatch(message, /as it was before/);
  unhook(world, 'pre-commit');
  rmSync(path.join(world.folder, '.git/HEAD.lock'));
  return { world: again(world), before };
}

describe('faults: a taking back that stops half-way', () => {
  it('by a held lock: only Restore is offered, and does the rest', async () => {
    const { world, before } = await halfTakenBack();
    const { engine } = world;
    const interrupted = await engine.interrupted();
    assert.equal(interrupted?.finish, null);
    assert.equal(interrupted?.gone, false);
    assert.equal((await engine.previewInterrupted())?.finish, null);
    const was = world.snapshot();
    await failed('GIT_FAILED', () => engine.finishInterrupted(), /taking it back has begun\. Restore it/);
    await failed('GIT_BUSY', () => engine.approvePlan({ commit: true }), /interrupted earlier\. Restore it first/);
    same(world.snapshot(), was);
    assert.deepEqual(await engine.restoreInterrupted(), { left: [] });
    same(world.snapshot(), before);
    assert.equal(await engine.interrupted(), null);
    await engine.executePhase();
    assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
  });

  it('without a note of it: the earlier steps are looked at', async () => {
    const { world, before } = await halfTakenBack();
    const folder = path.join(world.folder, '.git/phased-plans');
    for (const name of readdirSync(folder)) if (!/^(journal|index)/.test(name)) rmSync(path.join(folder, name));
    assert.equal((await world.engine.interrupted())?.finish, null);
    await failed('GIT_FAILED', () => world.engine.finishInterrupted(), /taken back since\. Restore it/);
    await world.engine.restoreInterrupted();
    same(world.snapshot(), before);
  });

  it('by a kill', async function () {
    if (process.platform === 'win32') this.skip();
    const world = await worldIn('planned');
    const before = world.snapshot();
    hook(world, 'pre-commit', 'exit 1');
    await killed(world, 'start', 'when the file comes back');
    unhook(world, 'pre-commit');
    const { engine } = again(world);
    assert.equal((await engine.interrupted())?.finish, null);
    await failed('GIT_FAILED', () => engine.finishInterrupted());
    await engine.restoreInterrupted();
    same(world.snapshot(), before);
  });

  it('by a kill, when another branch is checked out again: what is as there is nobody’s change', async function () {
    if (process.platform === 'win32') this.skip();
    const world = await worldIn('planned');
    world.write(CONTEXT, `${world.read(CONTEXT)}\nFrom elsewhere.\n`);
    world.git('commit', '--quiet', '--all', '--message=docs: Elsewhere');
    world.git('push', '--quiet');
    world.git('reset', '--quiet', '--hard', 'HEAD^');
    const before = world.snapshot();
    hook(world, 'pre-commit', 'exit 1');
    await killed(world, 'start', 'when the branch goes');
    unhook(world, 'pre-commit');
    assert.equal(branch(world), 'main');
    assert.deepEqual(await again(world).engine.restoreInterrupted(), { left: [] });
    same(world.snapshot(), before);
  });

  it('while the last step is undone, by a lock: says so, and is restored', async () => {
    const world = await worldIn('planned');
    const before = world.snapshot();
    await world.engine.executePhase();
    writeFileSync(path.join(world.folder, '.git/HEAD.lock'), '');
    await failed('GIT_BUSY', () => world.engine.undoLast(), /undone by half.*restore it when that is fixed/);
    rmSync(path.join(world.folder, '.git/HEAD.lock'));
    const { engine } = again(world);
    assert.equal((await engine.interrupted())?.finish, null);
    await failed('GIT_FAILED', () => engine.finishInterrupted());
    await engine.restoreInterrupted();
    same(world.snapshot(), before);
    assert.equal(await engine.undoable(), null);
  });

  it('while the last step is undone, by a kill', async function () {
    if (process.platform === 'win32') this.skip();
    const world = await worldIn('planned');
    const before = world.snapshot();
    await world.engine.executePhase();
    await killed(world, 'undo', 'when the file comes back');
    const { engine } = again(world);
    assert.equal((await engine.interrupted())?.finish, null);
    await engine.restoreInterrupted();
    same(world.snapshot(), before);
  });
});

describe('faults: a killed start, and somebody has gone on since', () => {
  it('a file that was changed after the crash is committed with it', async function () {
    if (process.platform === 'win32') this.skip();
    const world = await worldIn('planned');
    await killed(world, 'start', 'at the commit');
    world.write(CONTEXT, world.read(CONTEXT).replace('- [ ] Create users', '- [x] Create users'));
    const { engine } = again(world);
    assert.ok((await engine.interrupted())?.finish);
    await engine.finishInterrupted();
    assert.match(world.git('show', `HEAD:./${CONTEXT}`), /- \[x\] Create users/);
    assert.deepEqual(changes(world), []);
  });

  it('a file that was changed after the crash is left by Restore, and named', async function () {
    if (process.platform === 'win32') this.skip();
    const world = await worldIn('planned');
    await killed(world, 'start', 'at the commit');
    const mine = world.read(CONTEXT).replace('- [ ] Create users', '- [x] Create users');
    world.write(CONTEXT, mine);
    const { engine } = again(world);
    assert.deepEqual(await engine.restoreInterrupted(), { left: [CONTEXT] });
    assert.equal(world.read(CONTEXT), mine);
    assert.equal(branch(world), 'main');
  });

  it('a file that was taken back by hand: it can’t be finished', async function () {
    if (process.platform === 'win32') this.skip();
    const world = await worldIn('planned');
    const before = world.snapshot();
    await killed(world, 'start', 'at the commit');
    world.git('checkout', '--quiet', '--', CONTEXT);
    const { engine } = again(world);
    assert.equal((await engine.interrupted())?.finish, null);
    await failed('GIT_FAILED', () => engine.finishInterrupted(), /taken back since\. Restore it/);
    await engine.restoreInterrupted();
    same(world.snapshot(), before);
  });

  it('a folder is in place of a file: it can’t be finished, and Restore leaves it, and names it', async function () {
    if (process.platform === 'win32') this.skip();
    const world = await worldIn('planned');
    const before = world.snapshot();
    await killed(world, 'start', 'at the commit');
    rmSync(path.join(world.folder, CONTEXT));
    world.write(`${CONTEXT}/mine.txt`, 'mine\n');
    const { engine } = again(world);
    assert.equal((await engine.interrupted())?.finish, null);
    assert.equal((await engine.previewInterrupted())?.finish, null);
    assert.deepEqual(await engine.restoreInterrupted(), { left: [CONTEXT] });
    same(world.snapshot(), before, [CONTEXT, `${CONTEXT}/mine.txt`]);
  });

  it('a branch with commits of theirs: Restore is refused and names them', async function () {
    if (process.platform === 'win32') this.skip();
    const world = await worldIn('planned');
    await killed(world, 'start', 'at the commit');
    world.git('commit', '--quiet', '--allow-empty', '--message=feat: Mine');
    const mine = tip(world, 'HEAD');
    const was = world.snapshot();
    const refusal = new RegExp(`can’t be taken back: commit ${mine.slice(0, 8)}.*Finish it, or discard it`);
    await failed('GIT_FAILED', () => again(world).engine.restoreInterrupted(), refusal);
    same(world.snapshot(), was);
  });
});

describe('faults: a killed start in a worktree, and somebody has gone on since', function () {
  const tree = '.para-worktrees/implement-user-authentication-phase-1';
  let world: TestWorld;
  beforeEach(async function () {
    if (process.platform === 'win32') this.skip();
    world = await worldIn('planned');
    world.settings.isolation = 'worktree';
    await killed(world, 'start in a worktree', 'at the commit');
  });

  it('git’s exclude file has more lines: it can be finished', async () => {
    appendFileSync(path.join(world.folder, '.git/info/exclude'), '/mine/\n');
    const { engine } = again(world);
    assert.ok((await engine.interrupted())?.finish);
    await engine.finishInterrupted();
    assert.equal(statuses(world)[0], 'in_progress');
  });

  it('a worktree with commits of theirs: Restore is refused and names them', async () => {
    world.write(`${tree}/mine.txt`, 'mine\n');
    world.git('-C', tree, 'add', 'mine.txt');
    world.git('-C', tree, 'commit', '--quiet', '--message=feat: Mine');
    const mine = tip(world, `${PHASE}-1`);
    const was = world.snapshot();
    const refusal = new RegExp(`commit ${mine.slice(0, 8)} .* was made in ${tree} since\\. Finish it, or discard it`);
    await failed('GIT_FAILED', () => again(world).engine.restoreInterrupted(), refusal);
    same(world.snapshot(), was);
    assert.equal(tip(world, `${PHASE}-1`), mine);
  });
});

describe('faults: a start that was killed when a hook had changed its text', () => {
  for (const way of ['restore', 'finish'] as const) {
    it(`${way}: what was shown comes of it`, async function () {
      if (process.platform === 'win32') this.skip();
      const world = await worldIn('planned');
      const before = world.snapshot();
      hook(world, 'post-commit', 'echo hooked >> context/context.md');
      const text = world.read(CONTEXT);
      await killed(world, 'start', 'at the end');
      const { engine } = again(world);
      const shown = (await engine.previewInterrupted())?.[way]?.find((file) => file.path === CONTEXT);
      assert.deepEqual(shown?.to, way === 'restore' ? { text } : undefined);
      await (way === 'restore' ? engine.restoreInterrupted() : engine.finishInterrupted());
      if (way === 'restore') same(world.snapshot(), before);
      else assert.match(world.read(CONTEXT), /hooked\n$/);
    });
  }
});

describe('faults: what a writer that was killed left', () => {
  for (const way of ['restore', 'finish'] as const) {
    it(`${way}: is removed, and nothing else that looks like it`, async function () {
      if (process.platform === 'win32') this.skip();
      const world = await worldIn('planned');
      const before = world.snapshot();
      await killed(world, 'start', 'at the rename');
      const kept = ['context/.phased-plans-1.new', 'context/.context.md.1.tmp'];
      for (const file of kept) world.write(file, 'mine\n');
      const left = leftovers(world).filter((name) => name.endsWith('.new') && !kept.includes(`context/${name}`));
      assert.equal(left.length, 1);
      const { engine } = again(world);
      const foreseen = (await engine.previewInterrupted())?.[way] ?? [];
      const removed = foreseen.filter(({ path: file, to }) => file === `context/${left[0]}` && to === null);
      assert.equal(removed.length, 1);
      assert.equal(leftovers(world).includes(left[0] ?? ''), true);
      await (way === 'restore' ? engine.restoreInterrupted() : engine.finishInterrupted());
      assert.deepEqual(leftovers(world), ['.phased-plans-1.new']);
      for (const file of kept) rmSync(path.join(world.folder, file));
      if (way === 'restore') same(world.snapshot(), before);
      else assert.equal(world.git('ls-files', 'context/.*'), '');
    });
  }

  it('is never committed: with the context, with a start', async () => {
    const world = await worldIn('planned');
    world.write(`context/plans/${momentaryName('new')}`, 'half\n');
    world.write('context/plans/notes.md', '# Notes\n');
    await world.engine.commitContext();
    assert.equal(world.git('ls-files', 'context/plans/notes.md', 'context/**/.*'), 'context/plans/notes.md');
    world.write('context/plans/more.md', '# More\n');
    await world.engine.executePhase({ dirty: 'carry' });
    assert.equal(world.git('ls-files', 'context/plans/more.md', 'context/**/.*'), 'context/plans/more.md');
  });
});

/** Runs in a process of its own, which ends itself at a moment. */
export async function operate(folder: string, what: string, when: string): Promise<void> {
  const root = path.dirname(folder);
  const world = worldAt(root, folder, path.join(root, 'remote.git'));
  const { renameSync } = fs;
  let renamed = 0;
  fs.renameSync = (from, to) => {
    // A rename to its own name changes nothing.
    const isContext = from !== to && String(to).endsWith('context.md');
    if (isContext && when === 'at the rename') return die();
    renameSync(from, to);
    // A start writes it, and writes it again when it is taken back.
    if (isContext && when === 'when the file comes back' && ++renamed === (what === 'undo' ? 1 : 2)) die();
  };
  if (when === 'at the commit') dieAtStep(world, 'commit');
  if (when === 'at the end') dieAtGit(world, 'all steps are done');
  if (when === 'when the branch goes') dieAtGit(world, 'update-ref -d refs/heads/');
  if (what === 'start in a worktree') world.settings.isolation = 'worktree';
  await (what === 'undo' ? world.engine.undoLast() : world.engine.executePhase());
}

const killed = (world: TestWorld, what: string, when: string): Promise<void> =>
  runAndDie(__filename, 'operate', world.folder, what, when);
