import { baseName } from '../../core/folder/paths';
import type { Obstacle } from '../../core/reading/obstacle';
import type { Problem } from '../../core/types';
import { commands } from '../../ids';
import { plural } from '../../view/phaseView';
import { switchedOff } from '../../view/shownStatus';
import { contextOf, severityColors, type PlanNode } from './node';

/** More problems than this would push the plan out of sight. */
const MOST_ROWS = 5;

/** What is wrong, above the plan. What keeps the state from being read is first, whatever severity its rule has. */
export function problemNodes(problems: readonly Problem[], obstacle: Obstacle | null): PlanNode[] {
  const isObstacle = ({ message, line, file }: Problem): boolean =>
    message === obstacle?.problem.message && line === obstacle.problem.line && file === obstacle.problem.file;
  const others = problems.filter((each) => !isObstacle(each)).map(problemNode);
  const first = obstacle ? [obstacleNode(obstacle)] : [];
  if (others.length + first.length <= MOST_ROWS) return [...first, ...others];
  const severity = problems.some((each) => each.severity === 'error') ? 'error' : 'warning';
  return [
    ...first,
    {
      id: 'problems',
      label: plural(others.length, 'problem'),
      icon: { icon: severity, color: severityColors[severity] },
      context: contextOf('problems', []),
      expanded: false,
      children: others,
    },
  ];
}

const tooltipOf = ({ message, file, line }: Problem): string => `${message}\n${file}, line ${line + 1}`;

function problemNode(problem: Problem, index: number): PlanNode {
  return {
    id: `problem/${index}`,
    label: problem.message,
    description: `${baseName(problem.file)}:${problem.line + 1}`,
    tooltip: tooltipOf(problem),
    spoken: `${problem.severity}: ${problem.message}`,
    icon: { icon: problem.severity, color: severityColors[problem.severity] },
    context: contextOf('problem', [problem.code === 'missing-phases' && 'rebuild']),
    open: { path: problem.file, line: problem.line },
    children: [],
  };
}

/** A click goes to its place; its buttons repair it. */
function obstacleNode({ problem, repair, next }: Obstacle): PlanNode {
  const node = problemNode(problem, 0);
  const help = repair ? `Repair it by “${repair.title}”.` : 'Repair it by hand.';
  return {
    ...node,
    id: 'obstacle',
    description: [node.description, repair?.title].filter(Boolean).join(' · '),
    tooltip: [tooltipOf(problem), `What would write is ${switchedOff.toLowerCase()}`, help].join('\n'),
    spoken: `${node.spoken} ${help}`,
    context: contextOf('problem', [
      repair?.by === 'edit' && 'repair',
      // A conflict is merged first.
      problem.code !== 'merge-conflict' &&
        (repair?.by === 'edit' || next?.command === commands.rebuildState) &&
        'rebuild',
    ]),
  };
}
