import { PhaseMap } from '../../core/phaseMap';
import type { Reading } from '../../core/reading/status';
import { samePhase, type PhaseInfo, type PlanStatus } from '../../core/types';
import { firstOpenPlace, isOfGit, phaseOfAction } from '../../view/nextAction';
import { offersOf } from '../../view/offers';
import {
  branchWarning,
  canResumePlan,
  countPhases,
  findPhase,
  indexedTodos,
  type PhaseView,
  progressNow,
  progressOf,
  viewPhase,
} from '../../view/phaseView';
import type { CommandTarget } from '../../view/target';
import { commands, nodeCommands } from '../../ids';
import { lineOfPhase } from '../../view/phaseLine';
import type { LensPlaces } from './places';
import { phaseAmidText, phaseText } from '../../core/phaseTexts';

/** A line of text above a line of a file. Without a command it only tells something. */
export interface Lens {
  line: number;
  title: string;
  tooltip?: string;
  command?: string;
  target?: Omit<CommandTarget, 'ui' | 'folder'>;
}

/** Which file a document is to the plan. */
export type LensFile =
  { kind: 'master' | 'simple' | 'context'; path: string } | { kind: 'phase'; path: string; phase: PhaseInfo };

/** What the plan knows of a file; null for one that gets no lenses. No file is read to tell. */
export function lensFile(status: PlanStatus, contextFile: string, path: string): LensFile | null {
  if (path === contextFile) return { kind: 'context', path };
  if (status.state === 'invalid') return null;
  if (path === status.plan?.path) return { kind: status.plan.kind === 'simple' ? 'simple' : 'master', path };
  const phase = status.phases.find((each) => each.plan === path);
  return phase ? { kind: 'phase', path, phase } : null;
}

/** The lenses of a file. Which lines have some depends on the file alone, so that no change of state moves the text. */
export function lensesOf(
  status: PlanStatus,
  file: LensFile,
  places: LensPlaces,
  branches: Reading['branches'] = new PhaseMap(),
): Lens[] {
  switch (file.kind) {
    case 'master':
      return [...planLenses(status, places), ...phaseHeadings(status, places)];
    case 'simple':
      return simpleLenses(status, places.title);
    case 'phase':
      return phaseLenses(status, file.phase, places.title);
    case 'context':
      return contextLenses(status, places, branches);
  }
}

function planLenses(status: PlanStatus, places: LensPlaces): Lens[] {
  const line = places.title;
  const { done, total } = countPhases(status);
  const progress = { line, title: `${done}/${total} phases`, command: commands.showStatus };
  const offers = offersOf(status);
  return [
    ...(offers.approve ? [{ line, title: '$(thumbsup) Approve Plan', command: commands.approvePlan }] : []),
    ...(status.state === 'complete' ? [{ line, title: '$(archive) Archive Plan', command: commands.archive }] : []),
    // What the plan's text doesn't show where to put stands at its title.
    ...status.phases
      .filter((phase) => lineOfPhase(places, phase.phase) === null && isNext(status, phase))
      .flatMap((phase) => phaseLenses(status, phase, line)),
    progress,
  ];
}

function isNext(status: PlanStatus, phase: PhaseInfo): boolean {
  const { canStart, canSummarize } = viewPhase(status, phase);
  return canStart || canSummarize;
}

function phaseHeadings(status: PlanStatus, places: LensPlaces): Lens[] {
  return status.phases.flatMap((phase) => {
    const line = lineOfPhase(places, phase.phase);
    return line === null ? [] : phaseLenses(status, phase, line);
  });
}

function phaseLenses(status: PlanStatus, phase: PhaseInfo, line: number): Lens[] {
  const view = viewPhase(status, phase);
  const target = { phase: phase.phase };
  const summary: Lens[] =
    phase.summary === null ? [] : [{ line, title: '$(output) Summary', ...opening(phase.summary) }];
  switch (view.state) {
    case 'ready':
      return [{ line, title: `$(play) Start ${phaseText(phase.phase)}`, command: commands.executePhase, target }];
    case 'waiting':
      return [
        {
          line,
          title: view.reason ?? 'Waiting',
          tooltip: waitingTooltip(status, phase),
          // Starting it all the same is one question away.
          ...(view.canStartUnmerged ? { command: commands.executePhase, target } : {}),
        },
      ];
    case 'running':
      return runningLenses(status, phase, line, view);
    case 'unmerged':
    case 'completed':
      return [
        unmergedLens(phase, view, line, target),
        ...(view.canCreatePullRequest
          ? [{ line, title: '$(git-pull-request) Create Pull Request', command: commands.createPullRequest, target }]
          : []),
        ...summary,
      ];
    case 'merged':
      return [{ line, title: '$(check) Merged' }, ...summary];
    case 'dropped':
      return [{ line, title: 'Dropped', command: commands.setStatus, target }];
  }
}

function unmergedLens({ pr }: PhaseInfo, view: PhaseView, line: number, target: Lens['target']): Lens {
  if (view.state !== 'unmerged') return { line, title: 'Completed' };
  if (!pr) return { line, title: 'Completed, not merged' };
  return {
    line,
    title: 'Waiting for the merge',
    ...(pr.url === null ? {} : { tooltip: pr.url, command: nodeCommands.openPullRequest, target }),
  };
}

function runningLenses(status: PlanStatus, phase: PhaseInfo, line: number, view: PhaseView): Lens[] {
  const target = { phase: phase.phase };
  const progress = progressOf(indexedTodos(status, phase));
  return [
    ...(view.canResume
      ? [
          {
            line,
            title: `$(git-branch) Switch to ${phase.branch ?? 'Its Branch'}`,
            command: commands.executePhase,
            target,
          },
        ]
      : []),
    ...(view.canSummarize
      ? [{ line, title: `$(check) Summarize ${phaseText(phase.phase)}`, command: commands.summarizePhase, target }]
      : []),
    ...(phase.worktree === null
      ? []
      : [{ line, title: '$(multiple-windows) Open Worktree', command: commands.openWorktree, target }]),
    ...(progress
      ? [
          {
            line,
            title: progress,
            tooltip: 'Open the to-do list',
            command: commands.openContext,
            target: firstOpenPlace(status),
          },
        ]
      : []),
  ];
}

function waitingTooltip(status: PlanStatus, phase: PhaseInfo): string | undefined {
  const reasons = phase.blockedBy.map((id) => {
    const other = status.phases.find((each) => samePhase(each.phase, id));
    if (!other) return `There is no ${phaseAmidText(id)}.`;
    return other.status === 'completed'
      ? `${phaseText(id)} is completed but not merged into the base branch yet.`
      : `${phaseText(id)} isn't completed yet.`;
  });
  return reasons.length > 0 ? reasons.join(' ') : undefined;
}

function simpleLenses(status: PlanStatus, line: number): Lens[] {
  const offers = offersOf(status);
  const progress = progressNow(status);
  const lenses = [
    ...(offers.approve ? [{ line, title: '$(thumbsup) Approve Plan', command: commands.approvePlan }] : []),
    ...(offers.start ? [{ line, title: startTitle(status), command: commands.executePhase }] : []),
    ...(offers.summarize ? [{ line, title: '$(check) Summarize', command: commands.summarizePhase }] : []),
    ...(offers.pullRequest
      ? [{ line, title: '$(git-pull-request) Create Pull Request', command: commands.createPullRequest }]
      : []),
    ...(status.state === 'complete' ? [{ line, title: '$(archive) Archive Plan', command: commands.archive }] : []),
    ...(progress ? [{ line, title: progress, command: commands.openContext, target: firstOpenPlace(status) }] : []),
  ];
  return lenses.length > 0 ? lenses : [statusLens(line)];
}

function startTitle(status: PlanStatus): string {
  const left = canResumePlan(status) ? (status.branch.expected ?? status.plan?.branch) : null;
  return left ? `$(git-branch) Switch to ${left}` : '$(play) Start Plan';
}

function contextLenses(status: PlanStatus, places: LensPlaces, branches: Reading['branches']): Lens[] {
  if (status.state !== 'executing') return nextLens(status, places.title);
  const warning = branchWarning(status, branches);
  return [
    ...(warning === null ? [] : [{ line: places.title, title: `$(warning) ${warning}` }]),
    ...runningTitle(status, places.title),
    ...todoLenses(status, places),
  ];
}

/** Above every box, ticked or not, where it stands in the editor now: what was saved last may have stood elsewhere. */
function todoLenses(status: PlanStatus, places: LensPlaces): Lens[] {
  const known = indexedTodos(status, null);
  return places.todos.flatMap(({ text, line }, place) => {
    const same = known.filter((todo) => todo.text === text);
    const todo = same.sort((a, b) => Math.abs(a.index - place) - Math.abs(b.index - place))[0];
    if (!todo) return [{ line, title: 'Save to tick it here' }];
    return [
      {
        line,
        title: todo.done ? '$(discard) Reopen' : '$(check) Done',
        tooltip: todo.done ? `Take the tick from “${text}”` : `Tick “${text}”`,
        command: commands.toggleTodo,
        target: { todo: todo.index },
      },
    ];
  });
}

function statusLens(line: number): Lens {
  return { line, title: '$(info) Show Status', command: commands.showStatus };
}

/** The same buttons as in the plan; its way to this file would lead nowhere. */
function runningTitle(status: PlanStatus, line: number): Lens[] {
  const phase = findPhase(status, status.currentPhase);
  const lenses = phase ? phaseLenses(status, phase, line) : simpleLenses(status, line);
  const progress = progressOf(indexedTodos(status, phase ?? null));
  return [
    ...lenses.filter((lens) => lens.command !== commands.openContext),
    ...(progress ? [{ line, title: progress, command: commands.showStatus }] : []),
  ];
}

function nextLens(status: PlanStatus, line: number): Lens[] {
  const { next } = status;
  if (!next || next.command === commands.openContext || isOfGit(next)) return [statusLens(line)];
  return [{ line, title: `$(arrow-right) ${next.title}`, command: next.command, target: phaseOfAction(next) }];
}

function opening(path: string): Pick<Lens, 'command' | 'target'> {
  return { command: 'vscode.open', target: { path } };
}
