import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import path from 'node:path';
import {
  CONTEXT,
  PHASE,
  PLAN,
  branch,
  commitAt,
  commitFile,
  exists,
  failed,
  firstCommit,
  land,
  pushedByAnother,
  refused,
  statuses,
  tip,
  worldIn,
} from '../support/hostile';
import { runGit } from '../support/git';
import { authentication, makeWorld, plannedWorld } from '../support/world';

describe('executePhase: where a phase starts', () => {
  it('starts from the remote when the local base is behind, and fast-forwards it', async () => {
    const world = await worldIn('planned');
    pushedByAnother(world, { 'src/new.txt': 'new\n' });
    const { steps } = await world.engine.executePhase();
    assert.equal(tip(world, 'HEAD^'), tip(world, 'origin/main'));
    assert.equal(tip(world, 'main'), tip(world, 'origin/main'));
    assert.equal(world.read('src/new.txt'), 'new\n');
    assert.match(steps.join('\n'), /origin\/main.*ahead of the local main[\s\S]*Fast-forward main/);
    assert.equal(world.git('status', '--porcelain'), '');
  });

  it('leaves a base alone that is behind and checked out in another work tree', async () => {
    const world = await worldIn('planned');
    world.git('switch', '--quiet', '-c', 'side');
    world.git('worktree', 'add', '--quiet', path.join(world.root, 'tree'), 'main');
    const old = tip(world, 'main');
    pushedByAnother(world, { 'src/new.txt': 'new\n' });
    await world.engine.executePhase();
    assert.equal(tip(world, 'HEAD^'), tip(world, 'origin/main'));
    assert.equal(tip(world, 'main'), old);
    assert.equal(runGit(path.join(world.root, 'tree'), 'status', '--porcelain'), '');
  });

  it('starts in another work tree of the repository', async () => {
    const world = await worldIn('planned');
    const tree = path.join(world.root, 'tree');
    world.git('worktree', 'add', '--quiet', '-b', 'side', tree);
    const { worldAt } = await import('../support/world');
    const there = worldAt(world.root, tree, world.bare);
    pushedByAnother(world, { 'src/new.txt': 'new\n' });
    await there.engine.executePhase();
    assert.equal(branch(there), `${PHASE}-1`);
    assert.equal(branch(world), 'main');
    assert.notEqual(tip(world, 'main'), tip(world, 'origin/main'));
    assert.equal(world.git('status', '--porcelain'), '');
  });

  it('starts from a local base that is ahead: its plan commit could not be pushed', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan({ ...authentication, commit: true });
    assert.notEqual(tip(world, 'main'), tip(world, 'origin/main'));
    await world.engine.executePhase();
    assert.equal(tip(world, 'HEAD^'), tip(world, 'main'));
    assert.deepEqual(commitAt(world), { subject: firstCommit(1), files: [`M ${CONTEXT}`, `M ${PLAN}-phase-1.md`] });
  });

  it('brings no file along over one that git does not see', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan({ ...authentication, commit: true });
    commitFile(world, 'context/data/notes.txt', 'committed\n');
    pushedByAnother(world, { 'src/new.txt': 'new\n' });
    world.git('switch', '--quiet', '--detach', 'origin/main~0');
    world.git('checkout', '--quiet', 'main', '--', 'context/context.md', 'context/plans');
    world.write('.git/info/exclude', 'context/data/\n');
    world.write('context/data/notes.txt', 'mine\n');
    await refused(world, 'CONTEXT_CHANGED', () => world.engine.executePhase(), /notes\.txt.*in the way/);
  });

  it('brings the state too when the remote has a context file that never heard of the plan', async () => {
    const world = makeWorld();
    await world.engine.init();
    world.git('add', 'context');
    world.git('commit', '--quiet', '--message=docs: Begin');
    world.git('push', '--quiet');
    await world.engine.createPlan({ ...authentication, commit: true });
    pushedByAnother(world, {
      'src/new.txt': 'new\n',
      [CONTEXT]: `${world.git('show', `origin/main:${CONTEXT}`)}\n\nMine.\n`,
    });
    await world.engine.executePhase();
    assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
    assert.match(world.read(CONTEXT), /Mine\.\n/);
    assert.match(world.read(CONTEXT), /^Executing: Implement User Authentication - Phase 1/m);
    assert.equal(commitAt(world).files.length, 5);
  });

  it('starts after the plan commit was squash-merged into the remote', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan({ ...authentication, commit: true });
    const files = Object.fromEntries(
      [CONTEXT, ...[1, 2, 3].map((n) => `${PLAN}-phase-${n}.md`), `${PLAN}.md`].map((file) => [file, world.read(file)]),
    );
    pushedByAnother(world, { ...files, 'src/new.txt': 'new\n' });
    await world.engine.executePhase();
    assert.equal(tip(world, 'HEAD^'), tip(world, 'origin/main'));
    assert.deepEqual(commitAt(world), { subject: firstCommit(1), files: [`M ${CONTEXT}`, `M ${PLAN}-phase-1.md`] });
  });

  it('is refused when the base has diverged in code, naming the commits of both', async () => {
    const world = await worldIn('planned');
    commitFile(world, 'src/mine.txt', 'mine\n', 'feat: Mine');
    pushedByAnother(world, { 'src/theirs.txt': 'theirs\n' });
    const { message } = await refused(world, 'PULL_FAILED', () => world.engine.executePhase());
    const mine = tip(world, 'main').slice(0, 8);
    const theirs = tip(world, 'origin/main').slice(0, 8);
    for (const part of [`${mine} feat: Mine`, `${theirs} feat: Change src/theirs.txt`, 'main', 'origin/main']) {
      assert.ok(message.includes(part), message);
    }
    assert.equal((await world.engine.status()).state, 'planned');
  });

  it('is refused when a commit of the local base changes context and code', async () => {
    const world = await worldIn('planned');
    commitFile(world, 'context-of-mine.txt');
    pushedByAnother(world, { 'src/theirs.txt': 'theirs\n' });
    await refused(world, 'PULL_FAILED', () => world.engine.executePhase());
  });

  it('works without a remote', async () => {
    const world = await plannedWorld({ remote: false });
    await world.engine.executePhase();
    assert.equal(tip(world, 'HEAD^'), tip(world, 'main'));
    assert.equal(branch(world), `${PHASE}-1`);
  });

  it('works with a remote of another name', async () => {
    const world = await worldIn('planned');
    world.git('remote', 'rename', 'origin', 'team/forge');
    runGit(world.root, 'clone', '--quiet', world.bare, 'elsewhere');
    const other = path.join(world.root, 'elsewhere');
    runGit(other, 'commit', '--quiet', '--allow-empty', '--message=feat: Theirs');
    runGit(other, 'push', '--quiet');
    const { steps } = await world.engine.executePhase();
    assert.match(steps.join('\n'), /team\/forge\/main/);
    assert.equal(tip(world, 'HEAD^'), tip(world, 'team/forge/main'));
    assert.equal(tip(world, 'main'), tip(world, 'team/forge/main'));
  });

  it('takes the base that is set', async () => {
    const world = await worldIn('planned');
    world.git('switch', '--quiet', '-c', 'develop');
    commitFile(world, 'src/develop.txt');
    world.git('switch', '--quiet', 'main');
    world.settings.baseBranch = 'develop';
    await world.engine.executePhase();
    assert.equal(tip(world, 'HEAD^'), tip(world, 'develop'));
    world.settings.baseBranch = 'nowhere';
    await refused(world, 'GIT_FAILED', () => world.engine.executePhase({ phase: 2 }), /no branch nowhere/);
  });

  it('stops offline, and goes on with what is known when told to', async () => {
    const world = await worldIn('planned');
    renameSync(world.bare, `${world.bare}.away`);
    const error = await refused(world, 'PULL_FAILED', () => world.engine.executePhase(), /origin/);
    assert.equal(error.parts?.title, 'Could not fetch from “origin”.');
    await refused(world, 'PULL_FAILED', () => world.engine.executePhase({ dryRun: true }));
    const { steps } = await world.engine.executePhase({ offline: 'continue', dryRun: true });
    assert.match(steps.join('\n'), /up to date with origin\/main, as last fetched\)/);
    await world.engine.executePhase({ offline: 'continue' });
    assert.equal(tip(world, 'HEAD^'), tip(world, 'origin/main'));
  });

  it('does not fetch when that is switched off', async () => {
    const world = await worldIn('planned');
    renameSync(world.bare, `${world.bare}.away`);
    world.settings.fetchBeforeStart = false;
    const { steps } = await world.engine.executePhase();
    assert.match(steps.join('\n'), /up to date with origin\/main, as last fetched\)/);
    assert.equal(branch(world), `${PHASE}-1`);
  });

  it('starts from a detached HEAD', async () => {
    const world = await worldIn('planned');
    world.git('switch', '--quiet', '--detach');
    await refused(world, 'PHASE_BLOCKED', () => world.engine.executePhase({ phase: 2 }));
    await world.engine.executePhase();
    assert.equal(branch(world), `${PHASE}-1`);
  });

  it('is refused on a branch without a commit', async () => {
    const world = makeWorld({ repository: false });
    runGit(world.folder, 'init', '--quiet', '--initial-branch=main');
    await world.engine.init();
    await world.engine.createPlan(authentication);
    await refused(world, 'GIT_FAILED', () => world.engine.executePhase(), /first commit/);
    assert.equal((await world.engine.status()).state, 'planned');
  });

  it('is refused on an orphan branch whose files would be overwritten', async () => {
    const world = await worldIn('planned');
    world.git('switch', '--quiet', '--orphan', 'empty');
    await world.engine.init();
    await world.engine.createPlan(authentication);
    await refused(world, 'CONTEXT_DIRTY', () => world.engine.executePhase());
  });
});

describe('executePhase: a second clone', () => {
  it('starts the next phase with its base pulled', async () => {
    const world = await worldIn('completed');
    land(world, 1);
    const other = world.clone('other');
    await other.engine.executePhase();
    assert.equal(branch(other), `${PHASE}-2`);
    assert.deepEqual(statuses(other), ['completed', 'in_progress', 'pending']);
  });

  it('starts the next phase with its base not pulled', async () => {
    const world = await worldIn('completed');
    const other = world.clone('other');
    land(world, 1, 'squash');
    assert.equal((await other.engine.status()).phases[0]?.status, 'pending');
    const { todos } = await other.engine.executePhase();
    assert.deepEqual(todos, ['Add the login endpoint', 'Add the logout endpoint']);
    assert.equal(branch(other), `${PHASE}-2`);
    assert.deepEqual(statuses(other), ['completed', 'in_progress', 'pending']);
    assert.equal(tip(other, 'main'), tip(other, 'origin/main'));
    assert.ok(exists(other, 'src/phase-1.txt'));
  });

  it('sees that a phase runs elsewhere', async () => {
    const world = await worldIn('started');
    const other = world.clone('other');
    world.git('push', '--quiet', 'origin', `${PHASE}-1`);
    await refused(other, 'BRANCH_EXISTS', () => other.engine.executePhase(), /on origin/);
    await failed('PHASE_BLOCKED', () => other.engine.executePhase({ phase: 2 }));
  });

  it('is told of a phase that somebody completed meanwhile', async () => {
    const world = await worldIn('completed');
    const other = world.clone('other');
    land(world, 1);
    await refused(other, 'PHASE_COMPLETED', () => other.engine.executePhase({ phase: 1 }));
  });
});
