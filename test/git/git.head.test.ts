import assert from 'node:assert/strict';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gitExec, type GitExec } from '../../src/adapters/git/exec';
import { readHeadOf } from '../../src/adapters/git/refs';
import { findRepository } from '../../src/adapters/git/repository';
import { identify, runGit } from '../support/git';
import { failed, hook, same, unhook } from '../support/hostile';
import { makeWorld, plannedWorld, quiet } from '../support/world';

/** HEAD as it is read, how many commands that took, and what git itself says. */
async function headIn(folder: string) {
  const exec = gitExec(folder, { binary: 'git', log: quiet });
  let asked = 0;
  const counting: GitExec = (command) => {
    asked++;
    return exec(command);
  };
  const head = await readHeadOf(counting, await findRepository(exec, folder));
  return { head, asked, git: await readHeadOf(exec, null) };
}

async function isReadFromFiles(folder: string, branch: string | null): Promise<void> {
  const { head, asked, git } = await headIn(folder);
  assert.deepEqual(head, { branch, commit: runGit(folder, 'rev-parse', 'HEAD') });
  assert.deepEqual(head, git);
  assert.equal(asked, 0);
}

describe('what is checked out', () => {
  it('is read from files: a branch, one that is packed, one moved since, a commit', async () => {
    const world = makeWorld();
    const { folder } = world;
    await isReadFromFiles(folder, 'main');
    world.git('switch', '--quiet', '--create', 'para/some/branch-1');
    world.git('branch', 'para/some/branch-10');
    world.git('pack-refs', '--all');
    await isReadFromFiles(folder, 'para/some/branch-1');
    world.git('commit', '--quiet', '--allow-empty', '--message=chore: Go on');
    await isReadFromFiles(folder, 'para/some/branch-1');
    world.git('switch', '--quiet', '--detach', 'HEAD~');
    await isReadFromFiles(folder, null);
  });

  it('is read from files in a linked work tree, and in a folder below the top', async () => {
    const world = makeWorld({ files: { 'app/file.txt': 'text\n' } });
    await isReadFromFiles(path.join(world.folder, 'app'), 'main');
    const beside = path.join(world.root, 'beside');
    world.git('worktree', 'add', '--quiet', '-b', 'beside', beside);
    world.git('pack-refs', '--all');
    await isReadFromFiles(beside, 'beside');
  });

  it('is read from files with the longer names of objects', async () => {
    const { root } = makeWorld({ repository: false });
    const folder = path.join(root, 'longer');
    runGit(root, 'init', '--quiet', '--object-format=sha256', '--initial-branch=main', folder);
    identify(folder);
    runGit(folder, 'commit', '--quiet', '--allow-empty', '--message=chore: Begin');
    await isReadFromFiles(folder, 'main');
  });

  it('is read from files with the branch that stands for another, and that is checked out again', async () => {
    const world = await plannedWorld();
    world.git('symbolic-ref', 'refs/heads/short', 'refs/heads/long');
    world.git('branch', 'long');
    world.git('symbolic-ref', 'HEAD', 'refs/heads/short');
    const { head, asked, git } = await headIn(world.folder);
    assert.deepEqual(head, { branch: 'long', commit: git.commit, by: 'short' });
    assert.equal(git.branch, 'long');
    assert.equal(asked, 0);
    const before = world.snapshot();
    hook(world, 'pre-commit', 'exit 1');
    await failed('COMMIT_FAILED', () => world.engine.executePhase(), /Everything is as it was before/);
    same(world.snapshot(), before);
    unhook(world, 'pre-commit');
    await world.engine.executePhase();
    await world.engine.undoLast();
    same(world.snapshot(), before);
  });

  describe('is asked of git where files don’t tell', () => {
    async function isAsked(folder: string, branch: string | null): Promise<void> {
      const { head, asked, git } = await headIn(folder);
      assert.ok(asked > 0);
      assert.deepEqual(head, git);
      assert.equal(head.branch, branch);
    }

    it('a branch without a commit, one that is broken', async () => {
      const world = makeWorld();
      const { folder } = world;
      world.git('symbolic-ref', 'HEAD', 'refs/heads/unborn');
      await isAsked(folder, 'unborn');
      world.git('symbolic-ref', 'HEAD', 'refs/heads/main');
      writeFileSync(path.join(folder, '.git/refs/heads/main'), 'broken\n');
      await isAsked(folder, null);
    });

    it('a link in the place of HEAD', async function () {
      // Links take a right there that not everybody has.
      if (process.platform === 'win32') this.skip();
      const { folder } = makeWorld();
      const head = path.join(folder, '.git', 'HEAD');
      rmSync(head);
      symlinkSync('refs/heads/main', head);
      await isAsked(folder, 'main');
    });
  });
});
