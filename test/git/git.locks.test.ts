import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gitExec } from '../../src/adapters/git/exec';
import { commitFile, executable, failed, hook, refused, worldIn } from '../support/hostile';
import { makeWorld, quiet, type TestWorld } from '../support/world';

const execIn = (world: TestWorld, binary = 'git') => gitExec(world.folder, { binary, log: quiet });

function hold(world: TestWorld, name: string): string {
  const file = path.join(world.folder, '.git', name);
  writeFileSync(file, '');
  return file;
}

/** A world with two branches, their refs packed, and a file to be added. */
function locked(): TestWorld {
  const world = makeWorld();
  world.git('branch', 'side');
  commitFile(world, 'more.txt');
  world.git('push', '--quiet');
  world.git('pack-refs', '--all');
  world.write('new.txt', 'new\n');
  return world;
}

/** What is locked, and a command that needs it. */
const LOCKS: [lock: string, args: string[]][] = [
  ['index.lock', ['add', 'new.txt']],
  ['HEAD.lock', ['switch', 'side']],
  ['HEAD.lock', ['commit', '--allow-empty', '--message=x']],
  ['refs/heads/main.lock', ['commit', '--allow-empty', '--message=x']],
  ['refs/heads/fresh.lock', ['branch', 'fresh']],
  ['packed-refs.lock', ['update-ref', '-d', 'refs/heads/side']],
  ['packed-refs.lock', ['branch', '-D', 'side']],
  ['config.lock', ['config', 'some.key', 'value']],
  ['config.lock', ['branch', '--set-upstream-to=origin/main', 'side']],
  ['shallow.lock', ['fetch', '--depth=1', 'origin']],
];

describe('git: a lock that another process holds', () => {
  for (const [lock, args] of LOCKS) {
    it(`${lock}, for git ${args.join(' ')}: is waited for, and named when it stays`, async () => {
      const world = locked();
      const file = hold(world, lock);
      const command = { args, writes: true };
      const begun = Date.now();
      const error = await failed('GIT_BUSY', () => execIn(world)(command), /holds a lock/);
      assert.ok(error.message.includes(`${lock})`), error.message);
      assert.ok(Date.now() - begun >= 1_500);
      assert.ok(existsSync(file));
      setTimeout(() => rmSync(file), 500);
      assert.equal((await execIn(world)(command)).code, 0);
    });
  }

  it('is waited for without running a hook again and again', async () => {
    const world = locked();
    hook(world, 'pre-commit', 'echo run >> ../runs');
    hold(world, 'refs/heads/main.lock');
    await failed('GIT_BUSY', () => execIn(world)({ args: ['commit', '--allow-empty', '--message=x'], writes: true }));
    assert.equal(readFileSync(path.join(world.root, 'runs'), 'utf8'), 'run\n');
  });

  it('of a reftable is one too, as git 2.45 and later say it', async () => {
    const world = makeWorld();
    const complaint = "fatal: cannot lock ref 'HEAD': reftable: transaction prepare: data is locked";
    const program = executable(world, 'git', `echo "${complaint}" >&2; exit 128`);
    await failed('GIT_BUSY', () => execIn(world, program)({ args: ['commit'], writes: true }), /tables\.list\.lock/);
  });

  it('of the stash keeps a start from stashing', async () => {
    const world = await worldIn('planned');
    world.write('README.md', '# Mine\n');
    const file = hold(world, 'refs/stash.lock');
    await refused(world, 'GIT_BUSY', () => world.engine.executePhase({ dirty: 'stash' }), /refs\/stash\.lock/);
    rmSync(file);
    assert.match((await world.engine.executePhase({ dirty: 'stash' })).stash ?? '', /^stash@\{0\}/);
  });

  it('of a branch keeps a start from being made', async () => {
    const world = await worldIn('planned');
    hold(world, 'refs/remotes/origin/main.lock');
    world.git('-C', world.bare, 'update-ref', 'refs/heads/main', 'main');
    const other = world.clone('other');
    commitFile(other, 'theirs.txt');
    other.git('push', '--quiet');
    await refused(world, 'GIT_BUSY', () => world.engine.executePhase(), /origin\/main\.lock/);
  });

  it('is none where git could not lock for another reason', async () => {
    const world = locked();
    const taken = await execIn(world)({ args: ['branch', 'side/below'], writes: true });
    assert.match(taken.err, /cannot lock ref .* exists/);
    assert.equal(taken.code, 128);
  });

  it('is known by words that are not translated', async () => {
    const world = makeWorld();
    const program = executable(world, 'git', 'echo "$LANGUAGE"');
    assert.equal((await execIn(world, program)({ args: ['version'] })).out.trim(), 'C');
  });
});
