import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import path from 'node:path';
import { RepositoryRefused, type PlanError } from '../../src/core/errors';
import { CONTEXT, failed, independent, refused, worldIn, type Stage } from '../support/hostile';
import type { TestWorld } from '../support/world';

/** Runs something as if the repository belonged to somebody else: git has this switch for its own tests. */
async function asAnotherOwner<T>(run: () => Promise<T>): Promise<T> {
  process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER = '1';
  try {
    return await run();
  } finally {
    delete process.env.GIT_TEST_ASSUME_DIFFERENT_OWNER;
  }
}

const OPERATIONS: Record<string, [Stage, (world: TestWorld) => Promise<unknown>]> = {
  executePhase: ['planned', ({ engine }) => engine.executePhase()],
  approvePlan: ['planned', ({ engine }) => engine.approvePlan({ commit: true })],
  setTodo: ['started', ({ engine }) => engine.setTodo({ index: 0, done: true, commit: 'feat: A' })],
  summarizePhase: ['started', ({ engine }) => engine.summarizePhase({ open: 'carry' })],
  createPullRequest: ['completed', ({ engine }) => engine.createPullRequest()],
  archive: ['started', ({ engine }) => engine.archive({ unfinished: 'archive', commit: true })],
  worktrees: ['planned', ({ engine }) => engine.worktrees()],
};

/** A repository is there, and it isn't made usable by making one. */
function isNoAdviceToInit(error: PlanError): void {
  assert.ok(error instanceof RepositoryRefused, error.message);
  assert.doesNotMatch(error.message, /git init/);
}

describe('a repository of another owner', () => {
  for (const [name, [stage, run]] of Object.entries(OPERATIONS)) {
    it(`${name}: says in git’s words whose it is, and which command makes it safe`, async () => {
      const world = await worldIn(stage);
      const error = await asAnotherOwner(() => failed('GIT_FAILED', () => run(world)));
      assert.match(error.message, /^detected dubious ownership in repository at '.*project'/);
      assert.match(error.message, /“git config --global --add safe\.directory .*project”, then try again\.$/);
      isNoAdviceToInit(error);
    });
  }

  it('shows the plan, and writes files as outside of a repository', async () => {
    const world = await worldIn('started');
    await asAnotherOwner(async () => {
      const { state, branch, phases } = await world.engine.status();
      assert.deepEqual([state, branch.actual, phases[0]?.status], ['executing', null, 'in_progress']);
      await world.engine.setTodo({ index: 0, done: true });
      assert.match(world.read(CONTEXT), /- \[x\] Create users/);
      assert.equal(await world.engine.interrupted(), null);
      await world.engine.archive({ unfinished: 'archive' });
      await world.engine.createPlan({ task: 'another', phases: [{ name: 'One' }] });
    });
  });

  it('is one thing, and a remote of another owner another', async () => {
    const world = await worldIn('planned');
    // What serves a fetch from a folder looks at that one's owner.
    world.git('config', 'remote.origin.uploadpack', 'env GIT_TEST_ASSUME_DIFFERENT_OWNER=1 git-upload-pack');
    await refused(world, 'PULL_FAILED', () => world.engine.executePhase(), /Could not fetch/);
  });
});

describe('a repository that git can’t use', () => {
  it('of a newer format: says so, and never to make one', async () => {
    const world = await worldIn('planned');
    world.git('config', 'core.repositoryFormatVersion', '99');
    isNoAdviceToInit(await failed('GIT_FAILED', () => world.engine.executePhase(), /Expected git repo version/));
    assert.equal((await world.engine.status()).state, 'planned');
  });

  it('with a broken configuration: names the line', async () => {
    const world = await worldIn('planned');
    world.write('.git/config', `${world.read('.git/config')}[broken\n`);
    isNoAdviceToInit(await failed('GIT_FAILED', () => world.engine.executePhase(), /bad config line \d+/));
  });

  it('behind a link of a worktree that leads nowhere: says how to repair that', async () => {
    const world = await worldIn('planned', independent);
    world.settings.isolation = 'worktree';
    const { worktree = '' } = await world.engine.executePhase({ phase: 1 });
    const { worldAt } = await import('../support/world');
    const there = worldAt(world.root, path.join(world.folder, worktree), world.bare);
    renameSync(path.join(world.folder, '.git'), path.join(world.root, 'away'));
    isNoAdviceToInit(await failed('GIT_FAILED', () => there.engine.executePhase(), /git worktree repair/));
  });
});
