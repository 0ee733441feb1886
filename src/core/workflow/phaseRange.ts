import { PlanError } from '../errors';
import { expectedBranch } from '../folder/branches';
import { mustHavePlan, mustFindPhase, readWorld } from '../folder/world';
import { initMessage } from '../plan/names';
import { phaseText } from '../phaseTexts';
import type { Ports } from '../ports';
import { defaultPhase } from '../repository/defaultPhase';
import { readWork } from '../repository/phaseWork';
import { mustBeTrusted } from '../repository/repo';
import { currentPhaseHere } from '../repository/worktree';
import type { PhaseId } from '../types';

/** What a phase has changed: everything between two commits of its branch. */
export interface PhaseRange {
  branch: string;
  /** Where it began: the parent of its first commit, else where its branch left the base branch. */
  from: string;
  to: string;
}

/**
 * The commits of a phase (the running one when none is named), or of a simple plan, by their ends. Changes nothing.
 * Throws those of git, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `NO_PLAN`, `UNKNOWN_PHASE`, `PHASE_NOT_STARTED`, and
 * `GIT_FAILED` when it can't be told where the phase began.
 */
export async function phaseRange(ports: Ports, o: { phase?: PhaseId }): Promise<PhaseRange> {
  mustBeTrusted(ports);
  await ports.git.open();
  const world = await readWorld(ports);
  const plan = mustHavePlan(world);
  const named = o.phase === undefined ? null : mustFindPhase(plan, o.phase);
  const phase = plan.kind === 'simple' ? null : (named ?? defaultPhase(plan, null, currentPhaseHere(ports, world)));
  const branch = expectedBranch(world, plan, phase, ports.settings());
  const { records, history } = await readWork(ports, { world, plan, phase, branch });
  const known = records.branches.get(phase?.id ?? null);
  if (!known) {
    const what = phase ? phaseText(phase.id) : `“${plan.title}”`;
    throw new PlanError('PHASE_NOT_STARTED', `${what} has no branch yet. Start it first.`);
  }
  if (!history) {
    const subject = initMessage(plan.task, phase?.id ?? null);
    throw new PlanError(
      'GIT_FAILED',
      `Where ${known.name} began can’t be told: it has no commit “${subject}”, and it has left no base branch. Set “phasedPlans.baseBranch”, then try again.`,
    );
  }
  return { branch: known.name, from: history.from, to: history.tip };
}
