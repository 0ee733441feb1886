import * as vscode from 'vscode';
import type { Proposal } from '../../core/workflow/rebuild/state';
import type { Deps } from '../../editor/commands/deps';
import { uriIn } from '../../editor/paths';
import { perform } from '../../editor/commands/perform';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { createVirtualTexts, type VirtualTexts } from '../../editor/virtualTexts';
import { commands as ids, editorCommands } from '../../ids';

const progressTitle = 'Rebuilding the state block';

/** A proposal that is shown and not written. */
interface Waiting {
  folder: PlanFolder;
  proposal: Proposal;
}

/**
 * *Rebuild State Block From Plans and Branches…*: shows what the state could be beside what it is, and writes it when
 * told to, by the message or, as long as it is shown, in the editor's title.
 */
export function registerRebuildState({ commands }: Pick<Deps, 'commands'>): vscode.Disposable {
  const texts = createVirtualTexts('phased-plans-proposal');
  /** By the address of the document that is shown. */
  const waiting = new Map<string, Waiting>();

  async function rebuild(folder: PlanFolder): Promise<void> {
    const proposal = await proposeOrAsk(folder);
    if (!proposal) return;
    if (proposal.before === proposal.after) {
      void vscode.window.showInformationMessage(
        'The state says already what the plan files, summaries and branches say.',
      );
      return;
    }
    const uri = await showProposal(folder, proposal, texts);
    waiting.set(uri.toString(), { folder, proposal });
    // Not awaited: it may be looked at for as long as it takes.
    void commands.guard(() => askToWrite(proposal, () => write(uri)));
  }

  async function write(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    const found = waiting.get(key);
    // The message may be answered after it was written.
    if (!found) return;
    await perform(found.folder, 'Writing the state', (engine) =>
      engine.writeProposals('Rebuild the state block', [found.proposal]),
    );
    waiting.delete(key);
    await closeDiff(uri);
  }

  return vscode.Disposable.from(
    texts,
    commands.register(ids.rebuildState, { ask: ({ folder }) => rebuild(folder) }),
    commands.registerForAll(editorCommands.writeState, (uri: vscode.Uri) => write(uri)),
  );
}

async function proposeOrAsk(folder: PlanFolder): Promise<Proposal | undefined> {
  const found = await perform(folder, progressTitle, (engine) => engine.proposeState());
  if ('after' in found) return found;
  const picked = await vscode.window.showQuickPick(
    found.plans.map(({ path, title }) => ({ label: title, description: path, path })),
    { title: 'Rebuild State Block From Plans and Branches', placeHolder: 'Which plan is under way?' },
  );
  if (!picked) return undefined;
  const chosen = await perform(folder, progressTitle, (engine) => engine.proposeState({ plan: picked.path }));
  return 'after' in chosen ? chosen : undefined;
}

/** The proposal as the right side of a diff; its document, which nobody can save. */
async function showProposal(folder: PlanFolder, proposal: Proposal, texts: VirtualTexts): Promise<vscode.Uri> {
  const file = uriIn(folder.planUri, proposal.path);
  const after = texts.add(file, () => proposal.after);
  const before = proposal.before === null ? texts.add(file, () => '') : file;
  await vscode.commands.executeCommand('vscode.diff', before, after, 'Rebuilt State (Not Written Yet)');
  return after;
}

async function askToWrite({ path }: Proposal, write: () => Promise<void>): Promise<void> {
  const message = `On the right is the state as plan files, summaries and branches tell it. Write it to ${path}?`;
  if ((await vscode.window.showInformationMessage(message, 'Write')) === 'Write') await write();
}

async function closeDiff(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const done = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString(),
  );
  await vscode.window.tabGroups.close(done);
}
