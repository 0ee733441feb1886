import * as vscode from 'vscode';
import type { Proposal } from '../../core/workflow/rebuildState';
import type { CommandRegistry } from '../../editor/commands';
import type { Deps } from '../../editor/deps';
import { uriIn } from '../../editor/paths';
import { perform } from '../../editor/perform';
import type { PlanFolder } from '../../editor/planFolder';
import { createVirtualTexts, type VirtualTexts } from '../../editor/virtualTexts';
import { commands as ids } from '../../ids';

const title = 'Rebuilding the state';

/** *Rebuild State…*: shows what the state could be beside what it is, and writes it when told to. */
export function registerRebuildState({ commands }: Pick<Deps, 'commands'>): vscode.Disposable {
  const texts = createVirtualTexts('phased-plans-proposal');
  return vscode.Disposable.from(
    texts,
    commands.register(ids.rebuildState, { ask: ({ folder }) => rebuild(folder, commands, texts) }),
  );
}

async function rebuild(folder: PlanFolder, commands: CommandRegistry, texts: VirtualTexts): Promise<void> {
  const proposal = await propose(folder);
  if (!proposal) return;
  if (proposal.before === proposal.after) {
    void vscode.window.showInformationMessage(
      'The state says already what the plan files, summaries and branches say.',
    );
    return;
  }
  const uri = await showProposal(folder, proposal, texts);
  // Not awaited: it may be looked at for as long as it takes.
  void commands.guard(() => askToWrite(folder, proposal, uri));
}

async function propose(folder: PlanFolder): Promise<Proposal | undefined> {
  const found = await perform(folder, title, (engine) => engine.proposeState());
  if ('after' in found) return found;
  const picked = await vscode.window.showQuickPick(
    found.plans.map(({ path, title }) => ({ label: title, description: path, path })),
    { title: 'Rebuild State', placeHolder: 'Which plan is under way?' },
  );
  if (!picked) return undefined;
  const chosen = await perform(folder, title, (engine) => engine.proposeState({ plan: picked.path }));
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

async function askToWrite(folder: PlanFolder, proposal: Proposal, uri: vscode.Uri): Promise<void> {
  const message = `On the right is the state as plan files, summaries and branches tell it. Write it to ${proposal.path}?`;
  if ((await vscode.window.showInformationMessage(message, 'Write')) !== 'Write') return;
  await perform(folder, 'Writing the state', (engine) => engine.writeProposals('Rebuild the state', [proposal]));
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const done = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString(),
  );
  await vscode.window.tabGroups.close(done);
}
