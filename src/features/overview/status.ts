import * as vscode from 'vscode';
import { PhaseMap } from '../../core/phaseMap';
import type { PlanStatus } from '../../core/types';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import { openAt } from '../../editor/folders/open';
import { phaseItem } from '../../editor/ask/pickPhase';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { branchWarning, isUnapproved, progressNow } from '../../view/phaseView';
import { runNext } from '../../editor/commands/runNext';
import { isPlanElsewhere } from '../../view/nextAction';
import { shownProblems } from '../../view/shownProblems';
import { stateNames } from '../../view/shownStatus';

interface Item extends vscode.QuickPickItem {
  run?(): Thenable<unknown>;
}

/** *Show Status*: where the plan stands, the next action first; picking a line does or opens it. */
export async function showStatus({ folder }: CommandPlace): Promise<PlanStatus> {
  const status = await folder.readStatus();
  const picked = await vscode.window.showQuickPick<Item>(itemsOf(folder, status), {
    title: [
      status.plan?.title,
      isPlanElsewhere(status) ? 'No plan on this branch' : stateNames[status.state],
      isUnapproved(status) ? 'Not approved' : null,
    ]
      .filter(Boolean)
      .join(' · '),
    placeHolder: 'What next?',
  });
  await picked?.run?.();
  return status;
}

function itemsOf(folder: PlanFolder, status: PlanStatus): Item[] {
  const { next } = status;
  const first: Item[] = next
    ? [
        {
          label: `$(arrow-right) ${next.title}`,
          description: progressNow(status) ?? '',
          run: () => runNext(folder, status, next),
        },
      ]
    : [];
  const warning = branchWarning(status, folder.snapshot?.branches ?? new PhaseMap());
  if (warning !== null && first[0]) first[0].detail = `$(warning) ${warning}`;
  const phases: Item[] = status.phases.map((phase) => {
    const { plan } = phase;
    return { ...phaseItem(status, phase), ...(plan ? { run: () => openAt(folder, plan) } : {}) };
  });
  const problems: Item[] = shownProblems(status).map((problem) => ({
    label: `$(${problem.severity}) ${problem.message}`,
    description: `${problem.file}:${problem.line + 1}`,
    run: () => openAt(folder, problem.file, problem.line),
  }));
  return [...first, ...group('Phases', phases), ...group('Problems', problems)];
}

function group(label: string, items: Item[]): Item[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}
