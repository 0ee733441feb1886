import * as vscode from 'vscode';
import type { Interrupted } from '../../core/workflow/engine';
import type { CommandRegistry } from '../../editor/commands/commands';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { editorCommands, recoveryContextKeys } from '../../ids';
import { shownWay } from './changes';
import { finishRest, restoreInterrupted } from './offers';

/** What the editors with the changes speak of. */
interface Shown {
  folder: PlanFolder;
  interrupted: Interrupted;
}

/**
 * *Restore* and *Finish* in the title of the editor that shows what each would change, for as long as it is open.
 * `done`: what is to follow.
 */
export function offerInTitles(
  commands: CommandRegistry,
  done: (folder: PlanFolder) => Promise<void>,
): vscode.Disposable & { show(what: Shown): void } {
  let shown: Shown | undefined;
  const offer = () => {
    const way = shownWay();
    const { stuck, finish } = shown?.interrupted ?? { stuck: '', finish: null };
    const can = way === 'restore' ? stuck === null : finish !== null;
    void vscode.commands.executeCommand('setContext', recoveryContextKeys.shown, can ? way : undefined);
  };
  const take = (way: (folder: PlanFolder) => Promise<void>) => async () => {
    if (!shown) return;
    const { folder } = shown;
    await way(folder);
    await done(folder);
  };
  const registered = vscode.Disposable.from(
    commands.registerForAll(editorCommands.restoreShown, take(restoreInterrupted)),
    commands.registerForAll(editorCommands.finishShown, take(finishRest)),
    vscode.window.tabGroups.onDidChangeTabs(offer),
    vscode.window.tabGroups.onDidChangeTabGroups(offer),
  );
  return {
    show(what) {
      shown = what;
      offer();
    },
    dispose: () => void registered.dispose(),
  };
}
