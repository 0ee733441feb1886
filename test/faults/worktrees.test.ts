import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PHASE, pushedByAnother } from '../support/hostile';
import type { TestWorld } from '../support/world';
import { named, tryFaults, type Fault } from './measure';
import { treeOf } from './operations';

const TREE = treeOf(1);
const makes = named('start in a worktree', 'resume in a worktree');
const removes = named('remove a worktree');
/** Those that act on a worktree that is there. */
const acts = named('tick and commit in a worktree', 'remove a worktree');

const inTree = (world: TestWorld, ...args: string[]): string => world.git('-C', TREE, ...args);

/** Where git keeps what belongs to the worktree alone. */
const admin = (world: TestWorld, name: string): string =>
  path.join(world.folder, '.git', 'worktrees', path.basename(TREE), name);

const uncommitted = (what: string, setUp: (world: TestWorld) => void): Fault => ({
  name: `there is ${what} in the worktree`,
  on: removes,
  setUp,
});

const underWay = (what: string, sign: string): Fault => ({
  name: `a ${what} is under way in the worktree`,
  on: acts,
  message: new RegExp(`A ${what} is under way in ${TREE}`),
  setUp: (world) => appendFileSync(admin(world, sign), `${inTree(world, 'rev-parse', 'HEAD')}\n`),
});

tryFaults('Worktrees', [
  {
    name: 'somebody’s file is where the worktree is to be',
    on: makes,
    message: /in the way/,
    setUp: (world) => world.write(`${TREE}/mine.txt`, 'mine\n'),
  },
  {
    name: 'somebody’s file is where the worktree is to be, as the branch has it',
    on: makes,
    message: /in the way/,
    setUp: (world) => world.write(`${TREE}/src/old.txt`, 'old\n'),
  },
  {
    name: 'a file is where the worktree is to be',
    on: makes,
    setUp: (world) => world.write(TREE, 'mine\n'),
  },
  {
    name: 'a file is where the folder of the worktrees is to be',
    on: named('start in a worktree'),
    setUp: (world) => world.write('.para-worktrees', 'mine\n'),
  },
  {
    name: 'an empty folder is where the worktree is to be',
    on: makes,
    setUp: (world) => void mkdirSync(path.join(world.folder, TREE), { recursive: true }),
  },
  {
    name: 'the phase’s branch is checked out in another worktree',
    on: named('resume in a worktree'),
    message: /checked out in \.\.\/tree/,
    setUp(world) {
      world.git('worktree', 'prune');
      world.git('worktree', 'add', '--quiet', '../tree', `${PHASE}-1`);
    },
  },
  {
    name: 'another branch is checked out in the worktree',
    on: acts,
    setUp: (world) => void inTree(world, 'switch', '--quiet', '-c', 'other'),
  },
  {
    name: 'no branch is checked out in the worktree',
    on: acts,
    setUp: (world) => void inTree(world, 'switch', '--quiet', '--detach'),
  },
  {
    name: 'the folder of the worktree is gone',
    on: acts,
    setUp: (world) => rmSync(path.join(world.folder, TREE), { recursive: true }),
  },
  {
    name: 'git has forgotten the worktree',
    on: acts,
    setUp: (world) => rmSync(admin(world, ''), { recursive: true }),
  },
  {
    name: 'the worktree is locked',
    on: named('resume in a worktree', 'remove a worktree'),
    message: /is locked.*git worktree unlock/,
    setUp: (world) => void world.git('worktree', 'lock', TREE),
  },
  {
    name: 'the index of the worktree is locked',
    on: acts,
    message: /index\.lock/,
    setUp: (world) => writeFileSync(admin(world, 'index.lock'), ''),
  },
  {
    name: 'HEAD of the worktree is locked',
    on: acts,
    message: /HEAD\.lock/,
    setUp: (world) => writeFileSync(admin(world, 'HEAD.lock'), ''),
  },
  underWay('merge', 'MERGE_HEAD'),
  underWay('cherry-pick', 'CHERRY_PICK_HEAD'),
  uncommitted('a changed file', (world) => world.write(`${TREE}/README.md`, '# Mine\n')),
  uncommitted('a staged file', (world) => {
    world.write(`${TREE}/mine.txt`, 'mine\n');
    inTree(world, 'add', 'mine.txt');
  }),
  uncommitted('a new file', (world) => world.write(`${TREE}/mine.txt`, 'mine\n')),
  uncommitted('a file that git ignores', (world) => world.write(`${TREE}/ignored.txt`, 'mine\n')),
  uncommitted('a commit that is nowhere else', (world) => {
    world.write(`${TREE}/mine.txt`, 'mine\n');
    inTree(world, 'add', 'mine.txt');
    inTree(world, 'commit', '--quiet', '--message=feat: Mine');
  }),
  {
    name: 'a file can’t be checked out',
    on: makes,
    setUp(world) {
      world.git('config', 'filter.strict.smudge', 'false');
      world.git('config', 'filter.strict.required', 'true');
      appendFileSync(path.join(world.folder, '.git', 'info', 'attributes'), '*.md filter=strict\n');
    },
  },
  {
    name: 'the base branch is checked out here, and behind',
    on: named('start in a worktree'),
    setUp: (world) => pushedByAnother(world, { 'src/theirs.txt': 'theirs\n' }),
    done(world) {
      assert.equal(world.git('show', `${PHASE}-1:src/theirs.txt`), 'theirs');
      return 'done, from what is on the remote';
    },
  },
]);
