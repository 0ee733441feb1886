// Starts of a phase that are cut off on the way, as by a power cut.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createRunner } from '../../src/adapters/runner/runner';
import type { MethodSettings } from '../../src/core/ports';
import type { ExecuteOptions } from '../../src/core/types';
import { PLAN, mess, pushedByAnother, worldIn } from './hostile';
import { quiet, worldAt, type TestWorld } from './world';
import { CHILD } from './writers';

interface Start extends ExecuteOptions {
  settings: Partial<MethodSettings>;
  /** Before this step, counted from 1, the process ends. */
  killBefore?: number;
}

/** Runs in a process of its own, started by `crash`: the bundle of a test that crashes a start must export it. */
export async function startIn(folder: string, start: string): Promise<void> {
  writeFileSync(path.join(folder, '..', 'pid'), String(process.pid));
  const root = path.dirname(folder);
  const { settings, killBefore, ...o } = JSON.parse(start) as Start;
  const world = worldAt(root, folder, path.join(root, 'remote.git'), settings);
  const info = (message: string): void => {
    if (message.includes(`: step ${killBefore} of `)) process.kill(process.pid, 'SIGKILL');
  };
  if (killBefore) world.ports.runner = createRunner(folder, { binary: 'git', log: { ...quiet, info } });
  await world.engine.executePhase(o);
}

/** What a hook does for a power cut: everything of the start ends at once, git and itself included. */
export const CUT = 'kill -9 -$(cat ../pid)';

export const HOOKS = ['post-index-change', 'post-checkout', 'pre-commit', 'post-commit'];

/** Starts a phase in a process that is killed on the way. False when it came to its end. */
export async function crash(world: TestWorld, o: ExecuteOptions & Pick<Start, 'killBefore'> = {}): Promise<boolean> {
  const start: Start = { ...o, settings: world.settings };
  const child = spawn(process.execPath, ['-e', CHILD, __filename, 'startIn', world.folder, JSON.stringify(start)], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  assert.notEqual(code, 1);
  return code === null;
}

/** Changes of every kind, under the context folder too, and a base that moved on. */
export async function messyWorld(): Promise<TestWorld> {
  const world = await worldIn('planned');
  world.write(`${PLAN}-phase-1.md`, `${world.read(`${PLAN}-phase-1.md`)}\nStaged.\n`);
  world.git('add', 'context');
  world.write('context/plans/2025-01-01-new.md', 'New.\n');
  mess(world);
  pushedByAnother(world, { 'src/new.txt': 'new\n', 'other/file.txt': 'x\n' });
  return world;
}
