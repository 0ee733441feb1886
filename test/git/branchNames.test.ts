import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createGit } from '../../src/adapters/git/git';
import { makeWorld, quiet } from '../support/world';

const PARTS = ['a', '_', '-', '.', '/', '.lock', 'lock', '~', '@{', 'b.c'];

describe('a name of a branch', () => {
  it('is one where git takes it, by whatever way that is known', async () => {
    const { folder } = makeWorld({ remote: false });
    const git = createGit(folder, { binary: 'git', log: quiet });
    const names = ['', ...PARTS].flatMap((one) => PARTS.flatMap((two) => ['', 'x'].map((end) => one + two + end)));
    for (const name of [
      'para/login-phase-1',
      'HEAD',
      'a/HEAD',
      'x.lock/y',
      'x\n',
      'é',
      ' ',
      'a..b',
      'a//b',
      ...names,
    ]) {
      const isOne = spawnSync('git', ['check-ref-format', `refs/heads/${name}`]).status === 0;
      const expected = isOne && !name.startsWith('-') && name !== 'HEAD';
      assert.equal(await git.isBranchName(name), expected, JSON.stringify(name));
    }
  });
});
