import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ErrorCode } from '../../src/core/errors';
import { parseContext } from '../../src/core/context/parse';
import {
  CONTEXT,
  PHASE,
  PLAN,
  branch,
  commitFile,
  failed,
  land,
  pushedByAnother,
  refused,
  statuses,
  tip,
  worldIn,
} from '../support/hostile';
import { runGit } from '../support/git';
import { authentication, makeWorld, plannedWorld, type TestWorld } from '../support/world';

const start = (world: TestWorld, phase?: number | string) => () =>
  world.engine.executePhase(phase === undefined ? {} : { phase });

describe('executePhase: what is asked for cannot be', () => {
  it('refuses a phase that there is not', async () => {
    const world = await worldIn('planned');
    await refused(world, 'UNKNOWN_PHASE', start(world, 4), /Choose one of its phases: 1, 2, 3/);
    await refused(world, 'UNKNOWN_PHASE', start(world, '1a'));
    await refused(world, 'UNKNOWN_PHASE', start(world, '../../x'));
  });

  it('refuses a completed phase, from its branch, the base and after the merge', async () => {
    const world = await worldIn('completed');
    await refused(world, 'PHASE_COMPLETED', start(world, 1), /start another phase/i);
    world.git('switch', '--quiet', 'main');
    await refused(world, 'PHASE_COMPLETED', start(world, 1));
    land(world, 1);
    await refused(world, 'PHASE_COMPLETED', start(world, 1));
  });

  it('refuses a phase whose plan file is missing', async () => {
    const world = await worldIn('planned');
    world.git('rm', '--quiet', `${PLAN}-phase-1.md`);
    world.git('commit', '--quiet', '--message=docs: Oops');
    await refused(world, 'PLAN_MISSING', start(world), new RegExp(`${PLAN}-phase-1.md`));
  });

  it('refuses a plan file outside the workspace as if it were missing', async () => {
    const world = await worldIn('planned');
    commitFile(world, CONTEXT, world.read(CONTEXT).replaceAll(`${PLAN}-phase-1.md`, '../../../etc/passwd'));
    rmSync(path.join(world.folder, `${PLAN}-phase-1.md`));
    await refused(world, 'PLAN_MISSING', start(world));
  });

  it('refuses a phase without steps, unless to-dos are given', async () => {
    const world = await worldIn('planned');
    commitFile(world, `${PLAN}-phase-1.md`, '# Phase 1: Bare\n\n## Phase Objective\n\nNothing yet.\n');
    await refused(world, 'NO_STEPS', start(world), /to-dos/);
    await refused(world, 'NO_STEPS', () => world.engine.executePhase({ todos: ['', '  '] }));
    const { todos } = await world.engine.executePhase({ todos: [' First ', '', 'Second [x] `code`'] });
    assert.deepEqual(todos, ['First', 'Second [x] `code`']);
    assert.deepEqual(
      parseContext(world.read(CONTEXT)).todos.map((each) => each.done),
      [false, false],
    );
  });

  it('takes given to-dos instead of the steps', async () => {
    const world = await worldIn('planned');
    const { todos } = await world.engine.executePhase({ todos: ['Only this'] });
    assert.deepEqual(todos, ['Only this']);
    assert.deepEqual(
      (await world.engine.status()).todos.map((each) => each.text),
      ['Only this'],
    );
  });

  it('refuses without a plan', async () => {
    const world = makeWorld();
    await world.engine.init();
    await refused(world, 'NO_PLAN', start(world), /Create Plan/);
  });
});

describe('executePhase: the repository is not ready', () => {
  it('refuses without one', async () => {
    const world = makeWorld({ repository: false });
    await world.engine.init();
    await world.engine.createPlan(authentication);
    await refused(world, 'NOT_A_REPOSITORY', start(world), /git init/);
    const { state, branch: shown } = await world.engine.status();
    assert.deepEqual([state, shown.actual], ['planned', null]);
  });

  it('refuses in a bare one', async () => {
    const world = makeWorld({ repository: false });
    runGit(world.folder, 'init', '--quiet', '--bare', '.');
    await failed('NOT_A_REPOSITORY', start(world));
  });

  it('notices one that was made a moment ago, and one that is gone', async () => {
    const world = makeWorld({ repository: false });
    await world.engine.init();
    await world.engine.createPlan(authentication);
    await failed('NOT_A_REPOSITORY', start(world));
    runGit(world.folder, 'init', '--quiet', '--initial-branch=main');
    commitFile(world, 'README.md');
    assert.equal((await world.engine.status()).branch.actual, 'main');
    await world.engine.executePhase({ dryRun: true });
    renameSync(path.join(world.folder, '.git'), path.join(world.root, 'away'));
    await failed('NOT_A_REPOSITORY', start(world));
  });

  it('refuses while a merge is under way', async () => {
    const world = await conflicting();
    assert.throws(() => world.git('merge', '--quiet', 'side'));
    await refusedAsBusy(world, /merge --abort/);
  });

  it('refuses while a rebase is under way', async () => {
    const world = await conflicting();
    assert.throws(() => world.git('rebase', '--quiet', 'side'));
    await refusedAsBusy(world, /rebase --abort/);
  });

  it('refuses while a cherry-pick is under way', async () => {
    const world = await conflicting();
    assert.throws(() => world.git('cherry-pick', 'side'));
    await refusedAsBusy(world, /cherry-pick --abort/);
  });

  it('refuses while a revert is under way', async () => {
    const world = await conflicting();
    assert.throws(() => world.git('revert', '--no-edit', 'HEAD~1'));
    await refusedAsBusy(world, /revert --abort/);
  });

  it('refuses while a bisect is under way', async () => {
    const world = await worldIn('planned');
    commitFile(world, 'x.txt');
    world.git('bisect', 'start', 'HEAD', 'HEAD~2');
    await refusedAsBusy(world, /bisect reset/);
  });

  it('takes no repository from the environment', async () => {
    const [world, other] = [await worldIn('planned'), await worldIn('planned')];
    const before = other.snapshot();
    Object.assign(process.env, {
      GIT_DIR: path.join(other.folder, '.git'),
      GIT_WORK_TREE: other.folder,
      GIT_INDEX_FILE: path.join(other.folder, '.git', 'index'),
    });
    try {
      await world.engine.executePhase();
    } finally {
      for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE']) delete process.env[name];
    }
    assert.equal(branch(world), `${PHASE}-1`);
    assert.deepEqual(other.snapshot(), before);
  });

  async function conflicting(): Promise<TestWorld> {
    const world = await worldIn('planned');
    world.git('switch', '--quiet', '-c', 'side');
    commitFile(world, 'README.md', '# Side\n');
    world.git('switch', '--quiet', 'main');
    commitFile(world, 'README.md', '# One\n');
    commitFile(world, 'README.md', '# Two\n');
    return world;
  }

  /** Everything that starts, commits or pushes. */
  async function refusedAsBusy(world: TestWorld, next: RegExp): Promise<void> {
    const { engine } = world;
    await refused(world, 'GIT_BUSY', start(world), next);
    await refused(world, 'GIT_BUSY', () => engine.summarizePhase());
    await refused(world, 'GIT_BUSY', () => engine.createPullRequest());
    await refused(world, 'GIT_BUSY', () => engine.setTodo({ index: 0, done: true, commit: 'feat: X' }));
    await refused(world, 'GIT_BUSY', () => engine.approvePlan({ commit: true }));
    await refused(world, 'GIT_BUSY', () => engine.archive({ unfinished: 'archive', commit: true }));
    await refused(world, 'GIT_BUSY', () => engine.createPlan({ task: 'other', commit: true }));
    assert.equal((await engine.status()).state, 'planned');
  }
});

describe('executePhase: the first code that applies', () => {
  it('is the first of the checks in their order', async () => {
    const world = await plannedWorld({}, { ...authentication, phases: (authentication.phases ?? []).slice(0, 2) });
    const wrong: { code: ErrorCode; repair: () => void }[] = [];
    const add = (code: ErrorCode, spoil: () => void, repair: () => void): void => {
      spoil();
      wrong.push({ code, repair });
    };
    const at = (file: string) => path.join(world.folder, file);
    const write = (file: string, text: string) => () => world.write(file, text);
    const remove = (file: string) => () => rmSync(at(file));
    const move = (from: string, to: string) => () => renameSync(from, to);
    const trust = (trusted: boolean) => () => (world.ports.trusted = () => trusted);
    // From the last check to the first, each on top of the ones before.
    const onto = `${PHASE}-1`;
    const plan = `${PLAN}-phase-1.md`;
    const [phase1, text] = [world.read(plan), world.read(CONTEXT)];
    const spoilBoth = () => {
      pushedByAnother(world, { [plan]: `${phase1}\nTheirs.\n` });
      world.write(plan, `${phase1}\nMine.\n`);
    };
    const branchMade = () => world.git('branch', onto);
    add('BRANCH_EXISTS', branchMade, () => world.git('branch', '-D', onto));
    add('DIRTY_TREE', write('dirty.txt', ''), remove('dirty.txt'));
    add('CONTEXT_DIRTY', spoilBoth, write(plan, phase1));
    add('PULL_FAILED', move(world.bare, `${world.bare}.away`), move(`${world.bare}.away`, world.bare));
    add('NO_STEPS', write(plan, '# Phase 1: Bare\n'), write(plan, `${phase1}\nMine.\n`));
    add('PLAN_MISSING', remove(plan), write(plan, '# Phase 1: Bare\n'));
    add('CONTEXT_INVALID', write(CONTEXT, text.replace('{', '{{')), write(CONTEXT, text));
    add('NOT_INITIALIZED', remove(CONTEXT), write(CONTEXT, text.replace('{', '{{')));
    add('GIT_BUSY', write('.git/MERGE_HEAD', `${tip(world, 'HEAD')}\n`), remove('.git/MERGE_HEAD'));
    add('NOT_A_REPOSITORY', move(at('.git'), at('.git.away')), move(at('.git.away'), at('.git')));
    add('UNTRUSTED', trust(false), trust(true));
    for (const { code, repair } of wrong.reverse()) {
      await refused(world, code, start(world, 1));
      await refused(world, code, () => world.engine.executePhase({ phase: 1, dryRun: true }));
      repair();
    }
    await world.engine.executePhase({ phase: 1 });
    assert.equal(branch(world), onto);
  });

  it('asks for the phase before its plan file and the steps, and for merges before changes', async () => {
    const world = await worldIn('completed');
    world.write('dirty.txt', '');
    rmSync(path.join(world.folder, `${PLAN}-phase-1.md`));
    await refused(world, 'PHASE_COMPLETED', start(world, 1));
    await refused(world, 'NOT_MERGED', start(world, 2));
    await refused(world, 'PHASE_BLOCKED', start(world, 3));
    world.write(`${PLAN}-phase-3.md`, '# Phase 3: Bare\n');
    await refused(world, 'NO_STEPS', start(world, 3));
  });

  it('names a folder in the place of the context file', async () => {
    const world = makeWorld();
    mkdirSync(path.join(world.folder, CONTEXT), { recursive: true });
    await refused(world, 'CONTEXT_INVALID', start(world));
    assert.equal((await world.engine.status()).state, 'invalid');
  });
});

describe('executePhase: a dry run', () => {
  it('tells what it would do and changes nothing', async () => {
    const world = await worldIn('planned');
    pushedByAnother(world, { 'src/new.txt': 'new\n' });
    world.write('README.md', '# Dirty\n');
    // What an index refresh would rewrite.
    world.write('other.txt', 'x');
    const before = world.snapshot();
    const { branch: name, todos, steps } = await world.engine.executePhase({ dryRun: true, dirty: 'stash' });
    assert.deepEqual(world.snapshot(), before);
    assert.equal(name, `${PHASE}-1`);
    assert.equal(todos.length, 2);
    const short = tip(world, 'origin/main').slice(0, 8);
    assert.deepEqual(steps, [
      `Stash uncommitted changes outside context/ as “${PHASE}-1 2025-12-18T10:00:00.500Z”`,
      `Create branch ${PHASE}-1 from origin/main (${short}: ahead of the local main)`,
      `Fast-forward main to ${short}`,
      `Update ${CONTEXT}`,
      `Update ${PLAN}-phase-1.md`,
      `Commit “chore: Initialize execution context for implement-user-authentication-phase-1”: ${CONTEXT}, ${PLAN}-phase-1.md`,
    ]);
    assert.deepEqual((await world.engine.executePhase({ dirty: 'stash' })).steps, steps);
    assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
  });
});
