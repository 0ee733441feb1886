// The operations that commit, and a world in which each can begin.
import { treeOf } from '../faults/operations';
import { CONTEXT, commitFile, independent, worldIn, type Stage } from './hostile';
import { authentication, makeWorld, type TestWorld } from './world';

export interface CommitOperation {
  name: string;
  stage: Stage | 'initialized';
  run: (world: TestWorld) => Promise<unknown>;
  /** Where it commits. */
  tree?: string;
}

export const committing: CommitOperation[] = [
  { name: 'start', stage: 'planned', run: ({ engine }) => engine.executePhase() },
  {
    name: 'tick and commit',
    stage: 'started',
    run: (world) => {
      world.write('new.txt', 'new\n');
      return world.engine.setTodo({ index: 0, done: true, commit: 'feat: New' });
    },
  },
  { name: 'approve', stage: 'planned', run: ({ engine }) => engine.approvePlan({ commit: true }) },
  {
    name: 'create a plan',
    stage: 'initialized',
    run: ({ engine }) => engine.createPlan({ ...authentication, commit: true }),
  },
  { name: 'archive', stage: 'started', run: ({ engine }) => engine.archive({ unfinished: 'archive', commit: true }) },
  { name: 'summarize', stage: 'started', run: ({ engine }) => engine.summarizePhase({ commit: true, open: 'carry' }) },
  {
    name: 'start in a worktree',
    stage: 'planned',
    tree: treeOf(1),
    run: (world) => {
      world.settings.isolation = 'worktree';
      return world.engine.executePhase();
    },
  },
  {
    name: 'tick and commit in a worktree',
    stage: 'planned',
    tree: treeOf(1),
    run: async (world) => {
      world.write(`${treeOf(1)}/new.txt`, 'new\n');
      return world.engine.setTodo({ phase: 1, index: 0, done: true, commit: 'feat: New' });
    },
  },
];

/** A world in which an operation can begin. */
export async function worldToCommitIn({ name, stage }: CommitOperation): Promise<TestWorld> {
  if (stage === 'initialized') {
    const world = makeWorld();
    await world.engine.init();
    commitFile(world, CONTEXT, world.read(CONTEXT));
    return world;
  }
  const world = await worldIn(stage, independent);
  if (name !== 'tick and commit in a worktree') return world;
  world.settings.isolation = 'worktree';
  await world.engine.executePhase({ phase: 1 });
  return world;
}
