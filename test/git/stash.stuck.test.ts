import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { dieAtGit, dieAtStep, runAndDie } from '../support/dying';
import { failed, hook, same, statuses, unhook, worldIn } from '../support/hostile';
import { authentication, makeWorld, worldAt, type TestWorld } from '../support/world';

const again = (world: TestWorld): TestWorld => worldAt(world.root, world.folder, world.bare, world.settings);
const at = (world: TestWorld, file: string): string => path.join(world.folder, file);
const stashing = (world: TestWorld) => world.engine.executePhase({ dirty: 'stash' });

function mess(world: TestWorld): void {
  world.write('a.txt', 'a\n');
  world.git('add', 'a.txt');
  world.git('commit', '--quiet', '--message=feat: A');
  world.git('push', '--quiet');
  world.git('rm', '--quiet', '--cached', 'a.txt');
  world.write('a.txt', 'mine\n');
  world.write('README.md', '# Mine\n');
  world.write('dir/untracked.txt', 'untracked\n');
}

/** A start that a hook refuses, which has changed a file that is in the stash. */
async function stuck(): Promise<{ world: TestWorld; before: Record<string, string> }> {
  const world = await worldIn('planned');
  mess(world);
  const before = world.snapshot();
  hook(world, 'pre-commit', 'echo theirs > README.md; exit 1');
  await failed(
    'GIT_FAILED',
    () => stashing(world),
    /safe in stash@\{0\}.*README\.md.*then restore\. Or discard the rest.*“git stash pop/,
  );
  unhook(world, 'pre-commit');
  const { engine } = again(world);
  await failed('GIT_FAILED', () => engine.restoreInterrupted(), /safe in stash@\{0\}/);
  assert.equal(world.read('README.md'), 'theirs\n');
  return { world: again(world), before };
}

describe('a start that stashed and is taken back by half goes on', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  it('once the change in the way is taken back', async () => {
    const { world, before } = await stuck();
    world.git('checkout', '--quiet', '--', 'README.md');
    assert.deepEqual(await world.engine.restoreInterrupted(), { left: [] });
    same(world.snapshot(), before);
  });

  it('once the file in the way is moved away', async () => {
    const { world, before } = await stuck();
    rmSync(at(world, 'README.md'));
    assert.deepEqual(await world.engine.restoreInterrupted(), { left: [] });
    same(world.snapshot(), before);
  });

  it('once the entry is dropped', async () => {
    const { world } = await stuck();
    world.git('stash', 'drop', '--quiet');
    const { left } = await world.engine.restoreInterrupted();
    assert.deepEqual(left.sort(), ['README.md', 'a.txt', 'dir/untracked.txt']);
    assert.equal(world.read('README.md'), 'theirs\n');
    assert.equal(world.read('a.txt'), 'a\n');
    await world.engine.executePhase({ dirty: 'carry' });
    assert.equal(statuses(world)[0], 'in_progress');
  });

  it('once the entry is taken up by hand', async () => {
    const world = await worldIn('planned');
    world.write('README.md', '# Mine\n');
    world.write('dir/untracked.txt', 'untracked\n');
    const before = world.snapshot();
    hook(world, 'pre-commit', 'echo theirs > README.md; exit 1');
    await failed('GIT_FAILED', () => stashing(world));
    unhook(world, 'pre-commit');
    world.git('checkout', '--quiet', '--', 'README.md');
    world.git('stash', 'pop', '--quiet', '--index', 'stash@{0}');
    assert.deepEqual(await again(world).engine.restoreInterrupted(), { left: [] });
    same(world.snapshot(), before);
  });

  it('after a kill at the end of the stash, or half-way back', async () => {
    for (const when of ['commit', 'switch', 'stash drop']) {
      const world = await worldIn('planned');
      mess(world);
      const before = world.snapshot();
      if (when === 'stash drop') hook(world, 'pre-commit', 'exit 1');
      await runAndDie(__filename, 'startAndDie', world.folder, when);
      if (when === 'stash drop') unhook(world, 'pre-commit');
      assert.deepEqual(await again(world).engine.restoreInterrupted(), { left: [] });
      same(world.snapshot(), before);
      assert.equal(world.git('stash', 'list'), '');
    }
  });
});

describe('a start that stashes', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  it('keeps the entry, and names it, when it holds what somebody wrote just before', async () => {
    const world = await worldIn('planned');
    world.write('README.md', '# Mine\n');
    hook(world, 'pre-commit', 'exit 1');
    // The index is copied, and the files are kept, before git first writes: `reset` of what is staged of the folder.
    world.write('context/data/new.txt', 'new\n');
    world.git('add', 'context/data/new.txt');
    hook(
      world,
      'post-index-change',
      '[ -e .git/once ] || { touch .git/once; echo theirs > README.md; echo new > new.txt; }',
    );
    const { message } = await failed(
      'COMMIT_FAILED',
      () => stashing(world),
      /stash@\{0\}, which has other contents of README\.md/,
    );
    assert.doesNotMatch(message, /as it was before/);
    assert.equal(world.read('README.md'), '# Mine\n');
    assert.equal(world.read('new.txt'), 'new\n');
    assert.equal(world.git('show', 'stash@{0}:README.md'), 'theirs');
  });

  it('in a folder below the top, where line endings are converted by name', async () => {
    const outer = makeWorld({ files: { 'app/README.md': '# App\n', '.gitattributes': '*.md text eol=crlf\n' } });
    const world = worldAt(outer.root, path.join(outer.folder, 'app'), outer.bare);
    await world.engine.init();
    await world.engine.createPlan(authentication);
    outer.write('README.md', '# Mine\nlf\r\n');
    outer.write('app/README.md', '# Mine\nlf\r\n');
    outer.write('app/new.md', 'new\n');
    const before = outer.snapshot();
    await stashing(world);
    assert.deepEqual(await world.engine.undoLast(), { left: [] });
    same(outer.snapshot(), before);
  });

  it('is undone from the entry alone where nothing was kept beside it', async () => {
    const world = await worldIn('planned');
    mess(world);
    chmodSync(at(world, 'README.md'), 0o755);
    const before = world.snapshot();
    await stashing(world);
    const file = '.git/phased-plans-undo/last-run.json';
    world.write(file, world.read(file).replace('"files":"files-0"', '"more":""'));
    assert.deepEqual(await world.engine.undoLast(), { left: [] });
    same(world.snapshot(), before);
  });

  it('keeps nobody else’s copies where others can read them, and none for ever', async () => {
    const world = await worldIn('planned');
    world.write('dir/untracked.txt', 'untracked\n');
    await stashing(world);
    const kept = at(world, '.git/phased-plans-undo/files-0');
    assert.equal(statSync(kept).mode & 0o777, 0o700);
    for (const name of readdirSync(kept))
      if (name !== 'list.json') assert.equal(statSync(path.join(kept, name)).mode & 0o777, 0o600);
    await world.engine.setTodo({ index: 0, done: true, commit: 'feat: Users' });
    assert.equal(existsSync(kept), false);
  });
});

describe('what is prepared for the next commit comes back', () => {
  for (const dirty of ['carry', 'stash'] as const) {
    it(`with a start: ${dirty}`, async () => {
      const world = await worldIn('planned');
      world.write('README.md', '# Mine\n');
      world.git('add', 'README.md');
      for (const name of ['MERGE_MSG', 'SQUASH_MSG']) world.write(`.git/${name}`, `${name}\n`);
      hook(world, 'pre-commit', 'exit 1');
      await failed('COMMIT_FAILED', () => world.engine.executePhase({ dirty }), /Everything is as it was before/);
      const hold = () => ['MERGE_MSG', 'SQUASH_MSG'].map((name) => world.read(`.git/${name}`));
      assert.deepEqual(hold(), ['MERGE_MSG\n', 'SQUASH_MSG\n']);
      unhook(world, 'pre-commit');
      await world.engine.executePhase({ dirty });
      assert.equal(existsSync(at(world, '.git/SQUASH_MSG')), false);
      await world.engine.undoLast();
      assert.deepEqual(hold(), ['MERGE_MSG\n', 'SQUASH_MSG\n']);
    });
  }
});

/** Starts in a process of its own, which ends itself at a moment. */
export async function startAndDie(folder: string, when: string): Promise<void> {
  const root = path.dirname(folder);
  const world = worldAt(root, folder, path.join(root, 'remote.git'));
  if (when === 'stash drop') dieAtGit(world, 'stash drop');
  else dieAtStep(world, when as 'commit' | 'switch');
  await stashing(world);
}
