import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { PHASE, commitFile, mess, pushedByAnother } from '../support/hostile';
import { runGit } from '../support/git';
import { worldAt, type TestWorld } from '../support/world';
import { named, some, tryFaults, type Fault } from './measure';
import type { Operation } from './operations';

const starts: Fault['on'] = (o) => o.switches ?? false;

/** Puts uncommitted changes aside while something is done that wants a clean tree. */
function aside(world: TestWorld, operation: Operation, work: () => void): void {
  if (!operation.clean) world.git('stash', 'push', '--quiet', '--include-untracked', '--', ':(exclude)context');
  work();
  if (!operation.clean) world.git('stash', 'pop', '--quiet', '--index');
}

/** Leaves HEAD's branch for a commit of its own on another, and comes back. */
function onAnother(world: TestWorld, operation: Operation, file: string, text: string): void {
  aside(world, operation, () => {
    world.git('switch', '--quiet', '-c', 'other');
    commitFile(world, file, text);
    world.git('switch', '--quiet', '-');
  });
}

/** A file that git writes when it begins what it doesn't end at once. */
const underWay = (what: string, sign: string): Fault => ({
  name: `a ${what} is under way`,
  on: what === 'merge' ? some : named('start', 'tick and commit', 'summarize', 'open a pull request'),
  message: new RegExp(`A ${what} is under way.*git ${what}`),
  setUp(world) {
    const file = path.join(world.folder, '.git', sign);
    if (sign.endsWith('/')) mkdirSync(file);
    else appendFileSync(file, `${world.git('rev-parse', 'HEAD')}\n`);
  },
});

tryFaults('Repository', [
  underWay('merge', 'MERGE_HEAD'),
  underWay('rebase', 'rebase-merge/'),
  underWay('cherry-pick', 'CHERRY_PICK_HEAD'),
  underWay('revert', 'REVERT_HEAD'),
  underWay('bisect', 'BISECT_LOG'),
  {
    name: 'a detached HEAD',
    on: some,
    setUp: (world) => void world.git('switch', '--quiet', '--detach'),
  },
  {
    name: 'a branch without a commit',
    on: some,
    setUp: (world) => void world.git('symbolic-ref', 'HEAD', 'refs/heads/unborn'),
  },
  {
    name: 'no commit at all',
    on: named('initialize', 'create a plan'),
    setUp(world) {
      world.git('remote', 'remove', 'origin');
      world.git('update-ref', '-d', 'refs/heads/main');
    },
  },
  {
    name: 'the base branch is deleted here',
    on: starts,
    setUp(world) {
      world.git('switch', '--quiet', '-c', 'topic');
      world.git('branch', '--quiet', '-D', 'main');
    },
  },
  {
    name: 'the base branch is deleted everywhere',
    on: (o) => (o.switches ?? false) || (o.pushes ?? false),
    message: /baseBranch/,
    setUp(world) {
      if (world.git('branch', '--show-current') === 'main') world.git('switch', '--quiet', '-c', 'topic');
      world.git('branch', '--quiet', '-D', 'main');
      runGit(world.bare, 'update-ref', '-d', 'refs/heads/main');
      world.git('update-ref', '-d', 'refs/remotes/origin/main');
    },
  },
  {
    name: 'the base branch is checked out elsewhere, and behind',
    on: starts,
    setUp(world) {
      world.git('switch', '--quiet', '-c', 'topic');
      world.git('worktree', 'add', '--quiet', path.join(world.root, 'tree'), 'main');
      pushedByAnother(world, { 'context/data/new.txt': 'theirs\n' });
    },
  },
  {
    name: "the phase's branch is checked out elsewhere",
    on: named('resume'),
    setUp: (world) => void world.git('worktree', 'add', '--quiet', path.join(world.root, 'tree'), `${PHASE}-1`),
  },
  {
    name: 'the base branch and its upstream have diverged',
    on: starts,
    message: /have diverged.*Merge or rebase/,
    setUp(world, operation) {
      pushedByAnother(world, { 'src/theirs.txt': 'theirs\n' });
      aside(world, operation, () => commitFile(world, 'src/ours.txt'));
    },
  },
  {
    name: 'a branch is called `para`',
    on: (o) => (o.switches ?? false) && o.name !== 'resume',
    message: /para.*(rename|phasedPlans\.branchPrefix)/i,
    setUp: (world) => void world.git('branch', 'para'),
  },
  {
    name: "a branch differs from the phase's in case alone",
    on: (o) => (o.switches ?? false) && o.name !== 'resume',
    setUp(world) {
      world.git('branch', `${PHASE}-1`.toUpperCase());
      world.git('config', 'core.ignoreCase', 'true');
    },
  },
  {
    name: 'a shallow clone',
    on: some,
    setUp(world) {
      world.git('fetch', '--quiet', '--depth=1', `file://${world.bare}`, 'main');
      assert.equal(world.git('rev-parse', '--is-shallow-repository'), 'true');
    },
  },
  ...[false, true].map((changed): Fault => ({
    name: `a submodule${changed ? ' with changes of its own' : ''}`,
    // Git stashes nothing of what is inside one.
    on: named(
      'create a plan',
      'start',
      changed ? 'start, carrying' : 'start, stashing',
      'tick and commit',
      'summarize',
    ),
    setUp(world, operation) {
      const add = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', world.bare, 'part'];
      aside(world, operation, () => {
        world.git(...add);
        world.git('commit', '--quiet', '--message=feat: Add a part', '--', 'part', '.gitmodules');
        if (operation.stage === 'planned') world.git('push', '--quiet', world.bare, 'HEAD:main');
      });
      if (changed && !operation.clean) world.write('part/README.md', '# Changed here\n');
    },
  })),
  {
    name: 'a sparse checkout',
    on: some,
    setUp(world, operation) {
      aside(world, operation, () => void world.git('sparse-checkout', 'set', 'context', 'src', 'dir'));
    },
  },
  {
    name: 'a file in the work tree would be overwritten, one that git does not know',
    on: (o) => (o.switches ?? false) && o.name !== 'resume',
    setUp(world) {
      pushedByAnother(world, { 'new.txt': 'theirs\n' });
      world.write('new.txt', 'mine\n');
    },
    done(world) {
      assert.equal(world.git('show', 'stash@{0}^3:new.txt'), 'mine');
      assert.equal(world.read('new.txt'), 'theirs\n');
      return 'done, the own one is in the stash';
    },
  },
  {
    name: 'a file in the work tree would be overwritten, one that git ignores',
    on: (o) => (o.switches ?? false) && o.name !== 'resume',
    message: /ignored\.txt/,
    setUp: (world) => pushedByAnother(world, { 'ignored.txt': 'theirs\n' }),
  },
  {
    name: 'a changed file was changed on the base branch too',
    on: named('start', 'start, carrying'),
    setUp(world) {
      pushedByAnother(world, { 'README.md': '# Theirs\n' });
      world.write('README.md', '# Mine\n');
    },
  },
  {
    name: 'a branch on the way has other files',
    on: starts,
    setUp: (world, operation) => onAnother(world, operation, 'src/other.txt', 'other\n'),
  },
  {
    name: 'a folder below the top of the repository',
    on: (o) => ['empty', 'initialized', 'planned'].includes(o.stage),
    place(world, operation) {
      const top = path.join(world.root, 'top');
      const app = path.join(top, 'app');
      aside(world, operation, () => undefined);
      mkdirSync(top);
      renameSync(world.folder, app);
      renameSync(path.join(app, '.git'), path.join(top, '.git'));
      const staged = operation.clean ? [] : ['staged.txt', 'README.md', 'dir'];
      for (const name of staged) renameSync(path.join(app, name), path.join(world.root, name));
      if (!operation.clean) runGit(top, 'reset', '--quiet');
      runGit(top, 'add', '--all');
      runGit(top, 'commit', '--quiet', '--message=refactor: Move it all');
      runGit(top, 'push', '--quiet', world.bare, 'HEAD:main');
      for (const name of staged) renameSync(path.join(world.root, name), path.join(app, name));
      return worldAt(world.root, app, world.bare);
    },
  },
  {
    name: 'a linked work tree',
    on: some,
    place(world, operation) {
      const tree = path.join(world.root, 'linked');
      const branch = world.git('branch', '--show-current');
      world.git('switch', '--quiet', '--detach');
      world.git('worktree', 'add', '--quiet', tree, branch);
      const linked = worldAt(world.root, tree, world.bare, world.settings);
      if (!operation.clean) mess(linked);
      if (operation.stage === 'initialized') linkContext(world, tree);
      if (!operation.pushes) operation.prepare?.(linked);
      return linked;
    },
  },
  {
    name: 'a bare repository',
    on: (o) => some(o) && o.stage !== 'empty',
    place: (world) => {
      const bare = path.join(world.root, 'bare.git');
      renameSync(path.join(world.folder, '.git'), bare);
      runGit(bare, 'config', 'core.bare', 'true');
      renameSync(path.join(world.folder, 'context'), path.join(bare, 'context'));
      return worldAt(world.root, bare, world.bare);
    },
  },
  {
    name: 'no repository',
    setUp: (world) => renameSync(path.join(world.folder, '.git'), path.join(world.root, 'gone')),
  },
]);

/** What git doesn't know yet is in the main work tree alone. */
function linkContext(world: TestWorld, tree: string): void {
  renameSync(path.join(world.folder, 'context'), path.join(tree, 'context'));
  assert.ok(readdirSync(tree).includes('context'));
}
