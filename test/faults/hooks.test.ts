import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hook } from '../support/hostile';
import { named, tryFaults, type Fault } from './measure';

const fails = (name: string): Pick<Fault, 'name' | 'setUp' | 'message'> => ({
  name: `a ${name} hook that fails`,
  setUp: (world) => hook(world, name, 'echo "not today" >&2; exit 1'),
});

/** Long enough for any git here that doesn't hang. */
const limits = { command: 6_000 };

const hangs = (name: string): Pick<Fault, 'name' | 'setUp' | 'limits' | 'message'> => ({
  name: `a ${name} hook that hangs`,
  limits,
  message: /did not end within 6 seconds.*hook/,
  setUp: (world) => hook(world, name, 'sleep 300'),
});

/** Those that commit in different ways. */
const few = named('create a plan', 'start, carrying', 'tick and commit', 'archive', 'start in a worktree');

const checksOut = named('start in a worktree', 'resume in a worktree');

tryFaults('Hooks', [
  { ...fails('pre-commit'), on: (o) => o.commits ?? false, message: /not today/ },
  { ...fails('commit-msg'), on: few, message: /not today/ },
  // Git goes on after these, and so is it after a start.
  { ...fails('post-commit'), on: few },
  { ...fails('post-checkout'), on: (o) => o.switches ?? checksOut(o) },
  { ...fails('pre-push'), on: (o) => o.pushes ?? false, message: /not today/ },
  {
    ...hangs('pre-commit'),
    on: named('start, stashing', 'tick and commit', 'summarize', 'tick and commit in a worktree'),
  },
  { ...hangs('post-checkout'), on: named('start', 'start, carrying', 'resume', 'start in a worktree') },
  { ...hangs('pre-push'), on: (o) => o.pushes ?? false },
  {
    name: 'a pre-commit hook that formats what is committed',
    on: (o) => (o.commits ?? false) && !o.name.includes('tick'),
    setUp: (world) =>
      hook(
        world,
        'pre-commit',
        'for file in $(git diff --cached --name-only --diff-filter=AM -- context); do echo >> $file; git add $file; done',
      ),
  },
  {
    name: 'commits are signed, and signing fails',
    on: few,
    message: /sign/,
    setUp(world) {
      const program = path.join(world.root, 'no-key');
      writeFileSync(program, '#!/bin/sh\nexit 1\n');
      chmodSync(program, 0o755);
      world.git('config', 'commit.gpgSign', 'true');
      world.git('config', 'gpg.program', program);
    },
  },
  {
    name: 'a hook changes a file that is in the stash, and fails',
    on: (o) => o.name === 'start, stashing',
    setUp: (world) => hook(world, 'pre-commit', 'echo theirs > README.md; exit 1'),
    refused(world, before, error) {
      assert.match(error.message, /stash@\{0\}.*git stash pop --index stash@\{0\}/s);
      assert.equal(world.read('README.md'), 'theirs\n');
      world.git('checkout', '--quiet', '--', 'README.md');
      world.git('stash', 'pop', '--quiet', '--index');
      const now = world.snapshot();
      for (const file of ['README.md', 'staged.txt', 'dir/untracked.txt', 'ignored.txt'])
        assert.equal(now[file], before[file], file);
      return `kept in the stash and named, ${error.code}`;
    },
  },
]);
