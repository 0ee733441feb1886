import type { ActivePlan, PhasePlan, World } from '../folder/model';
import { initMessage } from '../plan/names';
import type { Git } from '../ports';
import { samePhase, type PhaseId } from '../types';
import type { Base } from './base';
import { proveMerged } from './merged';
import type { PhaseBranch, Records } from './records';

/** An earlier phase that another one is built upon, and that isn't merged. */
export interface Stack {
  phase: PhaseId;
  /** Its branch, which the remote of the base has. */
  branch: string;
}

/**
 * What the branch of a phase stands upon: the last phase before it in the plan that isn't merged, whose branch is on
 * the base's remote, as last fetched, and whose first commit its own branch has and the base hasn't. Null for none.
 */
export async function findStack(
  git: Git,
  o: { world: World; plan: ActivePlan; phase: PhasePlan | null; branch: PhaseBranch; base: Base; records: Records },
): Promise<Stack | null> {
  const { world, plan, phase, branch, base, records } = o;
  const { upstream, local } = base;
  if (phase === null || upstream === null) return null;
  const at = plan.phases.findIndex(({ id }) => samePhase(id, phase.id));
  const start = { commit: upstream.commit, ref: upstream.name };
  const isInBase = async (commit: string): Promise<boolean> => {
    for (const ref of [upstream, local]) if (ref && (await git.isAncestor(commit, ref.commit))) return true;
    return false;
  };
  for (const { id } of plan.phases.slice(0, at).reverse()) {
    const earlier = records.branches.get(id);
    if (!earlier?.remote || earlier.remote.remote !== upstream.remote) continue;
    const first = await git.findCommit(branch.tip, initMessage(plan.task, id));
    if (first === null || (await isInBase(first.commit))) continue;
    const { merged } = await proveMerged(git, { world, plan, id, records, start, contextFolder: world.folder });
    if (!merged) return { phase: id, branch: earlier.name };
  }
  return null;
}
