import { section } from '../../markdown/parse';
import { STEP_SECTIONS } from '../../plan/addSteps';
import type { PlanText } from '../../folder/model';
import { rangeOfLine } from '../parts/ranges';
import { isNotApproved, isOver, readPlanStatus } from '../../plan/status';
import type { Found, Rule } from '../parts/rule';

export const noSteps: Rule = {
  id: 'no-steps',
  severity: 'info',
  description:
    'An approved plan, or a phase of one that is next or runs, without implementation steps to make to-dos of.',
  fixes: '',
  check({ world, phases, context }) {
    const plan = world?.plan;
    if (!plan || context.todos.length > 0) return [];
    // A plan under review may still be written; what runs is past that.
    const isDraft = plan.plan !== null && isNotApproved(plan.plan.file.status?.text ?? null);
    if (plan.kind === 'simple') {
      const active = world.state.activeContext.includes(plan.path);
      const isDue = active && (!isDraft || world.state.executionBranch !== null);
      return isDue && plan.plan ? found(plan.plan) : [];
    }
    return plan.phases.flatMap(({ plan: file, entry }, at) => {
      const info = phases[at];
      const isNext = !isDraft && info?.status === 'pending' && !isOver(info) && info.blockedBy.length === 0;
      if (!file || (!isNext && entry.status !== 'in_progress')) return [];
      return readPlanStatus(file.file.status?.text ?? null) === 'completed' ? [] : found(file);
    });
  },
};

function found({ path, file }: PlanText): Found[] {
  if (file.steps.length > 0) return [];
  const heading = section(file.doc, STEP_SECTIONS)?.heading;
  const name = heading?.text ?? STEP_SECTIONS[file.kind === 'simple' ? 1 : 0];
  return [
    {
      message: `This plan has no implementation steps. Write them under “${name}”.`,
      file: path,
      range: rangeOfLine(file.doc, heading?.line ?? file.titleLine ?? 0),
    },
  ];
}
