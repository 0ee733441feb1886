import * as vscode from 'vscode';
import { planCommands, planContextKeys } from '../../ids';
import type { PlanTreeProvider } from './provider';

/** *Hide Completed Phases* and back, remembered for the workspace. */
export function completedFilter(provider: PlanTreeProvider, memory: vscode.Memento): vscode.Disposable {
  const hide = async (hidden: boolean): Promise<void> => {
    provider.hideCompleted(hidden);
    await vscode.commands.executeCommand('setContext', planContextKeys.completedHidden, hidden);
    if (memory.get(planContextKeys.completedHidden, false) !== hidden) {
      await memory.update(planContextKeys.completedHidden, hidden);
    }
  };
  void hide(memory.get(planContextKeys.completedHidden, false));
  return vscode.Disposable.from(
    // Not through the registry: in a workspace of several folders it would ask for one, and this is about them all.
    vscode.commands.registerCommand(planCommands.hideCompleted, () => hide(true)),
    vscode.commands.registerCommand(planCommands.showCompleted, () => hide(false)),
  );
}
