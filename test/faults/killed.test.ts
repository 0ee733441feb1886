import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createRunner } from '../../src/adapters/runner/runner';
import { same } from '../support/hostile';
import { quiet, worldAt, type TestWorld } from '../support/world';
import { checkDone, tryFaults, type Fault } from './measure';
import { operations, settingsOf, type Operation } from './operations';

/** Runs in a process of its own, which ends itself when the step `last` is done. */
export async function runAndDie(folder: string, name: string, last: number): Promise<void> {
  const root = path.dirname(folder);
  const operation = operations.find((each) => each.name === name);
  if (!operation) throw new Error(`Unknown operation ${name}`);
  const world = worldAt(root, folder, path.join(root, 'remote.git'), settingsOf(operation));
  let done = -1;
  const die = (): void => void process.kill(process.pid, 'SIGKILL');
  const log = {
    ...quiet,
    info(message: string) {
      if (/: step \d+ of /.test(message) && ++done === last) die();
    },
    debug(message: string) {
      // What is looked at once the last step is done.
      if (done + 1 === operation.steps && last === operation.steps && message.startsWith('git rev-parse HEAD')) die();
    },
  };
  world.ports.runner = createRunner(folder, { binary: 'git', log });
  await operation.run(world);
}

const CHILD = `for (const name of ['after', 'before', 'describe']) globalThis[name] = () => undefined;
require(process.argv[1]).runAndDie(process.argv[2], process.argv[3], Number(process.argv[4])).then(
  () => process.exit(0),
  (error) => { console.error(error); process.exit(1); });`;

async function kill(world: TestWorld, operation: Operation, last: number): Promise<void> {
  const child = spawn(process.execPath, ['-e', CHILD, __filename, world.folder, operation.name, String(last)], {
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
]);
