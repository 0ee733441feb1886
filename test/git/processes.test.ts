import assert from 'node:assert/strict';
import { chmodSync, existsSync, promises as fs, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createGit } from '../../src/adapters/git/git';
import { createRunner } from '../../src/adapters/runner/runner';
import { createEngine } from '../../src/core/workflow/create';
import { authentication, makeWorld, quiet, type TestWorld } from '../support/world';

/** How often something is put on disk for sure while `run` runs. */
async function flushes(run: () => Promise<unknown>): Promise<number> {
  const handle = await fs.open(__filename);
  const files = Object.getPrototypeOf(handle) as { sync: () => Promise<void> };
  await handle.close();
  const { sync } = files;
  let count = 0;
  files.sync = function (this: unknown) {
    count++;
    return sync.call(this);
  };
  try {
    await run();
    return count;
  } finally {
    files.sync = sync;
  }
}

/** The world with an engine whose git writes down each of its calls. */
function counted(world: TestWorld): { world: TestWorld; calls: () => string[] } {
  const [binary, notes] = [path.join(world.root, 'git-counted'), path.join(world.root, 'calls')];
  writeFileSync(binary, `#!/bin/sh\nprintf '%s\\n' "$*" >> '${notes}'\nexec git "$@"\n`);
  chmodSync(binary, 0o755);
  const options = { binary, log: quiet };
  const ports = {
    ...world.ports,
    git: createGit(world.folder, options),
    runner: createRunner(world.folder, options),
  };
  const calls = (): string[] => {
    const all = existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : [];
    rmSync(notes, { force: true });
    return all;
  };
  return { world: { ...world, ports, engine: createEngine(ports) }, calls };
}

async function planned(): Promise<ReturnType<typeof counted>> {
  const made = counted(makeWorld());
  const { world } = made;
  const { engine } = world;
  await engine.init();
  await engine.createPlan({ ...authentication, commit: true });
  world.git('push', '--quiet');
  // As in every clone.
  world.git('remote', 'set-head', 'origin', 'main');
  // What was asked once is known from then on.
  await engine.read();
  await engine.executePhase({ phase: 1 });
  world.git('switch', '--quiet', 'main');
  world.git('branch', '--quiet', '-D', world.git('branch', '--list', 'para/*').trim());
  // Where everything is, is known again.
  await pause(60);
  for (let turn = 0; turn < 2; turn++) {
    await world.ports.git.open();
    await world.ports.git.branches();
    await engine.undoable();
  }
  made.calls();
  return made;
}

/** What somebody does, and how often git is run for it at most: starting it costs more than what it does. */
const MOST: Record<string, [most: number, run: (world: TestWorld) => Promise<unknown>]> = {
  'a phase is started': [8, ({ engine }) => engine.executePhase({ phase: 1 })],
  'a to-do is ticked': [0, ({ engine }) => engine.setTodo({ index: 0, done: true })],
  'a to-do is ticked and committed': [
    5,
    (world) => {
      world.write('README.md', '# Changed\n');
      return world.engine.setTodo({ index: 1, done: true, commit: 'feat: Change it' });
    },
  ],
  'a phase is summarized': [9, ({ engine }) => engine.summarizePhase({ phase: 1, open: 'carry' })],
};

describe('git is run no more often than it has to be', () => {
  it('over the life of a phase', async () => {
    const { world, calls } = await planned();
    for (const [what, [most, run]] of Object.entries(MOST)) {
      // What was changed a moment ago is always asked again.
      await pause(60);
      const flushed = await flushes(() => run(world));
      // A journal is flushed once, before the first change: its file, its folder and the one that this is new in.
      assert.ok(flushed <= 3, `${what}: flushed ${flushed} times`);
      const made = calls();
      assert.ok(made.length <= most, `${what}: ${made.length} times, at most ${most}:\n${made.join('\n')}`);
    }
  });
});
