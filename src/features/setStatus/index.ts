import * as vscode from 'vscode';
import type { ForeseenStatus } from '../../core/workflow/setStatus';
import { phaseText } from '../../core/phaseTexts';
import { samePhase, type PhaseId, type SetStatusOptions } from '../../core/types';
import { askText } from '../../editor/ask/wizard';
import { pickPhase } from '../../editor/ask/pickPhase';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { PlanFolder } from '../../editor/folders/planFolder';
import type { Deps } from '../../editor/commands/deps';
import { perform } from '../../editor/commands/perform';
import { commands as ids, nodeCommands } from '../../ids';
import { bullets } from '../../view/bullets';
import { phaseIcons } from '../../view/phaseView';

/** *Set Status*: records the status of a phase by hand, with a reason. */
export function registerSetStatus({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return vscode.Disposable.from(
    commands.register(ids.setStatus, {
      api: (options: SetStatusOptions) => api.setStatus(options),
      ask: (place) => ask(place, commands),
    }),
    commands.register(nodeCommands.commitPlan, { ask: askToCommit }),
  );
}

/** What was set back by hand counts once that is committed: the next step then. */
async function askToCommit({ folder }: CommandPlace): Promise<void> {
  const files = await perform(folder, 'Looking for changed files', (engine) => engine.uncommittedContext());
  const branch = folder.status?.branch.actual ?? 'the branch that is checked out';
  const detail = `On ${branch}, and nothing else with them:\n${bullets(files)}`;
  const message = 'Commit the plan’s changed files?';
  const answer = await vscode.window.showInformationMessage(message, { modal: true, detail }, 'Commit');
  if (answer) await perform(folder, 'Committing the plan’s files', (engine) => engine.commitContext());
}

async function ask(place: CommandPlace, commands: Deps['commands']): Promise<void> {
  const { folder } = place;
  const picked = await pickPhase(place, { title: 'Set Status', placeholder: 'Of which phase?', can: () => true });
  if (picked?.phase === undefined) return;
  const { phase } = picked;
  const title = `Set Status of ${phaseText(phase)}`;
  const status = await pickStatus(folder, phase, title);
  if (!status) return;
  // What can't be done isn't asked about.
  const foreseen = await perform(folder, 'Looking at the phase', (engine) => engine.foreseeStatus({ phase, status }));
  const reason = await askText({
    title: `${title}: ${CHOICES.find((each) => each.status === status)?.label ?? status}`,
    prompt: `Why? It will be kept in the progress notes. ${inWords(foreseen)}`,
    placeholder: EXAMPLES[status],
    check: (text) => (text.trim() === '' ? 'Say why, in a few words.' : null),
  });
  if (typeof reason !== 'string') return;
  await perform(folder, 'Setting the status', (engine) => engine.setStatus({ phase, status, reason }));
  if (foreseen.counts === null) return;
  const words = status.replace('_', ' ');
  const message = `${phaseText(phase)} counts as ${words} once that is committed on ${foreseen.counts}.`;
  // Not waited for: the message may stand for minutes.
  void commands.guard(async () => {
    if ((await vscode.window.showInformationMessage(message, commitButton)) !== commitButton) return;
    await perform(folder, 'Committing the plan’s files', (engine) => engine.commitContext());
  });
}

const commitButton = 'Commit It';

const CHOICES: { status: SetStatusOptions['status']; label: string; description: string; icon: string }[] = [
  { status: 'pending', label: 'Pending', description: 'nothing of it has begun', icon: phaseIcons.ready.icon },
  { status: 'in_progress', label: 'In progress', description: 'no branch is made', icon: phaseIcons.running.icon },
  { status: 'completed', label: 'Completed', description: 'no summary is written', icon: phaseIcons.completed.icon },
  { status: 'dropped', label: 'Dropped', description: 'the plan goes on without it', icon: phaseIcons.dropped.icon },
];

const EXAMPLES: Record<SetStatusOptions['status'], string> = {
  pending: 'It is to be done again',
  in_progress: 'It is to be done again',
  completed: 'Done by hand in another repository',
  dropped: 'Nobody asks for it any more',
};

async function pickStatus(
  folder: PlanFolder,
  phase: PhaseId,
  title: string,
): Promise<SetStatusOptions['status'] | undefined> {
  const shown = folder.status?.phases.find((each) => samePhase(each.phase, phase));
  const now = shown?.dropped ? 'dropped' : shown?.status;
  const items = CHOICES.filter(({ status }) => status !== now).map(({ icon, label, ...rest }) => ({
    ...rest,
    label: `$(${icon}) ${label}`,
  }));
  const is = CHOICES.find(({ status }) => status === now)?.label.toLowerCase() ?? 'unknown';
  return (await vscode.window.showQuickPick(items, { title, placeHolder: `It is ${is} now. What is it to be?` }))
    ?.status;
}

function inWords({ files, counts }: ForeseenStatus): string {
  const then = counts === null ? '' : ` It counts once that is committed on ${counts}.`;
  return `This will change ${files.join(' and ')}, and no branch.${then}`;
}
