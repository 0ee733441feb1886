import type { Problem } from '../types';
import type { Rule } from './rule';

/** A plan file that the state block names and that isn't there. */
export const missingPlan: Rule = ({ path, context, plan }) => {
  if (!plan) return [];
  const problem = (missing: string, what: string): Problem => ({
    code: 'PLAN_MISSING',
    severity: 'warning',
    message: `Unexpected path “${missing}”, expected the file of ${what}.`,
    file: path,
    line: lineOf(context.text, missing),
  });
  const own = plan.plan ? [] : [problem(plan.path, plan.kind === 'simple' ? 'the plan' : 'the master plan')];
  const phases = plan.phases
    .filter((phase) => !phase.plan && phase.entry.plan !== null)
    .map((phase) => problem(phase.entry.plan ?? '', `phase ${String(phase.id)}`));
  return [...own, ...phases];
};

/** Where a path stands last: the state block comes after the prose. */
function lineOf(text: string, path: string): number {
  const offset = text.lastIndexOf(JSON.stringify(path));
  return offset < 0 ? 0 : text.slice(0, offset).split(/\r\n?|\n/).length - 1;
}
