import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMergeDriver } from '../../src/adapters/mergeDriver/install';
import { resolveConflict } from '../../src/core/context/merge/conflict';
import { parseContext } from '../../src/core/context/parse';
import { makeWorld, quiet, type TestWorld } from '../support/world';

const FILE = 'context/context.md';
const SUMMARY = 'context/summaries/2025-12-18-login-phase-3-summary.md';

/** The bundles as they are shipped. */
const bundles = mkdtempSync(path.join(tmpdir(), 'phased-plans-'));
before(() => {
  const args = ['esbuild.mjs', '--production', `--outfile=${path.join(bundles, 'extension.js')}`];
  execFileSync(process.execPath, args, { stdio: 'inherit' });
});
after(() => rmSync(bundles, { recursive: true, force: true }));

/** Two people work at once: phase 3 runs on a branch that is checked out, phase 2 on one of another clone. */
async function twoBranches(): Promise<TestWorld> {
  const world = makeWorld();
  await world.engine.init();
  const steps = (id: number) => ['write tests', `build ${id}`, `review ${id}`];
  const phases = [2, 3].map((id) => ({ name: `Part ${id}`, steps: steps(id), dependsOn: [], criteria: [] }));
  await world.engine.createPlan({
    task: 'login',
    title: 'Login',
    phases: [{ name: 'Part 1', steps: steps(1), criteria: [] }, ...phases],
    commit: true,
  });
  world.git('push', '--quiet');
  const other = world.clone('other');
  await work(other, 2);
  await work(world, 3);
  // Neither knew of the other's.
  other.git('push', '--quiet', '--set-upstream', 'origin', 'HEAD');
  world.git('fetch', '--quiet');
  return world;
}

async function work(world: TestWorld, phase: number): Promise<void> {
  await world.engine.executePhase({ phase });
  await world.engine.setTodo({ index: phase - 2, done: true });
  world.write(FILE, world.read(FILE).replace(/_Update this section.*_/, `- note ${phase}`));
  world.write(`part${phase}.txt`, 'done\n');
  world.git('add', '--all');
  world.git('commit', '--quiet', `--message=feat: Part ${phase}`);
}

/** Phase 3's list has its own to-dos, ticked as they were, and so has its summary. */
async function assertApart(world: TestWorld): Promise<void> {
  const { todos, currentPhase, branch } = await world.engine.status();
  const of = (phase: number) => todos.filter((todo) => todo.phase === phase).map(({ text, done }) => [text, done]);
  assert.deepEqual(of(3), [
    ['write tests', false],
    ['build 3', true],
    ['review 3', false],
  ]);
  assert.deepEqual(of(2), [
    ['write tests', true],
    ['build 2', false],
    ['review 2', false],
  ]);
  assert.deepEqual([todos.length, currentPhase, branch.expected], [6, 3, 'para/login-phase-3']);
  const { summaryLine, state } = parseContext(world.read(FILE));
  assert.deepEqual(
    [summaryLine?.text, state?.executionBranch],
    ['Executing: Login - Phase 3: Part 3', 'para/login-phase-3'],
  );
  await world.engine.summarizePhase({ phase: 3, open: 'carry' });
  const summary = world.read(SUMMARY);
  for (const own of ['write tests', 'build 3', 'review 3', 'note 3']) assert.ok(summary.includes(own), own);
  for (const other of ['build 2', 'review 2', 'note 2']) assert.ok(!summary.includes(other), other);
  assert.equal(summary.match(/write tests/g)?.length, 1);
}

describe('merging the branches of two phases', () => {
  it('keeps their to-dos and notes apart with the merge driver', async () => {
    const world = await twoBranches();
    const driver = createMergeDriver(world.folder, { binary: 'git', log: quiet, bundles, node: process.execPath });
    await driver.install(FILE);
    // The plans' own status lines don't conflict: each phase has a file of its own.
    world.git('merge', '--quiet', '--no-edit', 'origin/para/login-phase-2');
    await assertApart(world);
  });

  for (const style of ['merge', 'diff3', 'zdiff3']) {
    it(`keeps them apart with Merge Both Sides of a conflict in the style ${style}`, async () => {
      const world = await twoBranches();
      assert.throws(() => world.git('-c', `merge.conflictStyle=${style}`, 'merge', 'origin/para/login-phase-2'), {
        stdout: /CONFLICT.*context\.md/,
      });
      const { problems } = await world.engine.status();
      assert.ok(problems.some(({ code }) => code === 'merge-conflict'));
      world.write(FILE, resolveConflict(world.read(FILE)));
      world.git('add', FILE);
      world.git('commit', '--quiet', '--no-edit');
      await assertApart(world);
    });
  }
});
