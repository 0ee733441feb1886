import type { StateEdit } from '../../context/model';
import { readPlanFileName, summariesAmong } from '../../plan/names';
import { stateFix } from '../parts/fixes';
import { baseName, isDirectlyIn } from '../../folder/paths';
import { namedPaths } from '../parts/paths';
import { rangeOfNode } from '../parts/ranges';
import { MOST_FINDINGS, type Fix, type Rule, type Subject } from '../parts/rule';

export const planInSummaries: Rule = {
  id: 'plan-in-summaries',
  severity: 'info',
  description: 'A plan among the completed summaries.',
  fixes: 'Use the summary of that plan · Move it to `active_context` · Remove it',
  check(subject) {
    const found = [...namedPaths(subject).values()]
      .flat()
      .filter(({ path, where }) => where === 'completed_summaries' && isDirectlyIn(path, 'plans'));
    return found.slice(0, MOST_FINDINGS).map(({ path, node }) => ({
      message: `“${path}” is a plan, but listed among the summaries.`,
      file: subject.path,
      range: rangeOfNode(subject.context, node),
      fixes: fixesOfPlan(subject, path),
    }));
  },
};

function fixesOfPlan(subject: Subject, path: string): Fix[] {
  const listed = subject.world?.state.completedSummaries ?? [];
  const active = subject.world?.state.activeContext ?? [];
  const summaries = (others: string[]): StateEdit => ({
    path: ['completed_summaries'],
    value: [...new Set(listed.flatMap((each) => (each === path ? others : [each])))],
  });
  const plan = readPlanFileName(path);
  const files = subject.files.filter((file) => isDirectlyIn(file, 'summaries'));
  const own = plan ? summariesAmong(files, plan.task, plan.phase) : [];
  return [
    ...own
      .slice(0, 3)
      .map((file) => stateFix(subject, `Use Its Summary “${baseName(file)}”`, () => [summaries([file])])),
    ...(active.includes(path)
      ? []
      : [
          stateFix(subject, 'Move to “active_context”', () => [
            summaries([]),
            { path: ['active_context'], value: [...active, path] },
          ]),
        ]),
    stateFix(subject, 'Remove from the Summaries', () => [summaries([])]),
  ];
}
