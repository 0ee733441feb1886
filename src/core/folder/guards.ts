import { PlanError } from '../errors';
import type { World } from './model';
import type { ActivePlan, PhasePlan, PlanText } from './model';
import { phaseText } from '../phaseTexts';

/**
 * The file of a phase, or, for null, of the master or simple plan. Throws `PLAN_MISSING`, saying why when it can't be
 * read.
 */
export function mustHaveFile(plan: ActivePlan, phase: PhasePlan | null): PlanText {
  const file = phase ? phase.plan : plan.plan;
  if (file) return file;
  const unreadable = (phase ?? plan).unreadable;
  if (unreadable !== null) throw new PlanError('PLAN_MISSING', unreadable);
  const path = phase ? phase.entry.plan : plan.path;
  throw new PlanError(
    'PLAN_MISSING',
    path === null
      ? `${phaseText(phase?.id ?? '')} has no plan file yet. ` +
          'Create it with the quick fix in the Problems panel, or write it.'
      : `There is no plan file ${path}. Write it, or correct its path in the context file.`,
  );
}

/**
 * What changes a phase's state needs a state block that lists it: nothing is put there unasked. Throws
 * `CONTEXT_INVALID`.
 */
export function mustListPhases({ state, path }: World, plan: ActivePlan): void {
  if (plan.kind === 'simple' || (state.phased?.phases.length ?? 0) > 0) return;
  throw new PlanError(
    'CONTEXT_INVALID',
    `The state block of ${path} doesn't list the phases of “${plan.title}”. Add “phased_execution” with their statuses first.`,
  );
}
