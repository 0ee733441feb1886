import assert from 'node:assert/strict';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PlanError } from '../../src/core/errors';
import { CONTEXT, hook, same } from '../support/hostile';
import type { TestWorld } from '../support/world';
import { named, tryFaults, type Fault } from './measure';
import { treeOf } from './operations';

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

const STAGED = '$(git diff --cached --name-only --diff-filter=AM -- context)';

/** A hook that changes a file, makes two, one of them ignored, and refuses. */
const changesOthers = (name: string, on: Fault['on']): Fault => ({
  name: `a ${name} hook that changes other files, and fails`,
  ...(on ? { on } : {}),
  setUp: (world) => hook(world, name, 'echo x > src/old.txt; echo x > hook.txt; echo x > ignored.txt; exit 1'),
  refused: (world, before, error) => {
    const tree = existsSync(path.join(world.folder, treeOf(1), 'hook.txt')) ? `${treeOf(1)}/` : '';
    return leftAndNamed(
      world,
      before,
      error,
      ['src/old.txt', 'hook.txt', 'ignored.txt'].map((file) => tree + file),
    );
  },
});

function leftAndNamed(world: TestWorld, before: Record<string, string>, error: PlanError, files: string[]): string {
  assert.match(error.message, /was taken back\..* also changed: .*; left as they are/);
  assert.doesNotMatch(error.message, /as it was before/);
  for (const file of files) assert.ok(error.message.includes(file), `${file}: ${error.message}`);
  same(world.snapshot(), before, files);
  return `taken back, what the hook changed is named, ${error.code}`;
}

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
    name: 'a pre-commit hook that changes what is committed, and fails',
    on: (o) => (o.commits ?? false) && !o.worktree && o.name !== 'commit the context',
    message: /Everything is as it was before\. What a hook had made of .*\.md/,
    setUp: (world) => hook(world, 'pre-commit', `for file in ${STAGED}; do echo fixed >> $file; done; exit 1`),
  },
  {
    name: 'a commit-msg hook that changes and stages what is committed, and fails',
    on: (o) => few(o) && !o.worktree,
    message: /Everything is as it was before\. What a hook had made of .*\.md/,
    setUp: (world) =>
      hook(world, 'commit-msg', `for file in ${STAGED}; do echo fixed >> $file; git add $file; done; exit 1`),
  },
  {
    name: 'a pre-commit hook that changes what a person has written, and fails',
    on: (o) => o.name === 'commit the context',
    setUp: (world) => hook(world, 'pre-commit', `echo fixed >> ${CONTEXT}; exit 1`),
    refused: (world, before, error) => leftAndNamed(world, before, error, [CONTEXT]),
  },
  changesOthers('pre-commit', (o) => o.commits ?? false),
  changesOthers('post-checkout', (o) => o.switches ?? checksOut(o)),
  {
    name: 'hooks that change what is committed and its message, and it is undone',
    on: (o) => (o.commits ?? false) && !o.name.includes('tick'),
    setUp(world) {
      hook(world, 'pre-commit', `for file in ${STAGED}; do echo fixed >> $file; git add $file; done`);
      hook(world, 'commit-msg', 'echo "Change-Id: I1" >> "$1"');
    },
    async measure(world, operation) {
      const before = world.snapshot();
      await operation.run(world);
      assert.deepEqual(await world.engine.undoLast(), { left: [] });
      // The texts that a person has written are not the operation's own.
      same(world.snapshot(), before, operation.name === 'commit the context' ? [CONTEXT] : []);
      return 'done, and undone';
    },
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
