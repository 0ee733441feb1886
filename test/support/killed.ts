// Operations that were killed with something uncommitted beside them.
import path from 'node:path';
import type { Step } from '../../src/core/steps';
import { dieAtGit, dieAtStep, runAndDie } from './dying';
import { worldIn } from './hostile';
import { worldAt, type TestWorld } from './world';

export type What = 'start' | 'stash' | 'tick' | 'tick all' | 'summarize' | 'worktree';

/** An operation that was killed when it was about to do a step, or when git had run so, and a person at work since. */
export async function killed(what: What, at: Step['kind'] | `git ${string}`): Promise<TestWorld> {
  const world = await worldIn(['start', 'stash', 'worktree'].includes(what) ? 'planned' : 'started');
  world.write('README.md', '# Mine\n');
  if (what !== 'tick all') {
    world.write('staged.txt', 'staged\n');
    world.git('add', 'staged.txt');
    world.write('staged.txt', 'staged, and more\n');
  }
  world.write('untracked.txt', 'untracked\n');
  await runAndDie(__filename, 'operate', world.folder, what, at);
  return worldAt(world.root, world.folder, world.bare, world.settings);
}

/** Runs in a process of its own, which ends itself at a step: the bundle of a test that kills must export it. */
export async function operate(folder: string, what: What, at: string): Promise<void> {
  const root = path.dirname(folder);
  const world = worldAt(root, folder, path.join(root, 'remote.git'));
  if (at.startsWith('git ')) dieAtGit(world, at.slice('git '.length));
  else dieAtStep(world, at as Step['kind']);
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
