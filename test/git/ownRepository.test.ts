import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { CONTEXT } from '../support/hostile';
import { identify, runGit } from '../support/git';
import { authentication, makeWorld, worldAt, type TestWorld } from '../support/world';

type Kind = 'submodule' | 'nested' | 'nested, without a commit';

/** A world whose context folder is a repository of its own, with a plan committed in it. */
async function worldWith(kind: Kind): Promise<TestWorld> {
  const world = makeWorld();
  const folder = path.join(world.folder, 'context');
  const there = kind === 'submodule' ? path.join(world.root, 'own') : folder;
  mkdirSync(there);
  runGit(there, 'init', '--quiet');
  identify(there);
  if (kind !== 'nested, without a commit') runGit(there, 'commit', '--quiet', '--allow-empty', '--message=x');
  if (kind === 'submodule') {
    world.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', '../own', 'context');
    identify(folder);
    world.git('commit', '--quiet', '--message=chore: Add the context');
    world.git('push', '--quiet');
  }
  await world.engine.init();
  await world.engine.createPlan(authentication);
  if (kind === 'nested, without a commit') return world;
  runGit(folder, 'add', '.');
  runGit(folder, 'commit', '--quiet', '--message=docs: Plan');
  if (kind === 'submodule') world.git('commit', '--quiet', '--all', '--message=docs: Plan');
  if (kind === 'submodule') world.git('push', '--quiet');
  return world;
}

describe('A context folder that is a repository of its own', () => {
  for (const kind of ['submodule', 'nested', 'nested, without a commit'] as const) {
    it(`counts as ignored through a whole phase: ${kind}`, async () => {
      const world = await worldWith(kind);
      const shown = world.git('ls-files', '--stage', 'context');
      await world.engine.approvePlan({ commit: true });
      await world.engine.executePhase({});
      assert.equal(world.git('branch', '--show-current'), 'para/implement-user-authentication-phase-1');
      assert.match(world.read(CONTEXT), /Executing:/);
      assert.equal(world.git('show', '--name-only', '--format=', 'HEAD'), '');
      world.write('src/a.txt', 'a\n');
      await world.engine.setTodo({ index: 0, done: true, commit: 'feat: Add a' });
      assert.equal(world.git('show', '--name-only', '--format=', 'HEAD'), 'src/a.txt');
      await world.engine.setTodo({ index: 1, done: true });
      const { warnings } = await world.engine.summarizePhase({ commit: true, open: 'carry' });
      assert.deepEqual(warnings, []);
      await world.engine.archive({ unfinished: 'archive', commit: true });
      assert.equal(world.git('ls-files', '--stage', 'context'), shown);
    });

    it(`is as it was after Undo: ${kind}`, async () => {
      const world = await worldWith(kind);
      world.write('README.md', 'mine\n');
      const before = world.snapshot();
      await world.engine.executePhase({ dirty: 'stash' });
      assert.equal(world.read('README.md'), '# Project\n');
      await world.engine.undoLast();
      const changed = Object.entries(world.snapshot()).filter(([key, value]) => before[key] !== value);
      assert.deepEqual(
        changed.map(([key]) => key).filter((key) => !key.startsWith('context/.git')),
        [],
      );
    });
  }

  it('counts as ignored where a folder above it is one', async () => {
    const top = makeWorld();
    const docs = path.join(top.folder, 'docs');
    mkdirSync(docs);
    runGit(docs, 'init', '--quiet');
    identify(docs);
    const world = worldAt(top.root, top.folder, top.bare, { contextFolder: 'docs/context' });
    await world.engine.init();
    await world.engine.createPlan(authentication);
    await world.engine.executePhase({});
    assert.match(world.read('docs/context/context.md'), /Executing:/);
    assert.equal(world.git('show', '--name-only', '--format=', 'HEAD'), '');
  });

  it('is committed here where git tracks files in it here', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan(authentication);
    world.git('add', 'context');
    world.git('commit', '--quiet', '--message=docs: Plan');
    world.git('push', '--quiet');
    runGit(path.join(world.folder, 'context'), 'init', '--quiet');
    await world.engine.executePhase({});
    assert.match(world.git('show', '--name-only', '--format=', 'HEAD'), /^context\/context\.md$/m);
  });
});
