import { rangeInState } from './place';
import type { Found, Rule } from './rule';

export const missingPlan: Rule = {
  id: 'missing-plan',
  severity: 'warning',
  description: 'A plan file that the state block names and that isn’t there.',
  check({ path, context, world }) {
    const plan = world?.plan;
    if (!plan) return [];
    const found = (missing: string, what: string, place: (string | number)[]): Found => ({
      message: `Unexpected path “${missing}”, expected the file of ${what}.`,
      file: path,
      range: rangeInState(context.text, place),
    });
    const own = plan.plan
      ? []
      : plan.kind === 'simple'
        ? [found(plan.path, 'the plan', ['active_context'])]
        : [found(plan.path, 'the master plan', ['phased_execution', 'master_plan'])];
    const phases = plan.phases
      .filter((phase) => !phase.plan && phase.entry.plan !== null)
      .map((phase) =>
        found(phase.entry.plan ?? '', `phase ${String(phase.id)}`, ['phased_execution', 'phases', phase.index, 'plan']),
      );
    return [...own, ...phases];
  },
};
