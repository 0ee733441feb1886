import assert from 'node:assert/strict';
import {
  CONTEXT,
  PLAN,
  changes,
  commitAt,
  commitFile,
  exists,
  firstCommit,
  mess,
  pushedByAnother,
  refused,
  worldIn,
} from '../support/hostile';

describe('executePhase: uncommitted changes outside the context folder', () => {
  it('stops', async () => {
    const world = await worldIn('planned');
    mess(world);
    const { message } = await refused(world, 'DIRTY_TREE', () => world.engine.executePhase());
    for (const file of ['README.md', 'staged.txt', 'dir/untracked.txt']) assert.ok(message.includes(file), message);
    await refused(world, 'DIRTY_TREE', () => world.engine.executePhase({ dirty: 'stop', dryRun: true }));
  });

  it('counts the names it does not list', async () => {
    const world = await worldIn('planned');
    for (let n = 0; n < 8; n++) world.write(`new-${n}.txt`, '');
    await refused(world, 'DIRTY_TREE', () => world.engine.executePhase(), /and 3 more/);
  });

  it('carries them, what is staged staying staged and out of the first commit', async () => {
    const world = await worldIn('planned');
    const before = mess(world);
    const { stash } = await world.engine.executePhase({ dirty: 'carry' });
    assert.equal(stash, undefined);
    assert.deepEqual(changes(world), before);
    assert.equal(world.git('show', ':staged.txt'), 'staged');
    assert.deepEqual(commitAt(world), { subject: firstCommit(1), files: [`M ${CONTEXT}`, `M ${PLAN}-phase-1.md`] });
  });

  it('carries a staged deletion and a staged rename', async () => {
    const world = await worldIn('planned');
    commitFile(world, 'a.txt');
    commitFile(world, 'b.txt');
    world.git('push', '--quiet');
    world.git('rm', '--quiet', 'a.txt');
    world.git('mv', 'b.txt', 'c.txt');
    const before = changes(world);
    await world.engine.executePhase({ dirty: 'carry' });
    assert.deepEqual(changes(world), before);
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`, `M ${PLAN}-phase-1.md`]);
  });

  it('carries them past a base that moved on elsewhere', async () => {
    const world = await worldIn('planned');
    pushedByAnother(world, { 'src/new.txt': 'new\n' });
    const before = mess(world);
    await world.engine.executePhase({ dirty: 'carry' });
    assert.deepEqual(changes(world), before);
    assert.ok(exists(world, 'src/new.txt'));
  });

  it('refuses to carry what the start point has another version of', async () => {
    const world = await worldIn('planned');
    mess(world);
    pushedByAnother(world, { 'README.md': '# Theirs\n', 'dir/untracked.txt': 'theirs\n' });
    const { message } = await refused(world, 'DIRTY_TREE', () => world.engine.executePhase({ dirty: 'carry' }));
    assert.match(message, /README\.md, dir\/untracked\.txt|dir\/untracked\.txt, README\.md/);
  });

  it('stashes them, untracked files too, and says where they went', async () => {
    const world = await worldIn('planned');
    const before = mess(world);
    const { stash = '' } = await world.engine.executePhase({ dirty: 'stash' });
    assert.match(stash, /^stash@\{0\}: para\/implement-user-authentication-phase-1 2025-12-18T10:00:00/);
    assert.equal(world.git('status', '--porcelain'), '');
    assert.equal(exists(world, 'dir/untracked.txt'), false);
    world.git('stash', 'pop', '--quiet', '--index');
    assert.deepEqual(changes(world), before);
  });

  it('stashes over a base that has other versions, and never the context folder', async () => {
    const world = await worldIn('planned');
    mess(world);
    world.write(`${PLAN}-phase-1.md`, `${world.read(`${PLAN}-phase-1.md`)}\nMore.\n`);
    world.write('context/data/notes.txt', 'data\n');
    pushedByAnother(world, { 'README.md': '# Theirs\n' });
    await world.engine.executePhase({ dirty: 'stash' });
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`, `M ${PLAN}-phase-1.md`]);
    assert.deepEqual(changes(world), ['?? context/data/notes.txt']);
    assert.doesNotMatch(world.git('stash', 'show', '--include-untracked', '--name-only', 'stash@{0}'), /context/);
  });

  it('keeps what is staged of the context folder out of the stash, and staged', async () => {
    const world = await worldIn('planned');
    const before = mess(world);
    world.write('context/data/new.txt', 'new\n');
    world.write(`${PLAN}-phase-2.md`, `${world.read(`${PLAN}-phase-2.md`)}\nMore.\n`);
    world.git('rm', '--quiet', '--cached', `${PLAN}-phase-3.md`);
    world.git('add', 'context/data', `${PLAN}-phase-2.md`);
    await world.engine.executePhase({ dirty: 'stash' });
    assert.deepEqual(changes(world), ['A  context/data/new.txt']);
    assert.deepEqual(commitAt(world).files, [`M ${CONTEXT}`, `M ${PLAN}-phase-1.md`, `M ${PLAN}-phase-2.md`]);
    assert.doesNotMatch(world.git('diff', '--name-only', 'stash^1', 'stash^2'), /context/);
    world.git('reset', '--quiet');
    world.git('stash', 'pop', '--quiet', '--index');
    assert.deepEqual(changes(world), [...before, '?? context/data/new.txt'].sort());
  });

  it('leaves earlier stash entries alone', async () => {
    const world = await worldIn('planned');
    world.write('README.md', '# Earlier\n');
    world.git('stash', 'push', '--quiet', '--message=mine');
    mess(world);
    await world.engine.executePhase({ dirty: 'stash' });
    assert.match(world.git('stash', 'list'), /^stash@\{0\}: On main: para\/.*\nstash@\{1\}: On main: mine$/);
  });

  it('makes no stash when only the context folder has changes', async () => {
    const world = await worldIn('planned');
    world.write('context/data/notes.txt', 'data\n');
    const { stash } = await world.engine.executePhase({ dirty: 'stash' });
    assert.equal(stash, undefined);
    assert.equal(world.git('stash', 'list'), '');
  });

  it('never overwrites a file that git ignores here and the start point tracks', async () => {
    const world = await worldIn('planned');
    world.write('.git/info/exclude', 'local.env\n');
    world.write('local.env', 'my secrets\n');
    pushedByAnother(world, { 'local.env': 'theirs\n' });
    for (const dirty of ['stop', 'carry', 'stash'] as const) {
      await refused(world, 'GIT_FAILED', () => world.engine.executePhase({ dirty }), /local\.env/);
    }
  });
});
