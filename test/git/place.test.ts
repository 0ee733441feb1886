import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gitExec } from '../../src/adapters/git/exec';
import { createGit } from '../../src/adapters/git/git';
import { findAgain } from '../../src/adapters/git/place';
import { findRepository, type RepositoryPlace } from '../../src/adapters/git/repository';
import { identify, runGit } from '../support/git';
import { makeWorld, quiet, type TestWorld } from '../support/world';

/** What was changed a moment ago is always asked again. */
const settled = (): Promise<void> => pause(60);

/** A folder whose place is known, and how often git was asked since. */
async function knownPlace(folder: string) {
  let asked = 0;
  const exec = gitExec(folder, { binary: 'git', log: { ...quiet, debug: () => void asked++ } });
  await settled();
  // It is noted where a place is told from once that is known.
  for (let turn = 0; turn < 2; turn++) await findAgain(exec, folder);
  asked = 0;
  return { find: () => findAgain(exec, folder), asked: () => asked };
}

const told = (error: Error): string => error.message;

const found = (folder: string): Promise<RepositoryPlace | string> =>
  findRepository(gitExec(folder, { binary: 'git', log: quiet }), folder).catch(told);

/** What somebody does, by which a folder is in another repository, in none, or has its hooks elsewhere. */
const CHANGES: Record<string, (world: TestWorld) => void> = {
  'a repository that is made inside': ({ folder }) => runGit(path.join(folder, 'app'), 'init', '--quiet'),
  'a repository that goes': ({ folder }) => rmSync(path.join(folder, '.git'), { recursive: true }),
  'a repository without a HEAD': ({ folder }) => rmSync(path.join(folder, '.git/HEAD')),
  'a git directory that is kept elsewhere': ({ root, folder }) => {
    renameSync(path.join(folder, '.git'), path.join(root, 'elsewhere.git'));
    writeFileSync(path.join(folder, '.git'), 'gitdir: ../elsewhere.git\n');
  },
  'hooks that are set': (world) => world.git('config', 'core.hooksPath', 'other'),
  'hooks that an included file sets': ({ folder }) => {
    writeFileSync(path.join(folder, '.git/more'), '[core]\n\thooksPath = more\n');
    appendFileSync(path.join(folder, '.git/config'), '[include]\n\tpath = more\n');
  },
  'hooks that depend on the branch': (world) => {
    writeFileSync(path.join(world.folder, '.git/more'), '[core]\n\thooksPath = more\n');
    world.git('config', 'includeIf.onbranch:other.path', 'more');
    world.git('switch', '--quiet', '--create', 'other');
  },
};

describe('where a folder stands in its repository', () => {
  it('is asked once while nothing has changed, whatever is done in it', async () => {
    const world = makeWorld();
    const { find, asked } = await knownPlace(world.folder);
    const before = await find();
    world.write('README.md', 'Changed\n');
    world.git('commit', '--quiet', '--all', '--message=x');
    world.git('switch', '--quiet', '--create', 'other');
    assert.deepEqual(await find(), before);
    assert.equal(asked(), 0);
  });

  for (const [what, change] of Object.entries(CHANGES)) {
    it(`is asked again after ${what}`, async () => {
      const world = makeWorld({ files: { 'app/a.txt': 'a\n' } });
      const folder = path.join(world.folder, 'app');
      const { find } = await knownPlace(folder);
      const before = await find();
      change(world);
      await settled();
      const now = await find().catch(told);
      assert.notDeepEqual(now, before);
      assert.deepEqual(now, await found(folder));
    });
  }

  it('is asked again where a link leads elsewhere', async () => {
    const world = makeWorld({ files: { 'app/a.txt': 'a\n', 'lib/b.txt': 'b\n' } });
    const link = path.join(world.root, 'link');
    symlinkSync(path.join(world.folder, 'app'), link);
    const { find } = await knownPlace(link);
    const before = await find();
    unlinkSync(link);
    symlinkSync(path.join(world.folder, 'lib'), link);
    assert.notDeepEqual(await find(), before);
    assert.deepEqual(await find(), await found(link));
  });
});

describe('remotes', () => {
  it('are those that git lists, by whatever settings they have', async () => {
    const world = makeWorld();
    const git = (...args: string[]): string => world.git(...args);
    const port = createGit(world.folder, { binary: 'git', log: quiet });
    await port.open();
    const listed = (): string[] =>
      git('remote')
        .split('\n')
        .filter((line) => line !== '');
    assert.deepEqual((await port.branches()).remotes, listed());
    git('config', 'remote.pushDefault', 'origin');
    git('config', 'remote.a.b.url', 'nowhere');
    git('config', 'remote.Zed.fetch', '+refs/heads/*:refs/remotes/zed/*');
    git('config', '--add', 'remote.Zed.url', 'nowhere');
    git('config', 'remotes.default', 'origin');
    await settled();
    assert.deepEqual((await port.branches()).remotes, listed());
    git('remote', 'remove', 'origin');
    assert.deepEqual((await port.branches()).remotes, listed());
  });

  it('are none in a repository without any', async () => {
    const folder = path.join(makeWorld({ repository: false }).root, 'bare');
    mkdirSync(folder);
    runGit(folder, 'init', '--quiet');
    identify(folder);
    const port = createGit(folder, { binary: 'git', log: quiet });
    await port.open();
    assert.deepEqual(await port.branches(), { remotes: [], refs: [] });
  });
});
