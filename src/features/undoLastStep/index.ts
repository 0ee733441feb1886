import * as vscode from 'vscode';
import type { PhasedPlansApi } from '../../api';
import { NothingToUndo } from '../../core/errors';
import type { TakenBack } from '../../core/runnerPort';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import { performUncancellable, untilAnswered, sayWhatIsLeft } from '../../editor/commands/perform';
import { bullets } from '../../view/bullets';
import { commands as ids } from '../../ids';

/** *Undo Last Step*: judges first; says what it will take back, then does; or says what is not recorded. */
export function registerUndoLastStep({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return commands.register(ids.undoLastStep, {
    api: (options: Parameters<PhasedPlansApi['undoLast']>[0]) => api.undoLast(options),
    ask,
  });
}

async function ask({ folder }: CommandPlace): Promise<TakenBack | undefined> {
  const engine = await folder.engine();
  const last = await engine.undoable();
  if (!last) {
    void vscode.window.showInformationMessage(new NothingToUndo().message);
    return undefined;
  }
  // What can't be done isn't asked about.
  await untilAnswered(folder, () => engine.judgeUndo());
  const detail = bullets(last.steps);
  // A title in it stands in quotation marks of its own.
  const title = last.title.replaceAll('“', '‘').replaceAll('”', '’');
  const answer = await vscode.window.showWarningMessage(`Undo “${title}”?`, { modal: true, detail }, 'Undo');
  if (!answer) return undefined;
  const taken = await performUncancellable(folder, 'Undoing the last step', (its) => its.undoLast());
  sayWhatIsLeft(taken);
  return taken;
}
