import assert from 'node:assert/strict';
import { readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CUT, HOOKS, crash, messyWorld } from '../support/crashing';
import {
  CONTEXT,
  PHASE,
  PLAN,
  branch,
  changes,
  commitAt,
  commitFile,
  failed,
  firstCommit,
  hook,
  pushedByAnother,
  same,
  statuses,
  tip,
  unhook,
  worldIn,
} from '../support/hostile';
import { worldAt, type TestWorld } from '../support/world';

export { startIn } from '../support/crashing';

/** What a person does after a power cut: git itself asks for it. */
function removeLocks(world: TestWorld): boolean {
  const folder = path.join(world.folder, '.git');
  const locks = readdirSync(folder).filter((name) => name.endsWith('.lock'));
  for (const name of locks) rmSync(path.join(folder, name));
  return locks.includes('index.lock');
}

/** The files of the work tree. */
function files(world: TestWorld): Record<string, string> {
  const names = readdirSync(world.folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => !/^\.git(\/|$)/.test(name) && statSync(path.join(world.folder, name)).isFile());
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(path.join(world.folder, name), 'utf8')]));
}

/** The git that the killed process had called may take a moment to end: until then neither way can be gone. */
async function gitHasEnded({ engine }: TestWorld): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; await pause(20))
    if (!/git is still at work/.test((await engine.interrupted())?.stuck ?? '')) return;
}

/** Goes one way and compares every file with what was foreseen of it, which nothing may change. */
async function foreseen(world: TestWorld, again: TestWorld, way: 'restore' | 'finish'): Promise<string[]> {
  const { engine } = again;
  await gitHasEnded(again);
  const was = world.snapshot();
  const preview = (await engine.previewInterrupted())?.[way] ?? [];
  same(world.snapshot(), was);
  const expected = new Map(Object.entries(files(world)));
  for (const { path: file, there, to } of preview) {
    assert.equal(expected.has(file), there, file);
    const text = to === null ? null : 'text' in to ? to.text : await engine.textAt(to.at, file);
    assert.notEqual(expected.get(file) ?? null, text, file);
    if (text === null) expected.delete(file);
    else expected.set(file, text);
  }
  await (way === 'restore' ? engine.restoreInterrupted() : engine.finishInterrupted());
  assert.deepEqual(files(world), Object.fromEntries([...expected].sort()));
  return preview.map((each) => each.path);
}

describe('faults: a crash in the middle of a start', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  for (const name of HOOKS) {
    for (const dirty of ['carry', 'stash'] as const) {
      it(`${name}, ${dirty}: is restored`, async () => {
        const world = await messyWorld();
        const was = world.snapshot();
        hook(world, name, CUT);
        assert.ok(await crash(world, { dirty }));
        unhook(world, name);
        const again = worldAt(world.root, world.folder, world.bare);
        const left = await again.engine.interrupted();
        assert.match(left?.title ?? '', /^Start phase 1/);
        await failed('GIT_BUSY', () => again.engine.approvePlan({ commit: true }), /interrupted earlier/);
        if (removeLocks(world)) assert.ok(await again.engine.interrupted());
        await foreseen(world, again, 'restore');
        same(world.snapshot(), was);
        assert.equal(await again.engine.interrupted(), null);
      });

      it(`${name}, ${dirty}: is finished`, async () => {
        const world = await messyWorld();
        const was = changes(world);
        hook(world, name, CUT);
        assert.ok(await crash(world, { dirty }));
        unhook(world, name);
        removeLocks(world);
        const again = worldAt(world.root, world.folder, world.bare);
        await foreseen(world, again, 'finish');
        assert.equal(await again.engine.interrupted(), null);
        assert.equal(branch(world), `${PHASE}-1`);
        assert.equal(tip(world, 'HEAD^'), tip(world, 'origin/main'));
        assert.equal(tip(world, 'main'), tip(world, 'origin/main'));
        assert.deepEqual(commitAt(world), {
          subject: firstCommit(1),
          files: [`M ${CONTEXT}`, 'A context/plans/2025-01-01-new.md', `M ${PLAN}-phase-1.md`],
        });
        assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
        if (dirty === 'stash') {
          assert.deepEqual(changes(world), []);
          world.git('stash', 'pop', '--quiet', '--index');
        }
        assert.deepEqual(
          changes(world),
          was.filter((line) => !line.includes('context/')),
        );
      });
    }
  }

  for (const killBefore of [3, 4, 5]) {
    for (const way of ['restore', 'finish'] as const) {
      it(`before step ${killBefore}, from a base that lacks a file of the plan: ${way} is foreseen`, async () => {
        const world = await worldIn('planned');
        commitFile(world, 'context/data/notes.md');
        pushedByAnother(world, { 'README.md': '# Theirs\n', 'src/new.txt': 'new\n' });
        world.write('README.md', '# Mine\n');
        const was = world.snapshot();
        assert.ok(await crash(world, { dirty: 'stash', killBefore }));
        const named = await foreseen(world, worldAt(world.root, world.folder, world.bare), way);
        if (way === 'restore') same(world.snapshot(), was);
        if (way === 'restore') assert.ok(['README.md', 'src/new.txt'].every((file) => named.includes(file)));
        else assert.ok(named.includes(CONTEXT) === killBefore < 5 && !named.includes('README.md'));
      });
    }
  }

  it('asks for a stale lock to be removed before it restores', async () => {
    const world = await messyWorld();
    const was = world.snapshot();
    hook(world, 'pre-commit', CUT);
    await crash(world, { dirty: 'carry' });
    unhook(world, 'pre-commit');
    const { engine } = worldAt(world.root, world.folder, world.bare);
    await failed('GIT_BUSY', () => engine.restoreInterrupted(), /index\.lock/);
    removeLocks(world);
    await engine.restoreInterrupted();
    same(world.snapshot(), was);
  });

  it('touches nothing when somebody has gone on by hand', async () => {
    const world = await messyWorld();
    hook(world, 'post-commit', CUT);
    await crash(world, { dirty: 'stash' });
    unhook(world, 'post-commit');
    removeLocks(world);
    world.git('switch', '--quiet', '-c', 'mine');
    const was = world.snapshot();
    const { engine } = worldAt(world.root, world.folder, world.bare);
    await failed('GIT_FAILED', () => engine.restoreInterrupted(), /moved on to “mine”.*stash.*Switch back/);
    same(world.snapshot(), was);
    await engine.discardInterrupted();
    same(world.snapshot(), { ...was, journal: 'false' });
    assert.equal(await engine.interrupted(), null);
  });

  it('keeps what was committed on top since', async () => {
    const world = await worldIn('planned');
    hook(world, 'post-commit', CUT);
    await crash(world);
    unhook(world, 'post-commit');
    removeLocks(world);
    world.write('mine.txt', 'mine\n');
    world.git('add', 'mine.txt');
    world.git('commit', '--quiet', '--message=feat: Mine');
    const mine = tip(world, 'HEAD');
    const { engine } = worldAt(world.root, world.folder, world.bare);
    await engine.restoreInterrupted().catch(() => undefined);
    assert.match(world.git('branch', '--contains', mine), new RegExp(`${PHASE}-1`));
  });

  it('has nothing to offer after a start that came to its end, or without a repository', async () => {
    const world = await worldIn('planned');
    assert.equal(await crash(world), false);
    const { engine } = worldAt(world.root, world.folder, world.bare);
    assert.equal(await engine.interrupted(), null);
    await engine.restoreInterrupted();
    assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
    rmSync(path.join(world.folder, '.git'), { recursive: true });
    assert.equal(await engine.interrupted(), null);
  });
});

describe('faults: a journal is there', () => {
  const journal = (world: TestWorld) => path.join(world.folder, '.git', 'phased-plans', 'journal.json');

  it('keeps a second operation out while the first runs', async () => {
    const world = await worldIn('planned');
    hook(world, 'pre-commit', 'touch ../reached; while [ ! -e ../go ]; do sleep 0.05; done');
    const first = world.engine.executePhase();
    while (!readdirSync(world.root).includes('reached')) await new Promise((resolve) => setTimeout(resolve, 20));
    const second = worldAt(world.root, world.folder, world.bare);
    assert.equal(await second.engine.interrupted(), null);
    await failed('GIT_BUSY', () => second.engine.approvePlan({ commit: true }), /under way/);
    writeFileSync(path.join(world.root, 'go'), '');
    assert.equal((await first).branch, `${PHASE}-1`);
    assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
  });

  it('was cut off while it was made: nothing had been changed', async () => {
    const world = await worldIn('planned');
    world.write('.git/phased-plans/journal.json', '{"version":1,"pro');
    assert.equal(await world.engine.interrupted(), null);
    await world.engine.executePhase();
    assert.equal(branch(world), `${PHASE}-1`);
  });

  it('is of another machine that is long gone', async () => {
    const world = await worldIn('planned');
    hook(world, 'post-checkout', CUT);
    const was = world.snapshot();
    await crash(world);
    unhook(world, 'post-checkout');
    const text = world.read('.git/phased-plans/journal.json');
    const state = JSON.parse(text) as Record<string, unknown>;
    writeFileSync(journal(world), JSON.stringify({ ...state, host: 'gone' }));
    const { engine } = worldAt(world.root, world.folder, world.bare);
    assert.equal(await engine.interrupted(), null);
    await failed('GIT_BUSY', () => engine.approvePlan({ commit: true }), /under way/);
    utimesSync(journal(world), 0, 0);
    assert.ok(await engine.interrupted());
    await engine.restoreInterrupted();
    same(world.snapshot(), was);
  });
});
