import * as vscode from 'vscode';
import type { CommandRegistry } from '../../editor/commands/commands';
import { planCommands, planContextKeys } from '../../ids';
import type { PlanTreeProvider } from './provider';

/** *Hide Completed Phases* and back, remembered for the workspace. */
export function completedFilter(
  provider: PlanTreeProvider,
  commands: CommandRegistry,
  memory: vscode.Memento,
): vscode.Disposable {
  const hide = async (hidden: boolean): Promise<void> => {
    provider.hideCompleted(hidden);
    await vscode.commands.executeCommand('setContext', planContextKeys.completedHidden, hidden);
    if (memory.get(planContextKeys.completedHidden, false) !== hidden) {
      await memory.update(planContextKeys.completedHidden, hidden);
    }
  };
  void commands.guard(() => hide(memory.get(planContextKeys.completedHidden, false)));
  return vscode.Disposable.from(
    commands.registerForAll(planCommands.hideCompleted, () => hide(true)),
    commands.registerForAll(planCommands.showCompleted, () => hide(false)),
  );
}
