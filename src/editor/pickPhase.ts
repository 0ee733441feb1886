import * as vscode from 'vscode';
import type { PhaseId, PhaseInfo, PlanStatus } from '../core/types';
import { phaseIcons, phaseLabel, progressOf, todosOf, viewPhase, type PhaseView } from './phaseView';
import type { Place } from './commands';

interface PhaseItem extends vscode.QuickPickItem {
  phase: PhaseId;
}

/**
 * The phase a person means: the one they clicked, else the only one that `can`; asks when several can. With none, no
 * phase is named, and the engine says why it refuses.
 *
 * @returns undefined when the user left.
 */
export async function pickPhase(
  place: Place,
  question: { title: string; placeholder: string; can(view: PhaseView): boolean },
): Promise<{ phase?: PhaseId } | undefined> {
  if (place.target?.phase !== undefined) return { phase: place.target.phase };
  const status = place.folder.status;
  if (!status) return {};
  const able = status.phases.filter((phase) => question.can(viewPhase(status, phase)));
  if (able.length <= 1) return able[0] ? { phase: able[0].phase } : {};
  const rest = status.phases.filter((phase) => !able.includes(phase));
  const picked = await vscode.window.showQuickPick<PhaseItem>(
    [...able, ...rest].map((phase) => phaseItem(status, phase)),
    { title: question.title, placeHolder: question.placeholder, matchOnDescription: true },
  );
  return picked && { phase: picked.phase };
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
      return ['running', progressOf(todosOf(status, phase))].filter(Boolean).join(' · ');
    case 'waiting':
      return view.reason ?? '';
    case 'unmerged':
      return 'completed · not merged';
    case 'merged':
      return 'merged';
    case 'completed':
      return 'completed';
    case 'ready':
      return 'can start';
  }
}
