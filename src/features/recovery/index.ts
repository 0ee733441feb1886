import * as vscode from 'vscode';
import type { Interrupted } from '../../core/workflow/engine';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { createVirtualTexts } from '../../editor/virtualTexts';
import { commands as ids, recoveryContextKeys } from '../../ids';
import { closeBoth } from './changes';
import { offerToDiscard, offerWaysOut } from './offers';
import { createReminder } from './reminder';
import { offerInTitles } from './titles';

/**
 * Offers to take back or finish what an earlier session left half done, and shows what each would change: once per
 * folder unasked, and by *Restore or Finish Interrupted Step*, also from the status bar, as long as it waits.
 */
export function registerRecovery({
  store,
  commands,
  log,
}: Pick<Deps, 'store' | 'commands' | 'log'>): vscode.Disposable {
  const texts = createVirtualTexts('phased-plans-recovery');
  const seen = new WeakSet<PlanFolder>();
  const look = () => {
    if (!vscode.workspace.isTrusted) return;
    for (const folder of store.folders) {
      if (seen.has(folder)) continue;
      seen.add(folder);
      offer(folder).catch((error: unknown) => log.error('Can’t look for an interrupted operation.', error));
    }
  };
  const waiting = new Map<PlanFolder, Interrupted>();
  const item = createReminder();
  const note = (folder: PlanFolder, interrupted: Interrupted | null) => {
    if (interrupted) waiting.set(folder, interrupted);
    else waiting.delete(folder);
    item.show([...waiting.values()]);
    return vscode.commands.executeCommand('setContext', recoveryContextKeys.interrupted, waiting.size > 0);
  };

  async function offer(folder: PlanFolder): Promise<void> {
    const interrupted = await (await folder.engine()).interrupted();
    await note(folder, interrupted);
    if (!interrupted) return;
    let isAnswered = false;
    if (interrupted.gone) await offerToDiscard(folder, interrupted, commands);
    else {
      const shown = () => titles.show({ folder, interrupted });
      isAnswered = await offerWaysOut(folder, interrupted, { commands, texts, shown });
    }
    await settle(folder, isAnswered);
  }

  async function settle(folder: PlanFolder, isAnswered: boolean): Promise<void> {
    await note(folder, await (await folder.engine()).interrupted());
    // Last: whoever sees them close finds that the commands know it too.
    if (isAnswered) await closeBoth();
  }

  const titles = offerInTitles(commands, (folder) => settle(folder, true));
  look();
  // Not awaited: the message may stand for minutes, and the command is over.
  const ask = async ({ folder }: CommandPlace) => void commands.guard(() => offer(folder));
  return vscode.Disposable.from(
    texts,
    commands.register(ids.recover, {
      need: {
        fits: (folder) => waiting.has(folder),
        none: {
          code: 'INVALID_ARGUMENT',
          message: 'No step was interrupted, so there is nothing to restore or finish.',
        },
      },
      ask,
    }),
    titles,
    item,
    store.onDidChange(look),
    vscode.workspace.onDidGrantWorkspaceTrust(look),
  );
}
