import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { changes, CONTEXT, TASK, worldIn } from '../support/hostile';
import { long, manyTodos, same, writeTogether, WRITING, type Kind } from '../support/writers';

export { writeIn } from '../support/writers';

describe('two writers of a context file', function () {
  this.timeout(WRITING + 60_000);

  it('two windows: every to-do is as it was said last', async () => {
    const world = await manyTodos();
    const { folder } = world;
    const written = await writeTogether(__filename, [
      { kind: 'engine', folder, rest: 0, name: 'a window' },
      { kind: 'engine', folder, rest: 1, name: 'another window' },
    ]);
    same(world, written);
    assert.deepEqual(
      written.map(({ refused }) => refused),
      [[], []],
    );
    assert.deepEqual(changes(world), [` M ${CONTEXT}`]);
  });

  it('a window and one on a worktree, in a folder that goes by two names', async () => {
    const world = await worldIn('planned', long);
    world.settings.isolation = 'worktree';
    await world.engine.executePhase();
    const linked = path.join(world.root, 'linked');
    symlinkSync(world.folder, linked);
    const worktree = `.para-worktrees/${TASK}-phase-1`;
    const written = await writeTogether(__filename, [
      { kind: 'engine', folder: world.folder, rest: 0, name: 'a window' },
      { kind: 'engine', folder: linked, worktree, rest: 1, name: 'a window on the worktree' },
    ]);
    same(world, written);
    assert.deepEqual(
      written.map(({ refused }) => refused),
      [[], []],
    );
  });

  for (const kind of ['renames', 'rewrites', 'appends'] as Kind[]) {
    it(`a window, and an agent that ${kind}: every tick and every note is there`, async () => {
      const world = await manyTodos();
      const { folder } = world;
      const written = await writeTogether(__filename, [
        { kind: 'engine', folder, name: 'a window' },
        { kind, folder, name: 'note' },
      ]);
      same(world, written);
      for (const code of written.flatMap(({ refused }) => refused)) assert.equal(code, 'CONTEXT_CHANGED');
      assert.deepEqual(changes(world), [` M ${CONTEXT}`]);
    });
  }

  it('two windows and an agent', async () => {
    const world = await manyTodos();
    const { folder } = world;
    const written = await writeTogether(__filename, [
      { kind: 'engine', folder, rest: 0, name: 'a window' },
      { kind: 'engine', folder, rest: 1, name: 'another window' },
      { kind: 'appends', folder, name: 'appended' },
    ]);
    same(world, written);
  });
});
