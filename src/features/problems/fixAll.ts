import * as vscode from 'vscode';
import { PlanError, Untrusted } from '../../core/errors';
import { fixAll } from '../../core/problems/fixAll';
import type { CommandRegistry } from '../../editor/commands/commands';
import { unsavedContextTexts } from '../../editor/folders/documents';
import { uriIn } from '../../editor/paths';
import { showingProgress } from '../../editor/commands/perform';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { commands as ids } from '../../ids';
import { editOf } from './edits';

/**
 * *Fix All Safe Problems*: one edit for the whole folder, which one undo takes back; what an editor can't leave as it
 * is is written.
 */
export function registerFixAll(commands: CommandRegistry): vscode.Disposable {
  return commands.register(ids.fixAll, { ask: ({ folder }) => showingProgress('Fixing problems', fixFolder(folder)) });
}

async function fixFolder(folder: PlanFolder): Promise<void> {
  if (!vscode.workspace.isTrusted) throw new Untrusted();
  const unsaved = unsavedContextTexts(folder);
  const changes = await fixAll(async (texts) => (await folder.readWith(texts)).findings, unsaved);
  if (changes.length === 0) {
    void vscode.window.showInformationMessage('No problem can be fixed without a choice of yours.');
    return;
  }
  // An editor would give every line of such a file the same ending.
  const mixed = changes.filter(({ file, before }) => !unsaved.has(file) && hasMixedEndings(before ?? ''));
  const open = openFiles();
  const atOnce = changes.filter((change) => !mixed.includes(change));
  const edit = await editOf(folder.planUri, atOnce);
  if (!edit || (edit.size > 0 && !(await vscode.workspace.applyEdit(edit)))) {
    throw new PlanError('CONTEXT_CHANGED', 'The files were changed in between. Fix all once more.');
  }
  const proposals = mixed.map(({ file, before, after }) => ({ path: file, before, after }));
  if (proposals.length > 0) await folder.run((engine) => engine.writeProposals('Fix problems', proposals));
  // What somebody has open is theirs to save; the rest would stay behind unsaved and unseen.
  const unseen = changes
    .filter((change) => !unsaved.has(change.file) && !mixed.includes(change))
    .map(({ file }) => uriIn(folder.planUri, file));
  for (const uri of unseen.filter((each) => !open.has(each.toString()))) {
    await save(await vscode.workspace.openTextDocument(uri));
  }
}

/** Throws `WRITE_FAILED` when VS Code can't save it; it is shown then, as nobody would find it otherwise. */
async function save(document: vscode.TextDocument): Promise<void> {
  if (await document.save()) return;
  await vscode.window.showTextDocument(document, { preview: false });
  throw new PlanError('WRITE_FAILED', 'A file with its problems fixed could not be saved. Look at it, then save it.');
}

/** The files that have a tab. A document may live on without one. */
function openFiles(): Set<string> {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  return new Set(
    inputs.flatMap((input) => {
      if (input instanceof vscode.TabInputText) return [input.uri.toString()];
      return input instanceof vscode.TabInputTextDiff ? [input.original.toString(), input.modified.toString()] : [];
    }),
  );
}

const hasMixedEndings = (text: string): boolean => new Set(text.match(/\r\n|\r|\n/g)).size > 1;
