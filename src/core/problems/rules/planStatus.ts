import { setPlanStatus } from '../../plan/edit';
import { isOver, readPlanStatus } from '../../plan/status';
import type { PlanText } from '../../folder/model';
import { ownPlanOf } from '../../folder/ownPlan';
import { statusFix, textFix } from '../parts/fixes';
import { rangeOfLine } from '../parts/ranges';
import type { Found, Rule, Subject } from '../parts/rule';

export const planStatus: Rule = {
  id: 'plan-status',
  severity: 'info',
  description:
    'A plan’s `**Status:**` line that says it is completed while the state block doesn’t, or the other way round.',
  fixes: 'Set the line (safe when the phase has its summary) · Set the phase’s status',
  check: (subject) => [...foundInPhases(subject), ...foundInPlan(subject)],
};

function foundInPhases(subject: Subject): Found[] {
  const active = subject.world?.plan;
  if (!active) return [];
  return active.phases.flatMap((phase, at) => {
    const { entry, index, id } = phase;
    const plan = ownPlanOf(active, phase);
    const written = readPlanStatus(plan?.file.status?.text ?? null);
    if (!plan || written === null) return [];
    const info = subject.phases[at];
    if (written === 'completed' && entry.status !== 'completed') {
      // A branch may know that it is completed.
      if (info?.status === 'completed') return [];
      const text = entry.dropped ? 'Dropped' : entry.status === 'in_progress' ? 'In Progress' : 'Pending';
      const found = mismatch(plan, `the state block says “${text}”`, text, false);
      return [{ ...found, fixes: [...(found.fixes ?? []), ...statusFix(subject, index, id, 'completed')] }];
    }
    if (written === 'completed' || entry.status !== 'completed') return [];
    return [mismatch(plan, 'the state block says “Completed”', 'Completed', info?.summary !== null)];
  });
}

/** The master's, or a simple plan's. A master is set to `Completed` by archiving it. */
function foundInPlan({ world, phases }: Subject): Found[] {
  const plan = world?.plan;
  if (!plan?.plan) return [];
  const written = readPlanStatus(plan.plan.file.status?.text ?? null);
  if (plan.kind === 'simple') {
    const active = world?.state.activeContext.includes(plan.path) === true;
    if (active || written === null || written === 'completed') return [];
    return [mismatch(plan.plan, 'it was summarized', 'Completed', false)];
  }
  if (written !== 'completed' || phases.every(isOver)) return [];
  return [mismatch(plan.plan, 'not all phases are completed', 'Approved', false)];
}

function mismatch({ path, text, file }: PlanText, but: string, status: string, safe: boolean): Found {
  return {
    message: `This plan’s status is “${file.status?.text ?? ''}”, but ${but}.`,
    file: path,
    range: rangeOfLine(file.doc, file.status?.line ?? 0),
    fixes: [textFix(path, text, `Set the Status Line to “${status}”`, (before) => setPlanStatus(before, status), safe)],
  };
}
