import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gitExec, type GitExec } from '../../src/adapters/git/exec';
import { LastPlan } from '../../src/adapters/runner/recovery/lastPlan';
import { dropStash } from '../../src/adapters/runner/steps/parts/stash';
import { branch, same, worldIn } from '../support/hostile';
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

describe('files that are put back', () => {
  it('are not put over what somebody saves meanwhile, and the entry keeps what was stashed', async () => {
    const world = await worldIn('planned');
    world.write('README.md', '# Ours\n');
    world.write('new.txt', 'new\n');
    await world.engine.executePhase({ dirty: 'stash' });
    const git = gitExec(world.folder, { binary: 'git', log: quiet });
    let isBack = false;
    const exec: GitExec = async (command) => {
      const output = await git(command);
      isBack ||= branch(world) === 'main';
      // The last that git is asked before they are.
      if (isBack && command.args[0] === 'diff') world.write('README.md', '# Saved meanwhile\n');
      return output;
    };
    const { left } = await new LastPlan({ root: world.folder, exec }, quiet).undo();
    assert.deepEqual(left, ['stash@{0}, which has other contents of README.md', 'README.md']);
    assert.deepEqual([world.read('README.md'), world.read('new.txt')], ['# Saved meanwhile\n', 'new\n']);
    assert.equal(world.git('show', 'stash@{0}:README.md'), '# Ours');
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
