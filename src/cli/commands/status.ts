import type { PhaseInfo, PlanStatus } from '../../core/types';
import type { Interrupted } from '../../core/workflow/engine';
import {
  beginSmall,
  branchWarning,
  indexedTodos,
  phaseLabel,
  plural,
  progressOf,
  viewPhase,
  type PhaseState,
} from '../../view/phaseView';
import { shownProblems } from '../../view/shownProblems';
import { stateNames } from '../../view/shownStatus';
import type { CommandAnswer, Called } from '../answer';
import { nextLines } from '../next';
import { styled, type Line, type Styled } from '../terminal';

/** `status`: where the plan stands. Fetches nothing, and changes nothing. */
export async function showWhereItStands({ engine, settings }: Called): Promise<CommandAnswer> {
  const [{ status, branches }, interrupted] = await Promise.all([engine.read(), engine.interrupted()]);
  const warning = branchWarning(status, branches);
  return {
    json: status,
    words: async () => [
      ...headOf(status, warning),
      ...phasesOf(status),
      ...todosOf(status),
      ...(await endOf(status, interrupted, () => nextLines(engine, status, settings.contextFolder))),
    ],
  };
}

function headOf({ plan, state }: PlanStatus, warning: string | null): Line[] {
  const title: Line = plan
    ? [styled('bold', plan.title), ` · ${stateNames[state]}${plan.status === null ? '' : ` · ${plan.status}`}`]
    : stateNames[state];
  const file: Line[] = plan ? [[styled('dim', plan.path)]] : [];
  return [title, ...file, ...(warning === null ? [] : [[styled('yellow', warning)]])];
}

const LOOKS: Record<PhaseState, [sign: string, style: Styled['style']]> = {
  ready: ['○', 'cyan'],
  waiting: ['○', 'dim'],
  running: ['▶', 'yellow'],
  unmerged: ['◆', 'yellow'],
  merged: ['✓', 'green'],
  completed: ['✓', 'green'],
  dropped: ['−', 'dim'],
};

function phasesOf(status: PlanStatus): Line[] {
  if (status.phases.length === 0) return [];
  return ['', ...status.phases.map((phase) => phaseLine(status, phase))];
}

function phaseLine(status: PlanStatus, phase: PhaseInfo): Line {
  const { state, reason } = viewPhase(status, phase);
  const [sign, style] = LOOKS[state];
  const said = {
    ready: `ready to start, ${plural(phase.steps, 'step')}`,
    waiting: beginSmall(reason ?? 'waiting'),
    running: ['running', progressOf(indexedTodos(status, phase)), phase.branch].filter(Boolean).join(', '),
    unmerged: `completed, not merged${phase.pr?.url ? ` (${phase.pr.url})` : ''}`,
    merged: 'completed and merged',
    completed: 'completed',
    dropped: 'dropped',
  }[state];
  return [styled(style, sign), ` ${phaseLabel(phase)} `, styled('dim', said)];
}

function todosOf(status: PlanStatus): Line[] {
  if (status.todos.length === 0) return [];
  const width = String(status.todos.length).length;
  const lines = indexedTodos(status, null).map(({ index, marker, depth, text, done }): Line => {
    const number = `  ${String(index + 1).padStart(width)} `;
    const item = `${'  '.repeat(depth)}[${marker}] ${text}`;
    return [styled('dim', number), done ? styled('dim', item) : item];
  });
  return ['', [styled('bold', 'To-dos')], ...lines];
}

/** What was interrupted comes before all else. */
async function endOf(
  status: PlanStatus,
  interrupted: Interrupted | null,
  next: () => Promise<Line[]>,
): Promise<Line[]> {
  const problems = shownProblems(status).map(({ severity, message, file, line }): Line => [
    styled(severity === 'error' ? 'red' : 'yellow', severity),
    ` ${file}:${line + 1} ${message}`,
  ]);
  if (interrupted) {
    const line = `“${interrupted.title}” was interrupted in ${interrupted.folder}.`;
    return [...spaced(problems), '', [styled('yellow', line)], [styled('bold', 'Next'), ': phased-plans recover']];
  }
  return [...spaced(problems), ...spaced(await next())];
}

const spaced = (lines: Line[]): Line[] => (lines.length > 0 ? ['', ...lines] : []);
