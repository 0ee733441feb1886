import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { encode } from '../../src/adapters/git/encoding';
import { failed, hook } from '../support/hostile';
import { plannedWorld, type TestWorld } from '../support/world';

const PREFIX = 'größe/';

async function worldWith(config: Record<string, string>): Promise<TestWorld> {
  const world = await plannedWorld({ settings: { branchPrefix: PREFIX } });
  for (const [name, value] of Object.entries(config)) world.git('config', name, value);
  world.write('README.md', 'mine\n');
  return world;
}

describe('The encodings of messages', () => {
  for (const encoding of ['ISO-8859-1', 'Shift_JIS', 'UTF-16']) {
    it(`reads what git would tell in another one: ${encoding}`, async () => {
      const world = await worldWith({ 'i18n.logOutputEncoding': encoding });
      const before = world.snapshot();
      hook(world, 'pre-commit', 'exit 1');
      const start = () => world.engine.executePhase({ dirty: 'stash' });
      await failed('COMMIT_FAILED', start, /Everything is as it was before\./);
      assert.deepEqual({ ...world.snapshot(), hooks: '' }, { ...before, hooks: '' });
      hook(world, 'pre-commit', 'exit 0');
      const { stash } = await start();
      assert.match(stash ?? '', /^stash@\{0\}: größe\//);
      await world.engine.undoLast();
      assert.equal(world.read('README.md'), 'mine\n');
      assert.equal(world.git('stash', 'list'), '');
      world.git('restore', 'README.md');
      await world.engine.executePhase();
      world.write('a.txt', 'a\n');
      await world.engine.setTodo({ index: 0, done: true, commit: 'feat: Größe' });
      await world.engine.setTodo({ index: 1, done: true });
      const { summary } = await world.engine.summarizePhase({ open: 'carry' });
      assert.match(world.read(summary), /feat: Größe/);
      await world.engine.undoLast();
    });
  }

  const raw = (world: TestWorld): Buffer => execFileSync('git', ['cat-file', 'commit', 'HEAD'], { cwd: world.folder });

  for (const [encoding, message, bytes] of [
    ['ISO-8859-1', 'feat: Größe', 'feat: Gr\xf6\xdfe'],
    ['Shift_JIS', 'feat: 表', 'feat: \x95\x5c'],
    ['windows-1251', 'feat: Ж', 'feat: \xc6'],
  ] as const) {
    it(`commits in that of the repository: ${encoding}`, async () => {
      const world = await worldWith({ 'i18n.commitEncoding': encoding });
      await world.engine.executePhase({ dirty: 'carry' });
      await world.engine.setTodo({ index: 0, done: true, commit: message });
      const commit = raw(world).toString('latin1');
      assert.match(commit, new RegExp(`^encoding ${encoding}$`, 'm'));
      assert.equal(commit.split('\n\n')[1], `${bytes}\n`);
      await world.engine.undoLast();
      assert.equal(world.read('README.md'), 'mine\n');
    });
  }

  it('commits in UTF-8 what has no form in that of the repository', async () => {
    const world = await worldWith({ 'i18n.commitEncoding': 'ISO-8859-1' });
    await world.engine.executePhase({ dirty: 'carry' });
    await world.engine.setTodo({ index: 0, done: true, commit: 'feat: 表' });
    assert.doesNotMatch(raw(world).toString(), /^encoding /m);
    assert.match(raw(world).toString(), /feat: 表\n$/);
  });

  it('keeps a message that begins as a comment does', async () => {
    const world = await worldWith({ 'commit.cleanup': 'strip' });
    await world.engine.executePhase({ dirty: 'carry' });
    await world.engine.setTodo({ index: 0, done: true, commit: '#12 works' });
    assert.match(raw(world).toString(), /\n\n#12 works\n$/);
  });

  it('knows no form of what an encoding lacks', () => {
    assert.equal(encode('表', 'iso-8859-1'), null);
    assert.equal(encode('€', 'iso-8859-1'), null);
    assert.equal(encode('a', 'utf-16'), null);
    assert.equal(encode('a', 'nothing'), null);
  });

  it('isn’t taken aback by signatures that git shows with each commit', async () => {
    const world = await worldWith({ 'log.showSignature': 'true' });
    const { stash } = await world.engine.executePhase({ dirty: 'stash' });
    assert.match(stash ?? '', /^stash@\{0\}: größe\//);
  });
});
