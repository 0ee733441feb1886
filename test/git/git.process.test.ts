import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { gitExec, type GitOptions } from '../../src/adapters/git/exec';
import { createGit } from '../../src/adapters/git/git';
import { createRunner } from '../../src/adapters/runner/runner';
import type { Logger } from '../../src/core/ports';
import { executable, hook, refused, worldIn } from '../support/hostile';
import { makeWorld, quiet, type TestWorld } from '../support/world';

const options = (o: Partial<GitOptions> = {}): GitOptions => ({ binary: 'git', log: quiet, ...o });

describe('git: a process that does not come to an end', () => {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  /** Whether a process runs; one that has ended stays a zombie until somebody asks for it. */
  const isAlive = (world: TestWorld, file: string): boolean => {
    const pid = readFileSync(path.join(world.root, file), 'utf8').trim();
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
    return stdout.trim() !== '' && !stdout.startsWith('Z');
  };

  it('is ended with all that its hook started, and its work is taken back', async () => {
    const world = await worldIn('planned');
    hook(world, 'pre-commit', 'echo $$ > ../hook; sleep 300 & echo $! > ../sleep; wait');
    world.ports.runner = createRunner(world.folder, options({ limits: { command: 5_000 } }));
    await refused(world, 'COMMIT_FAILED', () => world.engine.executePhase(), /did not end within 5 seconds.*hook/);
    assert.deepEqual([isAlive(world, 'hook'), isAlive(world, 'sleep')], [false, false]);
  });

  it('is ended though it wants to go on', async () => {
    const world = makeWorld();
    hook(world, 'pre-commit', 'trap "" TERM; echo $$ > ../hook; while :; do sleep 1; done');
    const git = gitExec(world.folder, options({ limits: { command: 1_000 } }));
    const output = await git({ args: ['commit', '--allow-empty', '--message=x'], writes: true });
    assert.match(output.err, /^it did not end within 1 seconds/);
    assert.equal(isAlive(world, 'hook'), false);
    assert.equal(existsSync(path.join(world.folder, '.git', 'index.lock')), false);
  });

  it('is not waited for when it is a remote that says nothing', async () => {
    const server = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const world = await worldIn('planned');
    world.git('remote', 'set-url', 'origin', `git://127.0.0.1:${(server.address() as AddressInfo).port}/x.git`);
    world.ports.git = createGit(world.folder, options({ limits: { silence: 1_000 } }));
    await refused(world, 'PULL_FAILED', () => world.engine.executePhase(), /no answer for 1 seconds/);
    await world.engine.executePhase({ offline: 'continue' });
    server.close();
  });
});

describe('git: what is told of it', () => {
  it('logs what went well for those who look for it, and what did not as a warning, without secrets', async () => {
    const world = makeWorld();
    const lines: string[] = [];
    const to = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
    const log: Logger = { debug: to('debug'), info: to('info'), warn: to('warn'), error: to('error') };
    const git = gitExec(world.folder, options({ log }));
    await git({ args: ['status', '--short'] });
    await git({ args: ['merge-base', '--is-ancestor', 'HEAD', 'HEAD~0'] });
    await git({ args: ['push', 'https://ada:s3cret@127.0.0.1:1/x.git', 'main'], writes: true, remote: true });
    assert.deepEqual(lines, [
      'debug: git status --short → 0',
      'debug: git merge-base --is-ancestor HEAD HEAD~0 → 0',
      'warn: git push https://127.0.0.1:1/x.git main → 128',
    ]);
  });

  it('names what failed, options for all of git left out', async () => {
    const world = await worldIn('planned');
    const git = createGit(world.folder, options());
    await assert.rejects(git.blobsAt('nowhere', ['x']), /^PlanError: “git ls-tree” failed/);
  });

  it('asks for a newer git than one that lacks what is used here', async () => {
    const world = await worldIn('planned');
    const old = executable(
      world,
      'old-git',
      'case "$1" in version) echo "git version 2.20.1 (Apple Git-117)";; *) exec git "$@";; esac',
    );
    world.ports.git = createGit(world.folder, options({ binary: old }));
    await refused(
      world,
      'GIT_MISSING',
      () => world.engine.executePhase(),
      /too old \(git version 2\.20\.1.*2\.30 or newer/,
    );
    assert.equal((await world.engine.status()).state, 'planned');
  });
});
