import { setTasks } from '../../markdown/edits';
import { isOpen } from '../../markdown/settled';
import { hasOwnPlan } from '../../folder/ownPlan';
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
    return (world?.plan?.phases ?? []).flatMap((phase) => {
      const { plan, entry, id } = phase;
      if (!plan || entry.status !== 'completed' || !hasOwnPlan(phase)) return [];
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
