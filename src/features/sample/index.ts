import * as vscode from 'vscode';
import { Untrusted } from '../../core/errors';
import type { Deps } from '../../editor/commands/deps';
import { showingProgress } from '../../editor/commands/perform';
import { commands as ids, views } from '../../ids';
import { makeSample, type SampleTools } from './make';

/** Where the window that opens a sample leaves its folder for the window that shows it. */
const arrivalKey = 'sample';

interface SampleDeps extends Pick<Deps, 'commands'> {
  tools: SampleTools;
  /** Shared by all windows. */
  memory: vscode.Memento;
}

/** *Try It on a Sample*: a scratch repository in the middle of a plan, in a window of its own. */
export function registerSample(deps: SampleDeps): vscode.Disposable {
  void deps.commands.guard(() => welcome(deps.memory));
  return deps.commands.registerForAll(ids.openSample, () => openSample(deps));
}

async function openSample({ tools, memory }: SampleDeps): Promise<{ folder: string }> {
  if (!vscode.workspace.isTrusted) throw new Untrusted();
  const folder = await showingProgress('Making the sample', makeSample(tools));
  await memory.update(arrivalKey, folder);
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(folder), { forceNewWindow: true });
  return { folder };
}

/** In the sample's own window, the first time: what to look at is open. */
async function welcome(memory: vscode.Memento): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder || memory.get(arrivalKey) !== folder.fsPath) return;
  await memory.update(arrivalKey, undefined);
  await vscode.commands.executeCommand(`${views.plan}.focus`);
  // Somebody may have switched the built-in preview off; the text tells the same.
  const readme = vscode.Uri.joinPath(folder, 'README.md');
  await vscode.commands
    .executeCommand('markdown.showPreview', readme)
    .then(undefined, () => vscode.commands.executeCommand('vscode.open', readme));
}
