import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { withSignal } from '../../src/adapters/system/cancel';
import { createRunner } from '../../src/adapters/runner/runner';
import { Cancelled } from '../../src/core/errors';
import { PHASE, branch, failed, hook, same, statuses, tip, unhook, worldIn } from '../support/hostile';
import { quiet, type TestWorld } from '../support/world';

/** A hook that doesn't come to an end, nor does what it started: each goes on writing to a file of its own. */
const HANGS = 'beat() { while :; do echo >> "../$1"; sleep 0.05; done; }; beat started & beat hook';
/** Twenty beats, should the machine be slow. */
const LISTEN = 1_000;

/** Operates, and cancels as soon as a file is there. */
async function cancelledAt<T>(world: TestWorld, file: string, operate: () => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const work = withSignal(controller.signal, operate);
  const timer = setInterval(() => {
    if (existsSync(path.join(world.root, file))) controller.abort();
  }, 20);
  return work.finally(() => clearInterval(timer));
}

/** Which of the two still write. A process id would say nothing: every system has its own way to ask. */
async function alive(world: TestWorld): Promise<string[]> {
  const files = ['hook', 'started'];
  const beats = (): number[] => files.map((file) => statSync(path.join(world.root, file)).size);
  const before = beats();
  await new Promise((resolve) => setTimeout(resolve, LISTEN));
  const after = beats();
  return files.filter((_, index) => before[index] !== after[index]);
}

async function isTakenBack(world: TestWorld, operate: () => Promise<unknown>, title: RegExp): Promise<void> {
  const was = world.snapshot();
  const error = await failed(
    'GIT_FAILED',
    () => cancelledAt(world, 'started', operate),
    /Everything is as it was before/,
  );
  assert.ok(error instanceof Cancelled);
  assert.match(error.outcome ?? '', title);
  same(world.snapshot(), was);
  assert.deepEqual(await alive(world), []);
  assert.equal(await world.engine.interrupted(), null);
}

describe('an operation that is cancelled', () => {
  for (const name of ['post-checkout', 'pre-commit', 'commit-msg', 'post-commit']) {
    it(`while ${name} hangs: the start is taken back, and all that the hook started is ended`, async () => {
      const world = await worldIn('planned');
      world.write('README.md', '# Mine\n');
      hook(world, name, HANGS);
      await isTakenBack(world, () => world.engine.executePhase({ dirty: 'stash' }), /^“Start phase 1 .* was cancelled/);
      unhook(world, name);
      assert.equal((await world.engine.executePhase({ dirty: 'stash' })).branch, `${PHASE}-1`);
    });
  }

  it('while a to-do is committed: the tick and the commit are taken back', async () => {
    const world = await worldIn('started');
    hook(world, 'pre-commit', HANGS);
    world.write('work.txt', 'work\n');
    await isTakenBack(world, () => world.engine.setTodo({ index: 0, done: true, commit: 'feat: Users' }), /cancelled/);
  });

  it('while an interrupted one is finished: everything is taken back', async () => {
    const world = await worldIn('planned');
    const was = world.snapshot();
    // A copy from the middle of it is what a crash leaves.
    hook(world, 'pre-commit', `cp -a . ../copy; ${HANGS}`);
    await failed('GIT_FAILED', () => cancelledAt(world, 'started', () => world.engine.executePhase()));
    rmSync(world.folder, { recursive: true });
    renameSync(path.join(world.root, 'copy'), world.folder);
    const journal = path.join(world.folder, '.git/phased-plans/journal.json');
    const state = JSON.parse(readFileSync(journal, 'utf8')) as object;
    writeFileSync(journal, JSON.stringify({ ...state, mark: 'another', process: 1 }));
    for (const name of readdirSync(path.join(world.folder, '.git')))
      if (name.endsWith('.lock')) rmSync(path.join(world.folder, '.git', name));
    rmSync(path.join(world.root, 'started'));
    assert.ok(await world.engine.interrupted());
    const finish = (): Promise<void> => world.engine.finishInterrupted();
    await failed('GIT_FAILED', () => cancelledAt(world, 'started', finish), /Everything is as it was before/);
    unhook(world, 'pre-commit');
    same(world.snapshot(), was);
  });

  it('while the remote says nothing: at once, and nothing has changed', async () => {
    const world = await worldIn('planned');
    const server = createServer(() => writeFileSync(path.join(world.root, 'asked'), '')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    world.git('remote', 'set-url', 'origin', `git://127.0.0.1:${(server.address() as AddressInfo).port}/x.git`);
    const was = world.snapshot();
    const error = await failed('GIT_FAILED', () => cancelledAt(world, 'asked', () => world.engine.executePhase()));
    assert.ok(error instanceof Cancelled && error.outcome === undefined);
    same(world.snapshot(), was);
    server.close();
  });

  it('while it pushes: says that the remote may have it', async () => {
    const world = await worldIn('completed');
    hook(world, 'pre-push', HANGS);
    const was = world.snapshot();
    await failed(
      'GIT_FAILED',
      () => cancelledAt(world, 'started', () => world.engine.createPullRequest({ phase: 1 })),
      /^Pushing .*-phase-1 was cancelled. origin may have it/,
    );
    same(world.snapshot(), was);
  });

  it('before it begins does nothing', async () => {
    const world = await worldIn('planned');
    const was = world.snapshot();
    const signal = AbortSignal.abort();
    await failed('GIT_FAILED', () => withSignal(signal, () => world.engine.executePhase()), /cancelled/);
    same(world.snapshot(), was);
  });

  it('when it has come to its end stays done', async () => {
    const world = await worldIn('planned');
    const controller = new AbortController();
    await withSignal(controller.signal, () => world.engine.executePhase());
    controller.abort();
    assert.equal(branch(world), `${PHASE}-1`);
    assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
    assert.equal(tip(world, 'HEAD^'), tip(world, 'main'));
  });

  it('while it is taken back is taken back to the end', async () => {
    const world = await worldIn('planned');
    const was = world.snapshot();
    const controller = new AbortController();
    // The hook refuses; the start is cancelled at the moment in which that is known.
    hook(world, 'pre-commit', 'echo no >&2; exit 1');
    const warn = (message: string): void => {
      if (message.includes('taking everything back')) controller.abort();
    };
    world.ports.runner = createRunner(world.folder, { binary: 'git', log: { ...quiet, warn } });
    await failed('COMMIT_FAILED', () => withSignal(controller.signal, () => world.engine.executePhase()));
    same(world.snapshot(), was);
  });
});
