import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { withSignal } from '../../src/adapters/cancel';
import { createRunner } from '../../src/adapters/runner/runner';
import { Cancelled } from '../../src/core/errors';
import { PHASE, branch, failed, hook, same, statuses, tip, unhook, worldIn } from '../support/hostile';
import { quiet, type TestWorld } from '../support/world';

/** A hook that says that it runs, and then doesn't come to an end. */
const HANGS = 'echo $$ > ../hook; sleep 300 & echo $! > ../sleep; wait';

/** Operates, and cancels as soon as a file is there. */
async function cancelledAt<T>(world: TestWorld, file: string, operate: () => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const work = withSignal(controller.signal, operate);
  const timer = setInterval(() => {
    if (existsSync(path.join(world.root, file))) controller.abort();
  }, 20);
  return work.finally(() => clearInterval(timer));
}

function isAlive(world: TestWorld, file: string): boolean {
  const pid = readFileSync(path.join(world.root, file), 'utf8').trim();
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

async function isTakenBack(world: TestWorld, operate: () => Promise<unknown>, title: RegExp): Promise<void> {
  const was = world.snapshot();
  const error = await failed(
    'GIT_FAILED',
    () => cancelledAt(world, 'sleep', operate),
    /Everything is as it was before/,
  );
  assert.ok(error instanceof Cancelled);
  assert.match(error.outcome ?? '', title);
  same(world.snapshot(), was);
  assert.deepEqual([isAlive(world, 'hook'), isAlive(world, 'sleep')], [false, false]);
  assert.equal(await world.engine.interrupted(), null);
}

describe('an operation that is cancelled', () => {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

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
    await failed('GIT_FAILED', () => cancelledAt(world, 'sleep', () => world.engine.executePhase()));
    rmSync(world.folder, { recursive: true });
    renameSync(path.join(world.root, 'copy'), world.folder);
    const journal = path.join(world.folder, '.git/phased-plans/journal.json');
    const state = JSON.parse(readFileSync(journal, 'utf8')) as object;
    writeFileSync(journal, JSON.stringify({ ...state, mark: 'another', process: 1 }));
    for (const name of readdirSync(path.join(world.folder, '.git')))
      if (name.endsWith('.lock')) rmSync(path.join(world.folder, '.git', name));
    rmSync(path.join(world.root, 'sleep'));
    assert.ok(await world.engine.interrupted());
    const finish = (): Promise<void> => world.engine.finishInterrupted();
    await failed('GIT_FAILED', () => cancelledAt(world, 'sleep', finish), /Everything is as it was before/);
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
      () => cancelledAt(world, 'sleep', () => world.engine.createPullRequest({ phase: 1 })),
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
