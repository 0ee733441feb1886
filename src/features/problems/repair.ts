import * as vscode from 'vscode';
import { PlanError, Untrusted } from '../../core/errors';
import type { Obstacle } from '../../core/reading/obstacle';
import type { CommandRegistry } from '../../editor/commands/commands';
import { unsavedContextTexts } from '../../editor/folders/documents';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { uriIn } from '../../editor/paths';
import { commands as ids } from '../../ids';
import { targetOf } from '../../view/target';
import { editOf } from './edits';

/**
 * *Repair State Block*: what makes the state readable again, the first of the quick fixes, from the *Plan* view, the
 * lenses and the status bar.
 */
export function registerRepairState(commands: CommandRegistry): vscode.Disposable {
  return commands.register(ids.repairState, { ask: ({ folder }) => repair(folder) });
}

async function repair(folder: PlanFolder): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uriIn(folder.planUri, folder.contextFile));
  const { obstacle } = await folder.readWith(unsavedContextTexts(folder));
  if (obstacle) return remove(folder, document, obstacle);
  // Somebody has repaired it, and not saved it yet.
  await document.save();
  await folder.refresh();
}

async function remove(folder: PlanFolder, document: vscode.TextDocument, { repair, next }: Obstacle): Promise<void> {
  if (!repair?.fix) {
    await vscode.commands.executeCommand(next?.command ?? ids.openContext, targetOf(folder.uri));
    return;
  }
  if (!vscode.workspace.isTrusted && !repair.fix.safe) throw new Untrusted();
  // What somebody is typing is theirs to save.
  const isTheirs = document.isDirty;
  const edit = await editOf(folder.planUri, repair.fix.changes());
  if (!edit || !(await vscode.workspace.applyEdit(edit))) {
    throw new PlanError('CONTEXT_CHANGED', 'The context file was changed in between. Repair it once more.');
  }
  const range = edit.get(document.uri)[0]?.range;
  await vscode.window.showTextDocument(
    document,
    range ? { selection: new vscode.Range(range.start, range.start) } : {},
  );
  if (!isTheirs && vscode.workspace.isTrusted) await document.save();
  await folder.refresh();
}
