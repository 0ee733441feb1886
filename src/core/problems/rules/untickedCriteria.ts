import { setTasks } from '../../markdown/edits';
import { isOpen } from '../../markdown/settled';
import { ownPlanOf } from '../../folder/ownPlan';
import { textFix } from '../parts/fixes';
import { rangeOfLine } from '../parts/ranges';
import type { Rule } from '../parts/rule';
import { phaseText } from '../../phaseTexts';

export const untickedCriteria: Rule = {
  id: 'unticked-criteria',
  severity: 'info',
  description: 'A completed phase with success criteria that aren’t ticked; at the first of them.',
  fixes: 'Tick it · Tick all of them',
  check({ world }) {
    const active = world?.plan;
    if (!active) return [];
    return active.phases.flatMap((phase) => {
      const { entry, id } = phase;
      const plan = entry.status === 'completed' ? ownPlanOf(active, phase) : null;
      if (!plan) return [];
      const open = plan.file.criteria.filter(isOpen).map(({ line }) => line);
      const [first] = open;
      if (first === undefined) return [];
      const tick = (title: string, lines: number[]) =>
        textFix(plan.path, plan.text, title, (text) => setTasks(text, lines, true));
      const more = open.length > 1;
      const what = more ? `${open.length} success criteria are` : '1 success criterion is';
      return [
        {
          message: `${phaseText(id)} is completed, but ${what} still open.`,
          file: plan.path,
          range: rangeOfLine(plan.file.doc, first),
          fixes: [...(more ? [tick(`Tick All ${open.length} Success Criteria`, open)] : []), tick('Tick It', [first])],
        },
      ];
    });
  },
};
