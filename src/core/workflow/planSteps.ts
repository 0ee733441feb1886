import { addSteps } from '../plan/addSteps';
import { parsePlan } from '../plan/parse';
import type { Ports } from '../ports';
import { phaseAmidText } from '../phaseTexts';
import type { PhaseId } from '../types';
import { mustHaveFile } from '../folder/guards';
import { runSteps } from '../repository/commit';
import { defaultPhase } from '../repository/defaultPhase';
import { mustBeSaved, mustBeTrusted } from '../repository/repo';
import { currentPhaseHere } from '../repository/worktree';
import { mustHavePlan, mustFindPhase, readWorld } from '../folder/world';

/**
 * Writes steps into the plan file of a phase, or of a simple plan, that names none: typed once, they are kept there,
 * whatever becomes of the start. A file that has steps stays as it is.
 * Throws `UNTRUSTED`, `NOT_INITIALIZED`, `CONTEXT_INVALID`, `NO_PLAN`, `UNKNOWN_PHASE`, `PLAN_MISSING`,
 * `CONTEXT_DIRTY`, `WRITE_FAILED`.
 */
export async function writeSteps(ports: Ports, o: { phase?: PhaseId; steps: readonly string[] }): Promise<void> {
  mustBeTrusted(ports);
  const world = await readWorld(ports);
  const plan = mustHavePlan(world);
  const named = o.phase === undefined ? null : mustFindPhase(plan, o.phase);
  const phase = plan.kind === 'simple' ? null : (named ?? defaultPhase(plan, null, currentPhaseHere(ports, world)));
  const file = mustHaveFile(plan, phase);
  if (file.file.steps.length > 0) return;
  mustBeSaved(ports, [file.path]);
  const text = addSteps(file.text, o.steps);
  if (parsePlan(text).steps.length === 0) return;
  const what = phase ? phaseAmidText(phase.id) : `“${plan.title}”`;
  await runSteps(ports, `Write the steps of ${what}`, [{ kind: 'write', path: file.path, was: file.text, text }]);
}
