import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createRunner } from '../../src/adapters/runner/runner';
import { exists, failed, hook, same, unhook } from '../support/hostile';
import { quiet, worldAt, type TestWorld } from '../support/world';
import { checkDone, tryFaults, type Fault } from './measure';
import { operations, settingsOf, treeOf, type Operation } from './operations';

/** When the process ends itself: once a step is done (the first is 0), or at a moment of its own. */
type Moment = number | 'taking back';

/** Runs in a process of its own, which ends itself at a moment. */
export async function runAndDie(folder: string, name: string, moment: Moment): Promise<void> {
  const root = path.dirname(folder);
  const operation = operations.find((each) => each.name === name);
  if (!operation) throw new Error(`Unknown operation ${name}`);
  const world = worldAt(root, folder, path.join(root, 'remote.git'), settingsOf(operation));
  let done = -1;
  const takingBack = path.join(folder, '.git/phased-plans/taking-back');
  const die = (): void => void process.kill(process.pid, 'SIGKILL');
  const log = {
    ...quiet,
    info(message: string) {
      if (/: step \d+ of /.test(message) && ++done === moment) die();
    },
    debug(message: string) {
      // What is looked at once the last step is done.
      const looked = message.endsWith(': all steps are done');
      if (done + 1 === operation.steps && moment === operation.steps && looked) die();
      if (moment === 'taking back' && existsSync(takingBack)) die();
    },
  };
  world.ports.runner = createRunner(folder, { binary: 'git', log });
  await operation.run(world);
}

const CHILD = `for (const name of ['after', 'before', 'describe']) globalThis[name] = () => undefined;
require(process.argv[1]).runAndDie(process.argv[2], process.argv[3], JSON.parse(process.argv[4])).then(
  () => process.exit(0),
  (error) => { console.error(error); process.exit(1); });`;

async function kill(world: TestWorld, operation: Operation, moment: Moment): Promise<void> {
  const args = ['-e', CHILD, __filename, world.folder, operation.name, JSON.stringify(moment)];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  assert.equal(signal, 'SIGKILL');
}

async function restoredOrFinished(world: TestWorld, operation: Operation, last: number): Promise<string> {
  const before = world.snapshot();
  await kill(world, operation, last);
  const copy = `${world.folder}-copy`;
  cpSync(world.folder, copy, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  const restoring = worldAt(world.root, world.folder, world.bare);
  assert.ok(await restoring.engine.interrupted());
  await restoring.engine.restoreInterrupted();
  same(world.snapshot(), before);

  rmSync(world.folder, { recursive: true });
  renameSync(copy, world.folder);
  const finishing = worldAt(world.root, world.folder, world.bare);
  await finishing.engine.finishInterrupted();
  assert.equal(await finishing.engine.interrupted(), null);
  checkDone(world, operation, before);
  return 'restored or finished, as chosen';
}

/** Both in a folder that has another name by then. */
async function renamedSince(world: TestWorld, operation: Operation): Promise<string> {
  const before = world.snapshot();
  await kill(world, operation, 1);
  const [copy, renamed] = [`${world.folder}-copy`, `${world.folder}-renamed`];
  cpSync(world.folder, copy, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  renameSync(world.folder, renamed);
  const restoring = worldAt(world.root, renamed, world.bare);
  assert.equal((await restoring.engine.interrupted())?.gone, false);
  await restoring.engine.restoreInterrupted();
  renameSync(renamed, world.folder);
  repairLinks(world);
  same(world.snapshot(), before);

  rmSync(world.folder, { recursive: true });
  renameSync(copy, renamed);
  await worldAt(world.root, renamed, world.bare).engine.finishInterrupted();
  renameSync(renamed, world.folder);
  repairLinks(world);
  checkDone(world, operation, before);
  return 'restored or finished, as chosen';
}

/** What git asks for when a folder with worktrees got its name back. */
function repairLinks(world: TestWorld): void {
  const trees = [1, 2].map(treeOf).filter((tree) => exists(world, tree));
  if (trees.length > 0) world.git('worktree', 'repair', ...trees);
}

/** Killed when a refused commit had begun to be taken back. */
async function restoredOnly(world: TestWorld, operation: Operation): Promise<string> {
  const before = world.snapshot();
  hook(world, 'pre-commit', 'exit 1');
  await kill(world, operation, 'taking back');
  unhook(world, 'pre-commit');
  const { engine } = worldAt(world.root, world.folder, world.bare);
  assert.equal((await engine.interrupted())?.finish, null);
  await failed('GIT_FAILED', () => engine.finishInterrupted(), /can’t be finished.*Restore it/);
  await engine.restoreInterrupted();
  same(world.snapshot(), before);
  return 'restored; finishing it is refused, GIT_FAILED';
}

const isLong = (operation: Operation): boolean =>
  operation.steps > 1 || (operation.commits ?? operation.worktree ?? false);

const after = (last: number, name: string): Fault => ({
  name,
  // The last step has a fault of its own.
  on: (operation) => isLong(operation) && operation.steps > last,
  measure: (world, operation) => restoredOrFinished(world, operation, last),
});

tryFaults('Killed', [
  after(0, 'killed before its first step'),
  after(1, 'killed after its first step'),
  after(2, 'killed after its second step'),
  after(3, 'killed after its third step'),
  after(4, 'killed after its fourth step'),
  after(5, 'killed after its fifth step'),
  {
    name: 'killed after its last step',
    on: (operation) => operation.commits ?? operation.worktree ?? false,
    measure: (world, operation) => restoredOrFinished(world, operation, operation.steps),
  },
  {
    name: 'killed after its first step, and the folder is renamed since',
    on: (operation) => operation.steps > 1,
    measure: renamedSince,
  },
  {
    name: 'killed while it is taken back',
    on: (operation) => operation.commits ?? false,
    measure: restoredOnly,
  },
]);
