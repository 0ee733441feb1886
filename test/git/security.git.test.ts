import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createForge } from '../../src/adapters/forge';
import { createPullRequests } from '../../src/adapters/pullRequests';
import { createGit } from '../../src/adapters/git/git';
import { createRunner } from '../../src/adapters/runner/runner';
import type { PlanError } from '../../src/core/errors';
import type { Logger } from '../../src/core/ports';
import { CONTEXT, PHASE, executable, failed, refused, worldIn } from '../support/hostile';
import { worldAt, type TestWorld } from '../support/world';

/** Lets everything of a world go through a git that writes down its arguments. */
function watched(world: TestWorld, log: Logger, script = 'exec git "$@"'): () => string {
  const file = path.join(world.root, 'calls');
  const binary = executable(world, 'git-watched', `printf '%s\\n' "$*" >> "${file}"\n${script}`);
  const o = { binary, log };
  Object.assign(world.ports, {
    git: createGit(world.folder, o),
    forge: createForge(world.folder, o),
    pullRequests: createPullRequests(world.folder, o),
    runner: createRunner(world.folder, o),
  });
  return () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
}

const logTo = (lines: string[]): Logger => {
  const add = (message: string): void => void lines.push(message);
  return { debug: add, info: add, warn: add, error: add };
};

describe('security: what a repository says is not obeyed', () => {
  it('runs no program in a workspace that is not trusted, not even to look', async () => {
    const world = await worldIn('started');
    const calls = watched(world, logTo([]));
    world.ports.trusted = () => false;
    const status = await world.engine.status();
    assert.equal(status.phases[0]?.status, 'in_progress');
    assert.deepEqual(status.branch, { expected: null, actual: null }, 'nobody knows which one is checked out');
    assert.equal(status.next?.title, 'Open the To-Do List');
    await world.engine.library();
    assert.equal(await world.engine.interrupted(), null);
    await failed('UNTRUSTED', () => world.engine.restoreInterrupted());
    assert.equal(calls(), '');
  });

  for (const name of [
    '--output=stolen',
    '-f',
    '-',
    '@{-1}',
    'a..b',
    'a b',
    'x/../../y',
    '$(touch stolen)',
    'ref:HEAD',
  ]) {
    it(`makes no branch and runs nothing for “${name}”`, async () => {
      const planned = await worldIn('planned');
      const prefix = worldAt(planned.root, planned.folder, planned.bare, { branchPrefix: name, baseBranch: '' });
      const taken = await prefix.engine.executePhase().then(
        ({ branch }) => branch,
        (error: { code: string }) => error.code,
      );
      // A dash in the middle of a word is nobody's option: such a name is fine where git says so.
      if (taken === 'INVALID_ARGUMENT')
        assert.equal(planned.git('branch', '--list', '--format=%(refname:short)'), 'main');
      else assert.match(planned.git('branch', '--list', '--format=%(refname)'), new RegExp(`refs/heads/.*-phase-1`));
      assert.equal(existsSync(path.join(planned.folder, 'stolen')), false);

      const base = worldAt(planned.root, planned.folder, planned.bare, { baseBranch: name });
      await failed('GIT_FAILED', () => base.engine.executePhase({ phase: 2, unmerged: 'continue' })).catch(
        (error: unknown) => assert.match(String(error), /PHASE_BLOCKED|DIRTY_TREE|NOT_MERGED|GIT_FAILED/),
      );

      const started = await worldIn('started');
      started.write(CONTEXT, started.read(CONTEXT).replaceAll(`${PHASE}-1`, name.replaceAll('"', '')));
      for (const run of [
        () => started.engine.status(),
        () => started.engine.createPullRequest(),
        () => started.engine.summarizePhase({ open: 'carry' }),
      ]) {
        await run().catch((error: PlanError) => assert.ok(error.code, error.message));
      }
      assert.equal(existsSync(path.join(started.folder, 'stolen')), false);
    });
  }

  it('shows no password of a remote, in a message, a log or a text it writes', async () => {
    const world = await worldIn('started');
    const lines: string[] = [];
    const calls = watched(world, logTo(lines));
    world.git('remote', 'set-url', 'origin', 'https://ada:s3cret@127.0.0.1:1/o/r.git');
    const error = await failed('GIT_FAILED', () => world.engine.createPullRequest(), /127\.0\.0\.1/);
    assert.doesNotMatch(error.message, /s3cret/);
    world.git('switch', '--quiet', 'main');
    await refused(world, 'PULL_FAILED', () => world.engine.executePhase({ existingBranch: 'resume' }));
    await world.engine.executePhase({ existingBranch: 'resume', offline: 'continue' });
    const { summary } = await world.engine.summarizePhase({ open: 'carry' });
    assert.match(calls(), / push .* -- origin/);
    assert.doesNotMatch([...lines, world.read(summary), world.read(CONTEXT)].join('\n'), /s3cret/);
  });

  for (const [address, secret] of [
    ['https://ada:s3c/r3t/x@127.0.0.1:1/o/r.git', /s3c|r3t/],
    ['https://127.0.0.1:1/o/r.git?private_token=s3cr3t', /s3cr3t/],
    ['oauth2:s3cr3t@gitlab.invalid:o/r.git', /s3cr3t/],
  ] as const) {
    it(`shows nothing of what is secret in ${address}`, async () => {
      const world = await worldIn('started');
      const lines: string[] = [];
      watched(world, logTo(lines));
      world.git('remote', 'set-url', 'origin', address);
      const error = await failed('GIT_FAILED', () => world.engine.createPullRequest());
      const offline = await failed('PULL_FAILED', () => world.ports.git.fetch('origin'));
      // A remote may go by its address too.
      const named = await failed('PULL_FAILED', () => world.ports.git.fetch(address));
      const told = [error.message, offline.message, named.message, ...lines].join('\n');
      assert.doesNotMatch(told, secret);
    });
  }

  it('says to git where its options end', async () => {
    const world = await worldIn('planned');
    const calls = watched(world, logTo([]));
    world.write(
      '.git/config',
      `${world.read('.git/config')}[remote "--upload-pack=touch stolen"]\n\turl = ${world.bare}\n`,
    );
    world.git('config', 'branch.main.remote', '--upload-pack=touch stolen');
    await world.engine.executePhase().catch((error: PlanError) => assert.ok(error.code, error.message));
    assert.match(calls(), /^.*fetch .* -- /m);
    assert.equal(existsSync(path.join(world.folder, 'stolen')), false);
  });
});
