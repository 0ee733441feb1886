import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createRunner } from '../../src/adapters/runner/runner';
import { executable, same, worldIn } from '../support/hostile';
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

  it('without the entry that somebody made in another worktree meanwhile', async function () {
    if (process.platform === 'win32') this.skip();
    const world = await worldIn('planned');
    const other = path.join(world.root, 'other');
    world.git('worktree', 'add', '--quiet', '--detach', other);
    writeFileSync(path.join(other, 'README.md'), '# Theirs\n');
    const git = `${world.git('--exec-path')}/git`;
    const meanwhile = `case "$*" in *"stash drop"*) [ -e ${world.root}/once ] || { touch ${world.root}/once; ${git} -C ${other} stash push --quiet --message theirs; };; esac`;
    const binary = executable(world, 'git', `${meanwhile}\nexec ${git} "$@"`);
    world.ports.runner = createRunner(world.folder, { binary, log: quiet });
    world.write('README.md', '# Changed\n');
    await world.engine.executePhase({ dirty: 'stash' });
    assert.deepEqual(await world.engine.undoLast(), { left: [] });
    assert.equal(world.read('README.md'), '# Changed\n');
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
