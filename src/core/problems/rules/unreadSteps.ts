import type { PlanText } from '../../folder/model';
import { isOver, readPlanStatus } from '../../plan/status';
import { giveBoxes, findUnreadSteps } from '../../plan/unread';
import { textFix } from '../parts/fixes';
import { rangeOfLine } from '../parts/ranges';
import type { Found, Rule } from '../parts/rule';

export const unreadSteps: Rule = {
  id: 'unread-steps',
  severity: 'info',
  description:
    'Items among the steps of a plan that no to-dos are made of: numbered ones and bullets beside check boxes, bullets beside numbered items.',
  fixes: 'Give all of them check boxes',
  check({ world, phases }) {
    const plan = world?.plan;
    if (!plan) return [];
    if (plan.kind === 'simple') return plan.plan ? found(plan.plan) : [];
    return plan.phases.flatMap(({ plan: file }, at) => {
      const info = phases[at];
      return file && !(info && isOver(info)) ? found(file) : [];
    });
  },
};

function found({ path, text, file }: PlanText): Found[] {
  const unread = findUnreadSteps(file);
  const [first] = unread?.items ?? [];
  if (!unread || !first || readPlanStatus(file.status?.text ?? null) === 'completed') return [];
  const { length } = unread.items;
  const [are, them] =
    length === 1
      ? ['This item is not read as a step', 'it a check box']
      : [`These ${length} items are not read as steps`, 'them check boxes'];
  const why = unread.read === 'boxes' ? 'others have check boxes' : 'others are numbered';
  return [
    {
      message: `${are}, since ${why}. Give ${them}, too, or indent what is a detail.`,
      file: path,
      range: rangeOfLine(file.doc, first.line),
      fixes: [textFix(path, text, 'Give All of Them Check Boxes', giveBoxes)],
    },
  ];
}
