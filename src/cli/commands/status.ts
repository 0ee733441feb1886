import { firstOpenTodo } from '../../core/reading/next';
import type { NextAction, PhaseInfo, PlanStatus } from '../../core/types';
import { commands } from '../../ids';
import { isOfGit, phaseOfAction } from '../../view/nextAction';
import {
  beginSmall,
  branchWarning,
  indexedTodos,
  phaseLabel,
  progressOf,
  viewPhase,
  type PhaseState,
} from '../../view/phaseView';
import { shownProblems } from '../../view/shownProblems';
import { stateNames } from '../../view/shownStatus';
import type { CommandAnswer, Called } from '../answer';
import { styled, type Line, type Styled } from '../terminal';

/** `status`: where the plan stands. Fetches nothing, and changes nothing. */
export async function showWhereItStands({ engine }: Called): Promise<CommandAnswer> {
  const { status, branches } = await engine.read();
  const warning = branchWarning(status, branches);
  return {
    json: status,
    words: [...headOf(status, warning), ...phasesOf(status), ...todosOf(status), ...endOf(status)],
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
    ready: `ready to start, ${phase.steps} steps`,
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

function endOf(status: PlanStatus): Line[] {
  const problems = shownProblems(status).map(({ severity, message, file, line }): Line => [
    styled(severity === 'error' ? 'red' : 'yellow', severity),
    ` ${file}:${line + 1} ${message}`,
  ]);
  const { next } = status;
  const typed = next && commandLine(status, next);
  return [
    ...(problems.length > 0 ? ['', ...problems] : []),
    ...(next ? ['', [styled('bold', 'Next'), `: ${next.title}${typed ? ` (${typed})` : ''}`]] : []),
  ];
}

const LINES: Readonly<Record<string, string>> = {
  [commands.init]: 'init',
  [commands.createPlan]: 'plan TASK PHASE…',
  [commands.approvePlan]: 'approve',
  [commands.executePhase]: 'execute',
  [commands.summarizePhase]: 'summarize',
  [commands.createPullRequest]: 'pr',
  [commands.archive]: 'archive',
  [commands.rebuildState]: 'rebuild --dry-run',
  [commands.repairState]: 'rebuild --dry-run',
};

/** What is typed for the next action; null where that is nothing of this program. */
function commandLine(status: PlanStatus, next: NextAction): string | null {
  if (isOfGit(next)) return null;
  const open = next.command === commands.openContext ? firstOpenTodo(status) : undefined;
  if (open) return `phased-plans done ${status.todos.indexOf(open) + 1}`;
  const line = LINES[next.command];
  if (line === undefined) return null;
  const { phase } = phaseOfAction(next);
  return `phased-plans ${line}${phase === undefined ? '' : ` --phase=${phase}`}`;
}
