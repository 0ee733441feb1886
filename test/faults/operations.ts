// The operations that faults are tried on: the stage each begins at, what it does, and how its end is told.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { MethodSettings } from '../../src/core/ports';
import {
  CONTEXT,
  PHASE,
  PLAN,
  SUMMARY,
  TASK,
  branch,
  changes,
  exists,
  firstCommit,
  statuses,
} from '../support/hostile';
import { runGit } from '../support/git';
import { authentication, type TestWorld } from '../support/world';
import type { Stage } from './worlds';

export interface Operation {
  name: string;
  stage: Stage;
  /** How many steps its plan has. */
  steps: number;
  /**
   * At how many places it can be killed, at least: calls that change a file, and beginnings and ends of git processes.
   */
  places: number;
  commits?: boolean;
  switches?: boolean;
  pushes?: boolean;
  /** Acts in the worktree of phase 1 alone. */
  worktree?: boolean;
  /** Asks for a clean tree: nothing uncommitted is there. */
  clean?: boolean;
  prepare?(world: TestWorld): void;
  run(world: TestWorld): Promise<unknown>;
  /** Asserts that it came to its end. */
  done(world: TestWorld): void;
}

const subject = (world: TestWorld, revision = 'HEAD'): string => world.git('log', '-1', '--format=%s', revision);

const committed = (text: string) => (world: TestWorld) => assert.equal(subject(world), text);

const isStarted = (world: TestWorld): void => {
  assert.equal(branch(world), `${PHASE}-1`);
  assert.equal(subject(world), firstCommit(1));
  assert.deepEqual(statuses(world), ['in_progress', 'pending', 'pending']);
};

/** The worktree of a phase. */
export const treeOf = (phase: number): string => `.para-worktrees/${TASK}-phase-${phase}`;

const runsInWorktree = (world: TestWorld): void => {
  assert.equal(world.git('-C', treeOf(1), 'branch', '--show-current'), `${PHASE}-1`);
  assert.equal(world.git('-C', treeOf(1), 'status', '--porcelain'), '');
  assert.equal(subject(world, `${PHASE}-1`), firstCommit(1));
  assert.equal(statuses(world)[0], 'in_progress');
};

/** The method's settings that an operation is tried with. */
export const settingsOf = ({ worktree }: Operation): Partial<MethodSettings> =>
  worktree ? { isolation: 'worktree' } : {};

export const operations: Operation[] = [
  {
    name: 'initialize',
    stage: 'empty',
    steps: 7,
    places: 50,
    run: (world) => world.engine.init(),
    done: (world) => assert.match(world.read(CONTEXT), /^# Current Work Summary\n\nReady to start/),
  },
  {
    name: 'create a plan',
    stage: 'initialized',
    steps: 6,
    places: 120,
    commits: true,
    run: (world) => world.engine.createPlan({ ...authentication, commit: true }),
    done: (world) => {
      assert.match(subject(world), /^docs: Plan/);
      assert.deepEqual(statuses(world), ['pending', 'pending', 'pending']);
    },
  },
  {
    name: 'approve',
    stage: 'planned',
    steps: 2,
    places: 60,
    commits: true,
    run: (world) => world.engine.approvePlan({ commit: true }),
    done: (world) => assert.match(world.git('show', `HEAD:./${PLAN}.md`), /\*\*Status:\*\* Approved/),
  },
  {
    name: 'start',
    stage: 'planned',
    steps: 3,
    places: 110,
    commits: true,
    switches: true,
    clean: true,
    run: (world) => world.engine.executePhase(),
    done: isStarted,
  },
  {
    name: 'start, carrying',
    stage: 'planned',
    steps: 3,
    places: 110,
    commits: true,
    switches: true,
    run: (world) => world.engine.executePhase({ dirty: 'carry' }),
    done: isStarted,
  },
  {
    name: 'start, stashing',
    stage: 'planned',
    steps: 4,
    places: 150,
    commits: true,
    switches: true,
    run: (world) => world.engine.executePhase({ dirty: 'stash' }),
    done: (world) => {
      isStarted(world);
      assert.deepEqual(changes(world), []);
      world.git('stash', 'pop', '--quiet', '--index');
    },
  },
  {
    name: 'resume',
    stage: 'left',
    steps: 1,
    places: 50,
    switches: true,
    clean: true,
    run: (world) => world.engine.executePhase({ existingBranch: 'resume' }),
    done: isStarted,
  },
  {
    name: 'tick',
    stage: 'started',
    steps: 1,
    places: 15,
    run: (world) => world.engine.setTodo({ index: 0, done: true }),
    done: (world) => assert.match(world.read(CONTEXT), /^- \[x\] Create users/m),
  },
  {
    name: 'tick and commit',
    stage: 'started',
    steps: 2,
    places: 60,
    commits: true,
    run: (world) => world.engine.setTodo({ index: 0, done: true, commit: 'feat: Users' }),
    done: (world) => {
      assert.equal(subject(world), 'feat: Users');
      assert.match(world.git('show', `HEAD:./${CONTEXT}`), /^- \[x\] Create users/m);
    },
  },
  {
    name: 'tick a criterion',
    stage: 'started',
    steps: 1,
    places: 15,
    run: (world) => world.engine.setCriterion({ index: 0, done: true }),
    done: (world) => assert.match(world.read(`${PLAN}-phase-1.md`), /^- \[x\] Migrations run/m),
  },
  {
    name: 'summarize',
    stage: 'started',
    steps: 4,
    places: 110,
    commits: true,
    run: (world) => world.engine.summarizePhase({ commit: true, open: 'carry' }),
    done: (world) => {
      assert.match(subject(world), /^docs: Summarize/);
      assert.ok(exists(world, `${SUMMARY}-phase-1-summary.md`));
      assert.deepEqual(statuses(world), ['completed', 'pending', 'pending']);
    },
  },
  {
    name: 'archive',
    stage: 'started',
    steps: 3,
    places: 80,
    commits: true,
    run: (world) => world.engine.archive({ unfinished: 'archive', commit: true }),
    done: (world) => {
      assert.match(subject(world), /^docs: Archive/);
      assert.match(world.read(CONTEXT), /Ready for next task/);
    },
  },
  {
    name: 'commit the context',
    stage: 'started',
    steps: 1,
    places: 35,
    commits: true,
    prepare: (world) => world.write(CONTEXT, world.read(CONTEXT).replace('_Update', 'Mine. _Update')),
    run: (world) => world.engine.commitContext(),
    done: committed('docs: Update the context'),
  },
  {
    name: 'open a pull request',
    stage: 'started',
    steps: 0,
    places: 40,
    pushes: true,
    // A forge whose page is known, and a folder that is pushed to.
    prepare: (world) => {
      world.git('remote', 'set-url', '--push', 'origin', world.bare);
      world.git('remote', 'set-url', 'origin', 'https://forge.example.com/o/r.git');
    },
    run: (world) => world.engine.createPullRequest(),
    done: (world) => {
      const pushed = runGit(world.bare, 'rev-parse', `refs/heads/${PHASE}-1`);
      assert.equal(pushed, world.git('rev-parse', `refs/heads/${PHASE}-1`));
    },
  },
  {
    name: 'start in a worktree',
    stage: 'apart',
    steps: 4,
    places: 110,
    commits: true,
    worktree: true,
    run: (world) => world.engine.executePhase({ phase: 1 }),
    done: runsInWorktree,
  },
  {
    name: 'resume in a worktree',
    stage: 'beside',
    steps: 1,
    places: 55,
    worktree: true,
    prepare: (world) => rmSync(path.join(world.folder, treeOf(1)), { recursive: true }),
    run: (world) => world.engine.executePhase({ phase: 1, existingBranch: 'resume' }),
    done: runsInWorktree,
  },
  {
    name: 'tick and commit in a worktree',
    stage: 'beside',
    steps: 2,
    places: 70,
    commits: true,
    worktree: true,
    prepare: (world) => world.write(`${treeOf(1)}/users.sql`, 'create table users();\n'),
    run: (world) => world.engine.setTodo({ phase: 1, index: 0, done: true, commit: 'feat: Users' }),
    done: (world) => {
      assert.equal(subject(world, `${PHASE}-1`), 'feat: Users');
      assert.equal(world.git('show', `${PHASE}-1:users.sql`), 'create table users();');
      assert.match(world.read(CONTEXT), /^- \[x\] Create users/m);
    },
  },
  {
    name: 'remove a worktree',
    stage: 'beside',
    steps: 1,
    places: 50,
    worktree: true,
    run: (world) => world.engine.removeWorktree({ path: treeOf(1) }),
    done: (world) => {
      assert.ok(!exists(world, treeOf(1)));
      assert.doesNotMatch(world.git('worktree', 'list', '--porcelain'), /-phase-1$/m);
    },
  },
];
