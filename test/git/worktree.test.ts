import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import {
  CONTEXT,
  PHASE,
  SUMMARY,
  TASK,
  branch,
  changes,
  commitAt,
  executable,
  exists,
  firstCommit,
  hook,
  independent,
  land,
  pushedByAnother,
  refused,
  same,
  statuses,
  tip,
  worldIn,
} from '../support/hostile';
import { twoRunning } from '../support/golden';
import { makeWorld, quiet, type TestWorld } from '../support/world';
import { createRunner } from '../../src/adapters/runner/runner';

const TREE = `.para-worktrees/${TASK}-phase`;
const FIRST_PLAN = `context/plans/2025-12-18-${TASK}-phase-1.md`;
/** Phase 3 depends on the others, which depend on nothing. */
const PLAN = {
  ...independent,
  phases: (independent.phases ?? []).map((phase, index) => (index < 2 ? phase : { ...phase, dependsOn: [1, 2] })),
};

/** Phases 1 to `running` run, each in its worktree. */
async function worktrees(running = 0): Promise<TestWorld> {
  const world = await worldIn('planned', PLAN);
  world.settings.isolation = 'worktree';
  for (let phase = 1; phase <= running; phase++) await world.engine.executePhase({ phase });
  return world;
}

/** A file in a phase's worktree. */
const inTree = (phase: number, file: string): string => `${TREE}-${phase}/${file}`;
const head = (world: TestWorld, phase: number): string => world.git('-C', `${TREE}-${phase}`, 'rev-parse', 'HEAD');

describe('worktree mode: a start', () => {
  it('makes a worktree from the start point and leaves everything else here as it was', async () => {
    const world = await worktrees();
    pushedByAnother(world, { 'src/theirs.txt': 'theirs\n' });
    world.write('README.md', '# Changed\n');
    world.write('staged.txt', 'staged\n');
    world.git('add', 'staged.txt');
    const was = world.snapshot();
    const planned = await world.engine.executePhase({ phase: 1, dryRun: true });
    same(world.snapshot(), was);
    const { commit, ...result } = await world.engine.executePhase({ phase: 1 });
    assert.deepEqual(result, planned);
    assert.equal(commit, tip(world, `${PHASE}-1`));
    assert.equal(result.worktree, `${TREE}-1`);
    assert.equal(result.branch, `${PHASE}-1`);
    assert.equal(branch(world), 'main');
    assert.deepEqual(commitAt(world, `${PHASE}-1`), { subject: firstCommit(1), files: [] });
    assert.equal(tip(world, `${PHASE}-1^`), tip(world, 'origin/main'));
    assert.ok(exists(world, inTree(1, 'src/theirs.txt')));
    assert.equal(world.git('-C', result.worktree ?? '', 'status', '--porcelain'), '');
    assert.deepEqual(changes(world), [` M ${CONTEXT}`, ` M ${FIRST_PLAN}`, ' M README.md', 'A  staged.txt'].sort());
    const after = world.snapshot();
    const besides = Object.keys(after).filter((key) => key.startsWith('.para-worktrees/'));
    same(after, was, ['refs', 'exclude', `worktree ${TASK}-phase-1`, CONTEXT, FIRST_PLAN, ...besides]);
  });

  it('keeps the to-dos of two phases apart, exactly', async () => {
    const world = await worktrees(2);
    assert.equal(world.read(CONTEXT), twoRunning());
    const { currentPhase, todos, phases, branch: here } = await world.engine.status();
    assert.equal(currentPhase, 2);
    assert.deepEqual(
      todos.map((each) => each.phase),
      [1, 1, 2, 2],
    );
    assert.deepEqual(
      phases.map((each) => each.worktree),
      [`${TREE}-1`, `${TREE}-2`, null],
    );
    assert.deepEqual(here, { expected: null, actual: 'main' });
  });

  it('adds its line to what git leaves out once, after the bytes that are there', async () => {
    const world = await worktrees();
    world.write('.git/info/exclude', '*.log\r\n# no end');
    await world.engine.executePhase({ phase: 1 });
    await world.engine.executePhase({ phase: 2 });
    assert.equal(world.read('.git/info/exclude'), '*.log\r\n# no end\n/.para-worktrees/\n');
  });

  it('changes nothing for a phase that runs', async () => {
    const world = await worktrees(1);
    const was = world.snapshot();
    const again = await world.engine.executePhase({ phase: 1 });
    assert.deepEqual(again.steps, []);
    assert.equal(again.worktree, `${TREE}-1`);
    same(world.snapshot(), was);
  });

  it('waits for what the phase depends on', async () => {
    const world = await worktrees(1);
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 3 }));
  });

  it('goes on as the plan was begun, whatever is set', async () => {
    const world = await worktrees(1);
    world.settings.isolation = 'branch';
    assert.equal((await world.engine.executePhase({ phase: 2 })).worktree, `${TREE}-2`);
    const v1 = await worldIn('started', PLAN);
    v1.settings.isolation = 'worktree';
    await refused(v1, 'PHASE_BLOCKED', () => v1.engine.executePhase({ phase: 2 }), /running on/);
  });

  it('is taken back whole when it fails', async () => {
    for (const name of ['post-checkout', 'pre-commit']) {
      const world = await worktrees();
      const was = world.snapshot();
      hook(world, name, 'echo no >&2; exit 1');
      await assert.rejects(world.engine.executePhase({ phase: 1 }));
      same(world.snapshot(), was);
    }
  });

  it('is undone as long as there is nothing more in the worktree', async () => {
    const world = await worktrees();
    const was = world.snapshot();
    await world.engine.executePhase({ phase: 1 });
    world.write(inTree(1, 'mine.txt'), 'mine\n');
    await refused(world, 'GIT_FAILED', () => world.engine.undoLast(), /changes in \.para-worktrees/);
    rmSync(path.join(world.folder, inTree(1, 'mine.txt')));
    await world.engine.undoLast();
    same(world.snapshot(), was);
  });

  it('refuses what is in the way, a branch that is checked out here, and a start from a worktree', async () => {
    const world = await worktrees();
    world.write(`${TREE}-1/mine.txt`, 'mine\n');
    await refused(world, 'WRITE_FAILED', () => world.engine.executePhase({ phase: 1 }), /in the way/);
    world.git('switch', '--quiet', '-c', `${PHASE}-2`);
    const resume = { phase: 2, existingBranch: 'resume' } as const;
    await refused(world, 'GIT_FAILED', () => world.engine.executePhase(resume), /checked out in the main work tree/);
  });

  it('says what to do where its paths are too long', async () => {
    const world = await worldIn('planned', independent);
    world.settings.isolation = 'worktree';
    const says =
      'case "$*" in *"worktree add"*) echo "error: unable to create file a/b: Filename too long" >&2; exit 128;; esac';
    const binary = executable(world, 'long-git', `${says}\nexec git "$@"`);
    world.ports.runner = createRunner(world.folder, { binary, log: quiet });
    await refused(
      world,
      'WRITE_FAILED',
      () => world.engine.executePhase({ phase: 1 }),
      /too long for this system.*core\.longPaths/,
    );
  });

  it('takes a suffix for the branch and the worktree alike', async () => {
    const world = await worktrees();
    world.git('branch', `${PHASE}-1`);
    await refused(world, 'BRANCH_EXISTS', () => world.engine.executePhase({ phase: 1 }));
    const result = await world.engine.executePhase({ phase: 1, existingBranch: 'suffix' });
    assert.deepEqual([result.branch, result.worktree], [`${PHASE}-1-2`, `${TREE}-1-2`]);
  });

  it('resumes a phase whose worktree is gone, with its ticks', async () => {
    const world = await worktrees(2);
    await world.engine.setTodo({ phase: 1, index: 0, done: true });
    rmSync(path.join(world.folder, `${TREE}-1`), { recursive: true });
    const { phases } = await world.engine.status();
    assert.deepEqual([phases[0]?.status, phases[0]?.worktree], ['in_progress', null]);
    await refused(world, 'BRANCH_EXISTS', () => world.engine.executePhase({ phase: 1 }));
    const text = world.read(CONTEXT);
    const result = await world.engine.executePhase({ phase: 1, existingBranch: 'resume' });
    assert.equal(result.steps.length, 1);
    assert.equal(world.read(CONTEXT), text);
    assert.ok(exists(world, inTree(1, 'README.md')));
    assert.equal(head(world, 1), tip(world, `${PHASE}-1`));
  });

  it('works for a plan without phases', async () => {
    const world = makeWorld({ settings: { isolation: 'worktree' } });
    await world.engine.init();
    await world.engine.createPlan({ task: 'small', date: '2025-12-18', title: 'Small' });
    const { worktree } = await world.engine.executePhase({ todos: ['One'] });
    assert.equal(worktree, '.para-worktrees/small');
    world.write('.para-worktrees/small/a.txt', 'a\n');
    await world.engine.setTodo({ index: 0, done: true, commit: 'feat: A' });
    assert.deepEqual(commitAt(world, 'para/small'), { subject: 'feat: A', files: ['A a.txt'] });
    await world.engine.summarizePhase({ open: 'carry' });
    assert.match(world.read('context/summaries/2025-12-18-small-summary.md'), /`a\.txt`/);
  });
});

describe('worktree mode: the work', () => {
  it('commits in the worktree of the to-do’s phase, without the context file', async () => {
    const world = await worktrees(2);
    const [one, main] = [head(world, 1), tip(world, 'main')];
    world.write(inTree(2, 'src/two.txt'), 'two\n');
    world.write(inTree(2, CONTEXT), 'Not the one that counts.\n');
    world.write('elsewhere.txt', 'mine\n');
    const { commit } = await world.engine.setTodo({ phase: 2, index: 1, done: true, commit: 'feat: Two' });
    assert.equal(commit, head(world, 2));
    assert.deepEqual(commitAt(world, `${PHASE}-2`), { subject: 'feat: Two', files: ['A src/two.txt'] });
    assert.deepEqual([head(world, 1), tip(world, 'main')], [one, main]);
    assert.match(world.read(CONTEXT), /- \[ \] Add the login endpoint\n- \[x\] Add the logout endpoint/);
  });

  it('commits what is staged there, and nothing else', async () => {
    const world = await worktrees(1);
    world.write(inTree(1, 'a.txt'), 'a\n');
    world.write(inTree(1, 'b.txt'), 'b\n');
    world.git('-C', `${TREE}-1`, 'add', 'a.txt');
    world.write('staged-here.txt', 'x\n');
    world.git('add', 'staged-here.txt');
    await world.engine.setTodo({ index: 0, done: true, commit: 'feat: A' });
    assert.deepEqual(commitAt(world, `${PHASE}-1`).files, ['A a.txt']);
    assert.ok(changes(world).includes('A  staged-here.txt'));
    assert.equal(world.git('-C', `${TREE}-1`, 'status', '--porcelain'), '?? b.txt');
  });

  it('is taken back when the commit is refused, there and here', async () => {
    const world = await worktrees(1);
    world.write(inTree(1, 'a.txt'), 'a\n');
    hook(world, 'pre-commit', 'exit 1');
    const tick = () => world.engine.setTodo({ index: 0, done: true, commit: 'feat: A' });
    await refused(world, 'COMMIT_FAILED', tick);
    assert.equal(world.git('-C', `${TREE}-1`, 'status', '--porcelain'), '?? a.txt');
  });

  it('refuses a commit where there is nothing, a foreign branch, a worktree that is gone, or one outside', async () => {
    const world = await worktrees(1);
    const tick = () => world.engine.setTodo({ index: 0, done: true, commit: 'feat: A' });
    await refused(world, 'COMMIT_FAILED', tick, /nothing to commit/);
    world.write(inTree(1, CONTEXT), 'Staged.\n');
    world.git('-C', `${TREE}-1`, 'add', CONTEXT);
    await refused(world, 'CONTEXT_DIRTY', tick, /staged/);
    world.git('-C', `${TREE}-1`, 'switch', '--quiet', '--discard-changes', '-c', 'other');
    await refused(world, 'GIT_FAILED', tick, /other is checked out/);
    world.git('worktree', 'remove', '--force', `${TREE}-1`);
    await refused(world, 'PHASE_NOT_STARTED', tick, /gone/);
    world.git('worktree', 'add', '--quiet', '../outside', `${PHASE}-1`);
    world.write(CONTEXT, world.read(CONTEXT).replace(`"${TREE}-1"`, '"../outside"'));
    await refused(world, 'OUTSIDE_WORKSPACE', tick);
    // Any other folder is no worktree, whatever the file says.
    mkdirSync(path.join(world.folder, 'src'), { recursive: true });
    world.write(CONTEXT, world.read(CONTEXT).replace('"../outside"', '"src"'));
    await refused(world, 'PHASE_NOT_STARTED', tick);
  });

  it('goes from two phases side by side to the one that depends on both', async () => {
    const world = await worktrees(2);
    for (const phase of [1, 2]) {
      world.write(inTree(phase, `src/${phase}.txt`), 'x\n');
      await world.engine.setTodo({ phase, index: 0, done: true, commit: `feat: ${phase}` });
    }
    world.write(inTree(1, 'unseen.txt'), 'x\n');
    const { warnings } = await world.engine.summarizePhase({ phase: 1, open: 'carry' });
    assert.match(warnings.join(), /unseen\.txt/);
    const summary = world.read(`${SUMMARY}-phase-1-summary.md`);
    assert.match(summary, /`src\/1\.txt`/);
    assert.doesNotMatch(summary, /src\/2\.txt/);
    assert.deepEqual(statuses(world), ['completed', 'in_progress', 'pending']);
    assert.equal(branch(world), 'main');
    // One is left: it has the branch and the first lines for itself.
    const text = world.read(CONTEXT);
    assert.match(text, /\n\nExecuting: .* - Phase 2: API Layer\n/);
    assert.match(text, new RegExp(`"execution_branch": "${PHASE}-2"`));
    assert.match(text, /"current_phase": 2/);
    await world.engine.summarizePhase({ open: 'carry' });
    assert.deepEqual(statuses(world), ['completed', 'completed', 'pending']);
    world.git('add', 'context');
    world.git('commit', '--quiet', '--message=docs: Summaries');
    // The context file on main says completed; only git says merged.
    await refused(world, 'NOT_MERGED', () => world.engine.executePhase({ phase: 3 }));
    land(world, 1);
    land(world, 2, 'squash');
    world.git('worktree', 'remove', '--force', `${TREE}-1`);
    world.git('branch', '--quiet', '-D', `${PHASE}-1`);
    const merged = (await world.engine.status()).phases.map((each) => each.merged);
    assert.deepEqual(merged, [true, true, null]);
    const third = await world.engine.executePhase();
    assert.equal(third.worktree, `${TREE}-3`);
    assert.ok(exists(world, inTree(3, 'src/1.txt')) && exists(world, inTree(3, 'src/2.txt')));
    assert.deepEqual(
      (await world.engine.status()).todos.map((each) => each.phase),
      [3],
    );
  });
});
