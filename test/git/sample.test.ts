import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { createScratch } from '../../src/adapters/disk/scratch';
import { createFiles } from '../../src/adapters/files';
import { createForge } from '../../src/adapters/forge';
import { createPullRequests } from '../../src/adapters/pullRequests';
import { gitExec } from '../../src/adapters/git/exec';
import { createGit } from '../../src/adapters/git/git';
import { mustRun } from '../../src/adapters/git/repository';
import { createRunner } from '../../src/adapters/runner/runner';
import { PlanError } from '../../src/core/errors';
import { createEngine } from '../../src/core/workflow/create';
import { makeSample, type SampleTools } from '../../src/features/sample/make';
import { makeWorld, quiet } from '../support/world';

describe('the sample', () => {
  const o = { binary: 'git', log: quiet };
  const tools = (): SampleTools => ({
    scratch: createScratch(),
    git: async (folder, args) => void (await mustRun(gitExec(folder, o), { args, writes: true })),
    engine: async (folder) =>
      createEngine({
        ...makeWorld().ports,
        files: createFiles(folder),
        git: createGit(folder, o),
        forge: createForge(folder, o),
        pullRequests: createPullRequests(folder, o),
        runner: createRunner(folder, o),
      }),
  });
  const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('phased-plans-sample-'));

  it('is in the middle of its plan', async () => {
    const used = tools();
    const folder = await makeSample(used);
    try {
      const status = await (await used.engine(folder)).status();
      assert.equal(status.state, 'executing');
      assert.deepEqual(
        status.phases.map(({ status, merged }) => [status, merged]),
        [
          ['completed', true],
          ['in_progress', null],
          ['pending', null],
        ],
      );
      assert.deepEqual(
        status.todos.map((todo) => todo.done),
        [true, true, false, false, false],
      );
      assert.deepEqual(
        status.problems.filter((each) => each.severity !== 'info'),
        [],
      );
      assert.equal(status.branch.actual, status.branch.expected);
      const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
      assert.equal(git('status', '--porcelain'), '');
      assert.equal(git('config', '--local', 'user.name'), 'Ada Example\n');
    } finally {
      rmSync(dirname(folder), { recursive: true, force: true });
    }
  });

  it('says what to do when it can’t be made, and leaves nothing behind', async () => {
    const before = left();
    const refused = (message: RegExp) => (error: unknown) =>
      error instanceof PlanError && error.code === 'GIT_FAILED' && message.test(error.message);
    const git = async () => {
      throw new PlanError('GIT_FAILED', '“git init” failed: no space left.');
    };
    await assert.rejects(makeSample({ ...tools(), git }), refused(/^The sample can’t be made\. “git init” failed/));
    assert.deepEqual(left(), before);
    const missing = async () => {
      throw new PlanError('GIT_MISSING', 'git is missing.');
    };
    await assert.rejects(makeSample({ ...tools(), git: missing }), { code: 'GIT_MISSING', message: 'git is missing.' });
    assert.ok(existsSync(tmpdir()));
  });
});
