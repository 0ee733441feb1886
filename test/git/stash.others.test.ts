import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gitExec, type GitExec } from '../../src/adapters/git/exec';
import { dropStash } from '../../src/adapters/runner/steps/parts/stash';
import { same, worldIn } from '../support/hostile';
import { quiet } from '../support/world';

describe('a start with a stash is taken back', () => {
  for (const kind of ['branch', 'tag'] as const) {
    it(`where a ${kind} is called stash`, async () => {
      const world = await worldIn('planned');
      world.git(kind, 'stash');
      world.write('README.md', '# Changed\n');
      world.write('new.txt', 'new\n');
      const before = world.snapshot();
      await world.engine.executePhase({ dirty: 'stash' });
      assert.deepEqual(await world.engine.undoLast(), { left: [] });
      same(world.snapshot(), before);
      assert.equal(world.git('stash', 'list'), '');
    });
  }
});

describe('an entry is dropped', () => {
  it('and none that somebody made in another worktree meanwhile', async () => {
    const world = await worldIn('started');
    const other = path.join(world.root, 'other');
    world.git('worktree', 'add', '--quiet', '--detach', other);
    world.write('README.md', '# Ours\n');
    world.git('stash', 'push', '--quiet', '--message', 'ours');
    const commit = world.git('rev-parse', 'stash@{0}');
    const git = gitExec(world.folder, { binary: 'git', log: quiet });
    let times = 0;
    const exec: GitExec = (command) => {
      if (command.args[1] === 'drop' && times++ === 0) {
        writeFileSync(path.join(other, 'README.md'), '# Theirs\n');
        world.git('-C', other, 'stash', 'push', '--quiet', '--message', 'theirs');
      }
      return git(command);
    };
    await dropStash({ root: world.folder, exec }, commit);
    assert.equal(times, 2);
    assert.match(world.git('stash', 'list', '--format=%gs'), /^.*theirs$/);
    assert.match(world.git('stash', 'show', '-p'), /\+# Theirs/);
  });
});

describe('the first commit of a phase', () => {
  it('takes Markdown files of the method, and nothing that editors and systems leave beside them', async () => {
    const world = await worldIn('planned');
    const left = ['x.md~', '#x.md#', '.#x.md', '.DS_Store', 'Thumbs.db', '.x.md.swp', 'draft notes.txt'];
    for (const name of left) world.write(`context/plans/${name}`, 'x\n');
    world.write('context/plans/2025-12-18-more.md', '# More\n');
    await world.engine.executePhase();
    const committed = world.git('show', '--name-only', '--format=', 'HEAD').split('\n');
    assert.ok(committed.includes('context/plans/2025-12-18-more.md'));
    for (const name of left) assert.ok(!committed.some((file) => file.includes(name)), name);
  });
});
