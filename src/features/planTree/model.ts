import { baseName } from '../../core/folder/paths';
import { isDropped } from '../../core/markdown/settled';
import type { Reading } from '../../core/reading/status';
import {
  samePhase,
  type Criterion,
  type PhaseId,
  type PhaseInfo,
  type PlanInfo,
  type PlanStatus,
} from '../../core/types';
import { offersOf } from '../../view/offers';
import {
  leftBranch,
  phaseIcons,
  phaseLabel,
  planSummary,
  progressOf,
  countPhases,
  indexedTodos,
  viewPhase,
  type IndexedTodo,
  type PhaseView,
} from '../../view/phaseView';
import { shownProblems } from '../../view/shownProblems';
import { switchedOff } from '../../view/shownStatus';
import { joinHints, hasLink, planHint } from '../../view/hints';
import { describedBox, listedNodes, looksOfBox, nested } from './listed';
import { contextOf, severityColors, type PlanNode } from './node';
import { phaseTold, stepsText } from '../../view/phaseTold';
import { problemNodes } from './problems';
import { masterTip, phaseTip } from '../../view/tip';

/** What is known beside the public status: how phases were merged, what their branches say, what they consist of. */
export interface TreeKnowledge extends Pick<
  Reading,
  'proofs' | 'branches' | 'criteria' | 'lists' | 'obstacle' | 'told'
> {
  /** Phases that nothing is left to do for have no rows. */
  hideCompleted?: boolean;
}

/** The rows of one folder. Empty without a plan: the view's welcome text says what to do. */
export function planNodes(status: PlanStatus, contextFile: string, known: TreeKnowledge): PlanNode[] {
  const problems = problemNodes(shownProblems(status), known.obstacle);
  const plan = status.plan ? [masterNode(status, status.plan, contextFile, known)] : [];
  // What would be shown is lost: that is no folder without a plan.
  const isLost = status.problems.some(({ code }) => code === 'missing-phases');
  return plan.length > 0 || known.obstacle || isLost ? [...problems, ...plan] : [];
}

function masterNode(status: PlanStatus, plan: PlanInfo, contextFile: string, known: TreeKnowledge): PlanNode {
  const offers = offersOf(status);
  const simple = plan.kind === 'simple';
  const progress = planProgress(status);
  const { away, said: hint } = planHint(status, plan, known.branches);
  const steps = simple ? known.lists.get(null)?.items.length : undefined;
  const said = [...hint, steps === undefined ? null : stepsText(steps)];
  const flags = [
    offers.approve && 'approve',
    simple && offers.start && (offers.switches ? 'resume' : 'start'),
    simple && offers.summarize && 'summarize',
    simple && offers.pullRequest && 'pullRequest',
    hasLink(plan.pr) && 'openPullRequest',
    offers.archive && 'archive',
    status.state === 'complete' && 'complete',
  ];
  return {
    // As a phase's row: with an id of its own, that of a plan that runs opens by itself.
    id: simple && status.state === 'executing' ? 'master/running' : 'master',
    label: plan.title,
    description: joinHints(progress, ...said),
    tooltip: masterTip(status, plan, known.told),
    spoken: [plan.title, progress && `${progress} ${simple ? 'to-dos' : 'phases'} done`, ...said]
      .filter(Boolean)
      .join(', '),
    icon: away ? { icon: 'warning', color: severityColors.warning } : { icon: simple ? 'note' : 'list-tree' },
    context: contextOf('master', flags),
    open: { path: plan.path },
    expanded: true,
    children: simple
      ? [
          ...todoNodes(status, indexedTodos(status, null), contextFile, 'master'),
          ...listedNodes(known.lists.get(null), 'master'),
          ...criteriaNodes(status, known.criteria, { phase: null, plan: plan.path, parent: 'master' }),
          ...fileNodes('master/plan', 'Plan', 'file', plan.path),
          ...summaryNodes('master', planSummary(status)),
        ]
      : status.phases
          .filter((phase) => !known.hideCompleted || !isDone(viewPhase(status, phase)))
          .map((phase) => phaseNode(status, phase, contextFile, known)),
  };
}

/** How far the plan is: `1/3` phases, or a simple plan's to-dos; null when there is nothing to count. */
export function planProgress(status: PlanStatus): string | null {
  if (status.plan?.kind === 'simple') return progressOf(status.todos);
  const { done, total } = countPhases(status);
  return total === 0 ? null : `${done}/${total}`;
}

/** A completed phase that still has to be merged is not over. */
const isDone = ({ state }: PhaseView): boolean => ['merged', 'completed', 'dropped'].includes(state);

function phaseNode(status: PlanStatus, phase: PhaseInfo, contextFile: string, known: TreeKnowledge): PlanNode {
  const view = viewPhase(status, phase);
  // VS Code remembers by id what was collapsed: with one of its own, the running phase opens by itself.
  const id = view.state === 'running' ? `phase/${phase.phase}/running` : `phase/${phase.phase}`;
  const todos = view.state === 'running' ? indexedTodos(status, phase) : [];
  const report = known.branches.get(phase.phase) ?? null;
  const left = samePhase(phase.phase, status.currentPhase) && leftBranch(status, known.branches) !== null;
  const told = phaseTold(phase, view, todos, report);
  return {
    id,
    label: phaseLabel(phase, 'row'),
    description: told.seen,
    tooltip: phaseTip(status, phase, view, {
      hint: told.seen,
      report,
      proof: known.proofs.get(phase.phase) ?? null,
    }),
    spoken: told.spoken,
    icon: left ? { icon: 'warning', color: severityColors.warning } : phaseIcons[view.state],
    context: contextOf('phase', [
      view.canStart && 'start',
      view.canResume && 'resume',
      view.canStartUnmerged && 'startUnmerged',
      view.canSummarize && 'summarize',
      view.canCreatePullRequest && 'pullRequest',
      phase.plan !== null && 'plan',
      phase.summary !== null && 'summary',
      hasLink(phase.pr) && 'openPullRequest',
      phase.branch !== null && 'branch',
      phase.worktree !== null && 'worktree',
    ]),
    open: phase.plan === null ? undefined : { path: phase.plan },
    phase: phase.phase,
    expanded: view.state === 'running',
    children: [
      ...todoNodes(status, todos, contextFile, id),
      ...listedNodes(known.lists.get(phase.phase), id),
      ...criteriaNodes(status, phase.criteria, { phase: phase.phase, plan: phase.plan, parent: id }),
      ...fileNodes(`${id}/plan`, 'Plan', 'file', phase.plan),
      ...summaryNodes(id, phase.summary),
    ],
  };
}

function todoNodes(status: PlanStatus, todos: readonly IndexedTodo[], contextFile: string, parent: string): PlanNode[] {
  return nested(todos, (todo) => ({
    id: `${parent}/todo/${todo.index}`,
    label: todo.text,
    ...describedBox(todo.marker),
    context: status.readable ? 'todo' : 'listed',
    open: { path: contextFile, line: todo.line },
    ...todoLooks(status, todo),
    todo: todo.index,
    expanded: true,
    children: [],
  }));
}

/** What is dropped needs no box, and what is started has a sign beside its own. */
function todoLooks(status: PlanStatus, todo: IndexedTodo): Partial<PlanNode> {
  const { text, marker, done } = todo;
  const { icon, state } = looksOfBox(marker);
  if (done || state === null) return boxNode(status, text, { kind: 'todo', todo, done });
  const looks = { icon: { icon }, spoken: `${text}, ${state}` };
  if (isDropped(marker)) return { tooltip: `${text}\nDropped`, ...looks };
  return { ...boxNode(status, text, { kind: 'todo', todo, done }), ...looks };
}

/** A box that can't be ticked is a sign: a box that doesn't do what it seems to offer would be worse. */
function boxNode({ readable }: PlanStatus, text: string, box: NonNullable<PlanNode['box']>): Partial<PlanNode> {
  if (readable) return { tooltip: text, box };
  return {
    tooltip: `${text}\n${switchedOff}`,
    icon: { icon: box.done ? 'check' : 'circle-small' },
    spoken: box.done ? `${text}, done` : text,
  };
}

function criteriaNodes(
  status: PlanStatus,
  criteria: readonly Criterion[],
  { phase, plan, parent }: { phase: PhaseId | null; plan: string | null; parent: string },
): PlanNode[] {
  if (criteria.length === 0) return [];
  return [
    {
      id: `${parent}/criteria`,
      label: 'Success Criteria',
      description: progressOf(criteria) ?? '',
      icon: { icon: 'checklist' },
      context: 'criteria',
      expanded: false,
      children: criteria.map((criterion, index) => ({
        id: `${parent}/criterion/${index}`,
        label: criterion.text,
        context: 'criterion',
        open: plan === null ? undefined : { path: plan, line: criterion.line },
        ...boxNode(status, criterion.text, {
          kind: 'criterion',
          index,
          phase,
          text: criterion.text,
          done: criterion.done,
        }),
        children: [],
      })),
    },
  ];
}

function summaryNodes(parent: string, path: string | null): PlanNode[] {
  return fileNodes(`${parent}/summary`, 'Summary', 'output', path);
}

function fileNodes(id: string, label: string, icon: string, path: string | null): PlanNode[] {
  if (path === null) return [];
  return [
    {
      id,
      label,
      description: baseName(path),
      tooltip: path,
      spoken: `${label}, ${baseName(path)}`,
      icon: { icon },
      context: 'file',
      open: { path },
      children: [],
    },
  ];
}
