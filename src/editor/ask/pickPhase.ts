import * as vscode from 'vscode';
import { samePhase, type PhaseId, type PhaseInfo, type PlanStatus } from '../../core/types';
import {
  beginSmall,
  phaseIcons,
  phaseLabel,
  progressOf,
  indexedTodos,
  viewPhase,
  type PhaseView,
} from '../../view/phaseView';
import { openAt } from '../folders/open';
import { pathIn } from '../paths';
import type { PlanFolder } from '../folders/planFolder';
import type { CommandPlace } from '../folders/commandPlace';

interface PhaseItem extends vscode.QuickPickItem {
  phase: PhaseId;
}

export interface PhaseQuestion {
  title: string;
  placeholder: string;
  can(view: PhaseView): boolean;
  /**
   * Why a phase that can't be chosen can't, with the next step. With it the list is always shown: choosing among phases
   * is then the point. Without it the only phase that `can` is meant.
   */
  refuse?(status: PlanStatus, phase: PhaseInfo): string;
}

/**
 * The phase a person means: the one they clicked, or whose plan's menu they used, else one picked from the list. With
 * none that can, no phase is named, and the engine says why it refuses.
 *
 * @returns undefined when the user left.
 */
export async function pickPhase(
  place: CommandPlace,
  question: PhaseQuestion,
): Promise<{ phase?: PhaseId } | undefined> {
  const clicked = place.target?.phase ?? phaseOfFile(place)?.phase;
  if (clicked !== undefined) return { phase: clicked };
  const { status } = place.folder;
  if (!status) return {};
  const able = status.phases.filter((phase) => question.can(viewPhase(status, phase)));
  if (able.length === 0) return {};
  if (able.length === 1 && able[0] && (!question.refuse || status.phases.length === 1)) return { phase: able[0].phase };
  const picked = await showPhases(place.folder, status, able, question);
  return picked === undefined ? undefined : { phase: picked };
}

/** The phase whose plan the command was called on. */
export function phaseOfFile({ folder, file }: CommandPlace): PhaseInfo | undefined {
  const path = file && pathIn(folder.planUri, file);
  return path ? folder.status?.phases.find((phase) => phase.plan === path) : undefined;
}

const openPlanButton: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('go-to-file'), tooltip: 'Open Plan' };

/** All phases in the plan's order, the next one that can at hand. One that can't stays in the list and says why. */
function showPhases(
  folder: PlanFolder,
  status: PlanStatus,
  able: readonly PhaseInfo[],
  question: PhaseQuestion,
): Promise<PhaseId | undefined> {
  const pick = vscode.window.createQuickPick<PhaseItem>();
  pick.title = question.title;
  pick.placeholder = question.placeholder;
  pick.matchOnDescription = true;
  const itemsWith = (explained?: PhaseId) =>
    status.phases.map((phase) => ({
      ...phaseItem(status, phase),
      ...(phase.plan === null ? {} : { buttons: [openPlanButton] }),
      ...(phase.phase === explained ? { detail: `$(warning) ${question.refuse?.(status, phase) ?? ''}` } : {}),
    }));
  const show = (active: PhaseId | undefined, explained?: PhaseId) => {
    pick.items = itemsWith(explained);
    pick.activeItems = pick.items.filter((item) => item.phase === active);
  };
  // Of several that run, the one of this window is at hand.
  show((able.find((phase) => samePhase(phase.phase, status.currentPhase)) ?? able[0])?.phase);
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (!chosen) return;
      const can = able.some((phase) => phase.phase === chosen.phase);
      if (!can && question.refuse) return show(chosen.phase, chosen.phase);
      resolve(chosen.phase);
      pick.hide();
    });
    pick.onDidTriggerItemButton(({ item }) => {
      const path = status.phases.find((phase) => phase.phase === item.phase)?.plan;
      if (path) void openAt(folder, path);
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** A phase with its state and the reason it can't be started, for a quick pick. */
export function phaseItem(status: PlanStatus, phase: PhaseInfo): PhaseItem {
  const view = viewPhase(status, phase);
  const { icon, color } = phaseIcons[view.state];
  return {
    label: phaseLabel(phase),
    description: describePhase(status, phase, view),
    iconPath: new vscode.ThemeIcon(icon, color ? new vscode.ThemeColor(color) : undefined),
    phase: phase.phase,
  };
}

function describePhase(status: PlanStatus, phase: PhaseInfo, view: PhaseView): string {
  switch (view.state) {
    case 'running':
      return ['running', progressOf(indexedTodos(status, phase)), phase.worktree].filter(Boolean).join(' · ');
    case 'waiting':
      return beginSmall(view.reason ?? '');
    case 'unmerged':
      return phase.pr ? 'completed · waiting for the merge' : 'completed · not merged';
    case 'merged':
      return 'merged';
    case 'completed':
    case 'dropped':
      return view.state;
    case 'ready':
      return 'can start';
  }
}
