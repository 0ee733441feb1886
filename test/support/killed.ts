// Operations that were killed with something uncommitted beside them.
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Step } from '../../src/core/steps';
import { dieAtGit, dieAtStep, runAndDie } from './dying';
import { executable, hook, unhook, worldIn } from './hostile';
import { worldAt, type TestWorld } from './world';

export type What = 'start' | 'stash' | 'tick' | 'tick all' | 'summarize' | 'worktree';

/** About to do a step, when git had run so, while a hook ran, or while git ran another git in it. */
type At = Step['kind'] | `git ${string}` | 'in pre-commit' | 'in git apply';

/** Ends the operation, and the git that runs this, or not. */
const KILL = 'kill -9 $(cat "$PHASED_PLANS_TEST/pid")';

/** An operation that was killed at a moment, and a person at work since. */
export async function killed(what: What, at: At): Promise<TestWorld> {
  const world = await worldIn(['start', 'stash', 'worktree'].includes(what) ? 'planned' : 'started');
  world.write('README.md', '# Mine\n');
  if (what !== 'tick all') {
    world.write('staged.txt', 'staged\n');
    world.git('add', 'staged.txt');
    world.write('staged.txt', 'staged, and more\n');
  }
  world.write('untracked.txt', 'untracked\n');
  if (at === 'in pre-commit') hook(world, 'pre-commit', `${KILL}; exit 1`);
  if (at === 'in git apply') gitThatRuns(world, `case "$1" in apply) ${KILL} $PPID; exit 1;; esac`);
  await runAndDie(__filename, 'operate', world.folder, what, at);
  const lock = path.join(world.folder, '.git/index.lock');
  // Git goes on for a moment, and lets its lock go.
  while (at === 'in pre-commit' && existsSync(lock)) await new Promise((resolve) => setTimeout(resolve, 10));
  if (at === 'in pre-commit') unhook(world, 'pre-commit');
  return worldAt(world.root, world.folder, world.bare, world.settings);
}

/** The folder of git's own programs, with a git that does something first when it is run by another one. */
function gitThatRuns(world: TestWorld, script: string): void {
  const real = world.git('--exec-path');
  const folder = programsIn(world.root);
  mkdirSync(folder);
  for (const name of readdirSync(real)) if (name !== 'git') symlinkSync(path.join(real, name), path.join(folder, name));
  symlinkSync(executable(world, 'git', `${script}\nexec "${real}/git" "$@"`), path.join(folder, 'git'));
}

const programsIn = (root: string): string => path.join(root, 'programs');

/** Runs in a process of its own, which ends itself at a step: the bundle of a test that kills must export it. */
export async function operate(folder: string, what: What, at: string): Promise<void> {
  const root = path.dirname(folder);
  const world = worldAt(root, folder, path.join(root, 'remote.git'));
  writeFileSync(path.join(root, 'pid'), String(process.pid));
  process.env.PHASED_PLANS_TEST = root;
  if (existsSync(programsIn(root))) process.env.GIT_EXEC_PATH = programsIn(root);
  if (at.startsWith('git ')) dieAtGit(world, at.slice('git '.length));
  else if (!at.startsWith('in ')) dieAtStep(world, at as Step['kind']);
  const { engine } = world;
  if (what === 'worktree') world.settings.isolation = 'worktree';
  if (what === 'start' || what === 'worktree') await engine.executePhase({ dirty: 'carry' });
  if (what === 'stash') await engine.executePhase({ dirty: 'stash' });
  if (what.startsWith('tick')) await engine.setTodo({ index: 0, done: true, commit: 'feat: Ticked' });
  if (what === 'summarize') await engine.summarizePhase({ commit: true, open: 'carry' });
}

/** What the index has, with the letters of git. */
export const staged = (world: TestWorld, folder = '.'): string[] =>
  world
    .git('-C', folder, 'diff', '--cached', '--name-status', '--no-renames')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.replace('\t', ' '));
