import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Journal, running } from '../../src/adapters/runner/journal/journal';
import type { TestWorld } from '../support/world';
import { tryFaults, type CleanUp } from './measure';

const held = (world: TestWorld, name: string): string => {
  const file = path.join(world.folder, '.git', name);
  writeFileSync(file, '');
  return file;
};

async function begun(world: TestWorld, started: string): Promise<CleanUp> {
  await Journal.begin(path.join(world.folder, '.git'), {
    started,
    folder: world.folder,
    plan: { title: 'Start phase 9', start: null, proofs: [], steps: [] },
    head: { branch: 'main', commit: null },
  });
  running.add(started);
  return () => void running.delete(started);
}

const usesGit = (o: { commits?: boolean; switches?: boolean }): boolean => (o.commits ?? o.switches) === true;

tryFaults('Locks', [
  { name: 'the index is locked', message: /index\.lock/, setUp: (world) => void held(world, 'index.lock') },
  {
    name: 'the index is locked for a moment',
    on: (o) => ['start', 'start, stashing', 'tick and commit', 'summarize'].includes(o.name),
    setUp(world) {
      const lock = held(world, 'index.lock');
      setTimeout(() => rmSync(lock), 600);
    },
    measure: async (world, operation) => {
      await operation.run(world);
      operation.done(world);
      return 'done, once it was free';
    },
  },
  { name: 'HEAD is locked', on: usesGit, message: /HEAD\.lock/, setUp: (world) => void held(world, 'HEAD.lock') },
  {
    name: 'another window is at work',
    message: /“Start phase 9” is under way/,
    setUp: (world) => begun(world, new Date().toISOString()),
  },
  {
    name: 'an operation was cut short and waits to be restored',
    message: /“Start phase 9” was interrupted/,
    setUp: async (world) => (await begun(world, new Date().toISOString()))(),
  },
]);
