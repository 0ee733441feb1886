import * as vscode from 'vscode';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import { performUncancellable, untilAnswered, sayWhatIsLeft } from '../../editor/commands/perform';
import { bullets } from '../../view/bullets';
import { commands as ids } from '../../ids';

/** *Undo Last Step*: judges first; says what it will take back, then does; or says what is not recorded. */
export function registerUndoLastStep({ commands }: Pick<Deps, 'commands'>): vscode.Disposable {
  return commands.register(ids.undoLastStep, { ask });
}

async function ask({ folder }: CommandPlace): Promise<void> {
  const engine = await folder.engine();
  const last = await engine.undoable();
  if (!last) {
    void vscode.window.showInformationMessage(
      'There is no step to undo in this repository. A change to one file alone, as a tick, is not recorded: change it back there. A push or a pull request is taken back on the remote.',
    );
    return;
  }
  // What can't be done isn't asked about.
  await untilAnswered(folder, () => engine.judgeUndo());
  const detail = bullets(last.steps);
  // A title in it stands in quotation marks of its own.
  const title = last.title.replaceAll('“', '‘').replaceAll('”', '’');
  const answer = await vscode.window.showWarningMessage(`Undo “${title}”?`, { modal: true, detail }, 'Undo');
  if (answer) sayWhatIsLeft(await performUncancellable(folder, 'Undoing the last step', (its) => its.undoLast()));
}
