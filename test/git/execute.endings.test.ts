import assert from 'node:assert/strict';
import { chmodSync, lstatSync, renameSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import {
  CONTEXT,
  PHASE,
  PLAN,
  branch,
  changes,
  commitAt,
  commitFile,
  failed,
  hook,
  land,
  refused,
  statuses,
  unhook,
  worldIn,
} from '../support/hostile';
import { authentication, makeWorld, work, worldAt, type TestWorld } from '../support/world';

const isCrlf = (text: string): boolean => /\r\n/.test(text) && !/[^\r]\n/.test(text);

/** A clone that checks text out with CRLF, as git for Windows does. */
async function windowsWorld(): Promise<TestWorld> {
  const world = await worldIn('planned');
  world.git('config', 'core.autocrlf', 'true');
  world.git('rm', '--quiet', '-r', '--cached', '.');
  world.git('reset', '--quiet', '--hard');
  assert.ok(isCrlf(world.read(CONTEXT)));
  return world;
}

describe('executePhase: line endings and other forms of files', () => {
  it('keeps CRLF that git made on checkout, through two phases', async () => {
    const world = await windowsWorld();
    const { todos } = await world.engine.executePhase();
    assert.equal(todos.length, 2);
    assert.ok(isCrlf(world.read(CONTEXT)));
    assert.equal(world.git('status', '--porcelain'), '');
    assert.doesNotMatch(world.git('cat-file', 'blob', `HEAD:${CONTEXT}`), /\r/);
    await work(world, 'src/phase-1.txt');
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    assert.ok(isCrlf(world.read(CONTEXT)));
    land(world, 1, 'squash');
    await world.engine.executePhase();
    assert.ok(isCrlf(world.read(CONTEXT)));
    assert.deepEqual(statuses(world), ['completed', 'in_progress', 'pending']);
    assert.equal(world.git('status', '--porcelain'), '');
  });

  for (const way of ['failed', 'undone'] as const) {
    it(`a start that is ${way}, where git gives back with CRLF what was written without: nothing counts as changed`, async () => {
      const world = await worldIn('planned');
      world.git('config', 'core.autocrlf', 'true');
      await world.engine.executePhase();
      commitFile(world, 'a.txt', 'a\n');
      await world.engine.summarizePhase({ commit: true, open: 'carry' });
      world.write('README.md', '# Mine\n');
      const start = () => world.engine.executePhase({ phase: 2, unmerged: 'continue', dirty: 'carry' });
      if (way === 'failed') {
        hook(world, 'pre-commit', 'exit 1');
        await failed('COMMIT_FAILED', start, /Everything is as it was before/);
        unhook(world, 'pre-commit');
      } else {
        await start();
        assert.deepEqual(await world.engine.undoLast(), { left: [] });
      }
      assert.deepEqual(changes(world), [' M README.md']);
      assert.equal((await start()).branch, `${PHASE}-2`);
    });
  }

  it('puts CRLF back when a start fails', async () => {
    const world = await windowsWorld();
    hook(world, 'pre-commit', 'exit 1');
    await refused(world, 'COMMIT_FAILED', () => world.engine.executePhase());
    await refused(world, 'COMMIT_FAILED', () => world.engine.executePhase({ dirty: 'stash' }));
  });

  it('carries a changed context file with CRLF', async () => {
    const world = await windowsWorld();
    world.write(CONTEXT, world.read(CONTEXT).replace('\r\n---\r\n', '\r\n## Mine\r\n\r\nKept.\r\n\r\n---\r\n'));
    await world.engine.executePhase();
    assert.ok(isCrlf(world.read(CONTEXT)));
    assert.match(world.read(CONTEXT), /## Mine\r\n\r\nKept\.\r\n/);
    assert.equal(world.git('status', '--porcelain'), '');
  });

  it('keeps CRLF and a BOM that were committed as such', async () => {
    const world = await worldIn('planned');
    const text = `\uFEFF${world.read(CONTEXT).replaceAll('\n', '\r\n')}`;
    commitFile(world, CONTEXT, text);
    await world.engine.executePhase();
    const now = world.read(CONTEXT);
    assert.ok(now.startsWith('\uFEFF# Current Work Summary\r\n'));
    assert.ok(isCrlf(now));
    assert.equal(world.git('status', '--porcelain'), '');
    assert.equal(world.git('diff', '--stat', 'HEAD^', '--', CONTEXT).includes('Bin'), false);
    await world.engine.setTodo({ index: 0, done: true });
    assert.equal(world.read(CONTEXT), now.replace('- [ ] Create users', '- [x] Create users'));
    hook(world, 'pre-commit', 'exit 1');
    await refused(world, 'COMMIT_FAILED', () => world.engine.summarizePhase({ commit: true, open: 'carry' }));
  });

  it('keeps the mode of the context file, and a link to it a link', async () => {
    const world = makeWorld();
    await world.engine.init();
    await world.engine.createPlan(authentication);
    const file = path.join(world.folder, CONTEXT);
    renameSync(file, path.join(world.folder, 'context', 'real.md'));
    symlinkSync('real.md', file);
    chmodSync(path.join(world.folder, 'context', 'real.md'), 0o640);
    await world.engine.setCriterion({ phase: 1, index: 0, done: true });
    await world.engine.approvePlan();
    await world.engine.archive({ unfinished: 'archive' });
    assert.ok(lstatSync(file).isSymbolicLink());
    assert.equal(statSync(file).mode & 0o777, 0o640);
  });

  it('works in a folder below the top of the repository', async () => {
    const outer = makeWorld({ files: { 'app/README.md': '# App\n' } });
    const world = worldAt(outer.root, path.join(outer.folder, 'app'), outer.bare);
    await world.engine.init();
    await world.engine.createPlan(authentication);
    outer.write('README.md', '# Changed\n');
    outer.write('new.txt', 'new\n');
    await refusedBelow(outer, world);
    const { stash = '' } = await world.engine.executePhase({ dirty: 'stash' });
    assert.match(stash, /^stash@\{0\}/);
    assert.deepEqual(commitAt(outer).files[0], `A app/${CONTEXT}`);
    assert.deepEqual(changes(outer), []);
    outer.git('stash', 'pop', '--quiet', '--index');
    assert.deepEqual(changes(outer), [' M README.md', '?? new.txt']);
    await world.engine.setTodo({ index: 0, done: true, commit: 'feat: All of it' });
    assert.deepEqual(commitAt(outer).files, ['M README.md', `M app/${CONTEXT}`, 'A new.txt']);
    await world.engine.summarizePhase({ commit: true, open: 'carry' });
    const summary = world.read(`context/summaries/2025-12-18-implement-user-authentication-phase-1-summary.md`);
    assert.match(summary, /- `\.\.\/new\.txt` \(\+1 -0\)/);
    assert.doesNotMatch(summary, /context\.md/);
    assert.equal(branch(outer), `${PHASE}-1`);
  });

  async function refusedBelow(outer: TestWorld, world: TestWorld): Promise<void> {
    const before = outer.snapshot();
    await assert.rejects(world.engine.executePhase(), {
      code: 'DIRTY_TREE',
      message: /\.\.\/README\.md, \.\.\/new\.txt/,
    });
    hook(outer, 'pre-commit', 'exit 1');
    for (const dirty of ['carry', 'stash'] as const) {
      await assert.rejects(world.engine.executePhase({ dirty }), { code: 'COMMIT_FAILED' });
      assert.deepEqual(outer.snapshot(), before);
    }
    hook(outer, 'pre-commit', 'exit 0');
  }

  it('takes a plan with CRLF, and one that is not there at the start point', async () => {
    const world = await worldIn('planned');
    const plan = `${PLAN}-phase-1.md`;
    commitFile(world, plan, world.read(plan).replaceAll('\n', '\r\n'));
    const { todos } = await world.engine.executePhase();
    assert.deepEqual(todos, ['Create users table migration', 'Create refresh_tokens table migration']);
  });
});
