import * as vscode from 'vscode';
import type { Interrupted } from '../../core/workflow/engine';
import type { Deps } from '../../editor/commands/deps';
import { perform, performUncancellable, sayWhatIsLeft } from '../../editor/commands/perform';
import type { PlanFolder } from '../../editor/folders/planFolder';
import type { VirtualTexts } from '../../editor/virtualTexts';
import { bullets } from '../../view/bullets';
import { showBoth } from './changes';

const showChanges = 'Show Changes';
const restore = 'Restore';
const discard = 'Discard';

export async function restoreInterrupted(folder: PlanFolder): Promise<void> {
  sayWhatIsLeft(await performUncancellable(folder, 'Restoring', (engine) => engine.restoreInterrupted()));
}

export async function finishRest(folder: PlanFolder): Promise<void> {
  await perform(folder, 'Finishing', (engine) => engine.finishInterrupted());
}

/**
 * Offers what is possible: one that is being taken back already can't be finished, and one that somebody has gone on
 * from can't be taken back. False when none was chosen.
 */
export async function offerWaysOut(
  folder: PlanFolder,
  interrupted: Interrupted,
  { commands, texts, shown }: Pick<Deps, 'commands'> & { texts: VirtualTexts; shown: () => void },
): Promise<boolean> {
  const { stuck, finish } = interrupted;
  const message = interruptedMessage(interrupted);
  // Taking it back may fail again and again.
  const last = finish === null && stuck === null ? [`${discard}…`] : [];
  const finishing = finish ? ['Finish'] : [];
  // The first button is the one that is pressed without much thought.
  const ways =
    stuck === null ? [restore, ...last, ...finishing, showChanges] : [...finishing, showChanges, `${discard}…`];
  let answer = await vscode.window.showWarningMessage(message, ...ways);
  while (answer === showChanges) {
    shown();
    await commands.guard(() => showBoth(folder, texts, interrupted));
    answer = await vscode.window.showWarningMessage(message, ...ways);
  }
  if (!answer) return false;
  if (answer === `${discard}…`) return confirmDiscard(folder, interrupted, commands);
  await commands.guard(() => (answer === restore ? restoreInterrupted(folder) : finishRest(folder)));
  return true;
}

function interruptedMessage({ title, stuck, finish }: Interrupted): string {
  if (stuck !== null) return `“${title}” was interrupted, and can’t be taken back now: ${stuck}.`;
  return finish
    ? `“${title}” was interrupted. Restore will take back what it did; Finish will do the rest.`
    : `“${title}” was interrupted while it was taken back. Restore will take back what is left of it.`;
}

/** Shown first with all that it did and would have done: nobody will know afterwards. */
export async function offerToDiscard(
  folder: PlanFolder,
  interrupted: Interrupted,
  commands: Deps['commands'],
): Promise<void> {
  const { title, folder: gone } = interrupted;
  const message = `“${title}” was interrupted in ${gone}, which is gone, so it can be neither restored nor finished.`;
  if ((await vscode.window.showWarningMessage(message, `${discard}…`)) === undefined) return;
  await confirmDiscard(folder, interrupted, commands);
}

/** False when it is kept. */
async function confirmDiscard(
  folder: PlanFolder,
  { title, ...steps }: Interrupted,
  commands: Deps['commands'],
): Promise<boolean> {
  const detail = [
    'Restoring it would have done this:',
    bullets(steps.restore),
    '',
    ...(steps.finish ? ['Finishing it would have done this:', bullets(steps.finish), ''] : []),
    'Discarding it will change none of your files, branches and stashes.',
  ].join('\n');
  const answer = await vscode.window.showWarningMessage(`Discard “${title}”?`, { modal: true, detail }, discard);
  if (answer) await commands.guard(() => folder.run((engine) => engine.discardInterrupted()));
  return answer !== undefined;
}
