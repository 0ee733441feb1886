// The worlds that operations begin in.
import { chmodSync } from 'node:fs';
import { independent, mess } from '../support/hostile';
import { authentication, makeWorld, worldLike, type TestWorld } from '../support/world';
import { settingsOf, treeOf, type Operation } from './operations';

/** `apart`: phases that wait for nothing; `beside`: the first two of those run in their worktrees. */
export type Stage = 'empty' | 'initialized' | 'planned' | 'started' | 'left' | 'apart' | 'beside';

/** A world of its own in which an operation can be done. */
export async function worldFor(operation: Operation): Promise<TestWorld> {
  const { stage } = operation;
  const world = await worldLike(['fault', stage], () => bring(stage));
  Object.assign(world.settings, settingsOf(operation));
  if (!operation.clean) mess(world);
  world.write('ignored.txt', 'ignored\n');
  if (stage === 'beside') mess(world, treeOf(2));
  operation.prepare?.(world);
  return world;
}

const FILES = { '.gitignore': 'ignored.txt\n', 'run.sh': '#!/bin/sh\n', 'src/old.txt': 'old\n', 'docs/a.txt': 'a\n' };

async function bring(stage: Stage): Promise<TestWorld> {
  const world = makeWorld({ files: FILES });
  chmodSync(`${world.folder}/run.sh`, 0o755);
  world.git('commit', '--quiet', '--all', '--message=chore: Make it run');
  if (stage !== 'empty') await world.engine.init();
  if (stage !== 'empty' && stage !== 'initialized') {
    const plan = stage === 'apart' || stage === 'beside' ? independent : authentication;
    await world.engine.createPlan({ ...plan, commit: true });
    world.git('push', '--quiet');
  }
  if (stage === 'beside') {
    world.settings.isolation = 'worktree';
    for (const phase of [2, 1]) await world.engine.executePhase({ phase });
  }
  if (stage === 'started' || stage === 'left') await world.engine.executePhase({ phase: 1 });
  if (stage === 'left') world.git('switch', '--quiet', 'main');
  return world;
}
