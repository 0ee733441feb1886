import { PlanError } from '../errors';
import type { Git } from '../ports';
import { initMessage } from '../plan/names';
import { phaseKey, type PhaseId } from '../types';
import { statusIn, type Records } from './records';
import type { MergeProof } from '../steps';
import { mustFindPhase } from '../folder/world';
import type { ActivePlan, World } from '../folder/model';
import { isInFolder } from '../folder/paths';
import { isCutOff, WHOLE_HISTORY } from './shallow';

/** Found merged or not, and what was looked at. */
export interface MergeFinding {
  merged: boolean;
  /** Nothing says that it isn’t, and nothing that it is: it never had a branch, or that is gone. */
  isAssumed?: true;
  /** It can’t be told: this clone lacks the history that would say so. */
  isUntold?: true;
  proof: MergeProof;
}

/** `NOT_MERGED` for what can’t be told of something (“Phase 1”), with the command that helps. */
export function untold(what: string, { proof }: MergeFinding): PlanError {
  return new PlanError(
    'NOT_MERGED',
    `Whether ${what} is merged can’t be told: ${proof.why}. Run that, then try again.`,
  );
}

/**
 * Whether a completed phase (null: the simple plan) reached the start point: the first of five proofs that holds. A
 * branch that changed nothing but the context folder proves nothing by its files: only records and ancestry count, that
 * of its first commit included (a phase merged first and summarized then).
 */
export async function proveMerged(
  git: Git,
  o: {
    world: World;
    plan: ActivePlan;
    id: PhaseId | null;
    records: Records;
    start: { commit: string; ref: string };
    contextFolder: string;
  },
): Promise<MergeFinding> {
  const { world, plan, id, records, start } = o;
  const branch = records.branches.get(id);
  const entry = id === null ? null : mustFindPhase(plan, id).entry;
  const worktree = entry ? entry.worktree : world.state.worktree;
  // What ran in a worktree has no record in commits: the context file stands in the main work tree alone.
  const record = worktree === null ? records.start : null;
  const onStart = statusIn(record, plan, id);
  const found = (merged: boolean, commit: string | null, why: string): MergeFinding => ({
    merged,
    proof: { phase: phaseKey(id), commit, why },
  });
  if (!branch) {
    const said = onStart === null ? 'nothing of it' : `that it is ${onStart.replace('_', ' ')}`;
    const finding = found(
      onStart === 'completed',
      start.commit,
      `no branch of it is left, and ${start.ref} says ${said}`,
    );
    // Where the context folder is ignored there is no record in commits; the one on disk was asked already.
    if (record !== null) return finding;
    return { ...finding, merged: true, ...(worktree === null ? { isAssumed: true as const } : {}) };
  }
  const onTip = statusIn(records.tips.get(id), plan, id);
  if (onTip === 'completed' && onStart === 'completed') {
    return found(true, start.commit, `completed on ${branch.name} and on ${start.ref}`);
  }
  if (await git.isAncestor(branch.tip, start.commit))
    return found(true, branch.tip, `${start.ref} contains ${branch.name}`);
  if (entry?.merged) return found(true, null, 'its pull request is recorded as merged');
  const why = await filesAreThere(git, o, branch.tip);
  if (why) return found(true, start.commit, why);
  if (await isCutOff(git, start.commit, branch.tip)) {
    const short = `the history of this shallow clone doesn’t go back to where ${branch.name} and ${start.ref} meet`;
    return { ...found(false, null, `${short} (“${WHOLE_HISTORY}” gets it)`), isUntold: true };
  }
  return found(
    false,
    null,
    `${branch.name} (${branch.tip.slice(0, 8)}) has changes that ${start.ref} (${start.commit.slice(0, 8)}) lacks`,
  );
}

async function filesAreThere(
  git: Git,
  o: { plan: ActivePlan; id: PhaseId | null; start: { commit: string; ref: string }; contextFolder: string },
  tip: string,
): Promise<string | null> {
  const base = await git.mergeBase(o.start.commit, tip);
  if (base === null) return null;
  const inContext = (path: string): boolean => isInFolder(path, o.contextFolder);
  if ((await git.changedBetween(base, tip)).every(inContext)) {
    const first = await git.findCommit(tip, initMessage(o.plan.task, o.id));
    const begun = first !== null && (await git.isAncestor(first.commit, o.start.commit));
    return begun ? `${o.start.ref} contains it but for what came later in ${o.contextFolder}/` : null;
  }
  const patch = { base, tip, from: base, to: o.start.commit, leftOut: o.contextFolder };
  if (await git.patchIsIn(patch)) return `${o.start.ref} has its changes as one commit`;
  const changes = await git.mergeWouldChange(o.start.commit, tip);
  return changes?.every(inContext) ? `merging it would change nothing in ${o.start.ref}` : null;
}
