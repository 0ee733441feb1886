import { isOfContext } from '../folder/methodFiles';
import type { PhasePlan, World } from '../folder/model';
import type { Git, Ports } from '../ports';
import { findWorktree, recordedWorktree } from './worktree';

/** What is changed where a phase, or a simple plan, is worked on, and not committed; the plan's own files left out. */
export async function uncommittedWork(
  ports: Ports,
  { world, phase }: { world: World; phase: PhasePlan | null },
): Promise<string[]> {
  const git = await gitWhereItRuns(ports, world, phase);
  const changed = (await git?.status()) ?? [];
  return changed.map(({ path }) => path).filter((path) => !isOfContext(path, world.folder));
}

/** Null where its worktree is gone. */
async function gitWhereItRuns(ports: Ports, world: World, phase: PhasePlan | null): Promise<Git | null> {
  const recorded = recordedWorktree(world, phase);
  if (recorded === null) return ports.git;
  const found = findWorktree((await ports.git.worktrees()).all, recorded);
  return found?.known && found.exists ? ports.git.inWorktree(found.path) : null;
}
