import * as vscode from 'vscode';
import type { Deps } from '../../editor/commands/deps';
import { perform } from '../../editor/commands/perform';
import { targetOf } from '../../view/target';
import type { OfferedPlans } from '../../editor/folders/offeredPlans';
import { unsavedContextDocuments } from '../../editor/folders/documents';
import { fileIn, openBeside } from '../../editor/folders/open';
import { uriIn } from '../../editor/paths';
import type { Answers } from '../../editor/answers';
import { tick } from '../../editor/commands/tick';
import { commands as ids, nodeCommands, views } from '../../ids';
import { canAdopt } from '../../view/offers';
import type { FolderReading } from '../../editor/folders/planFolder';
import { shownProblems } from '../../view/shownProblems';
import { openChanges } from './changes';
import { completedFilter } from './filter';
import { focusedRow } from './focusedBox';
import { planProgress } from './model';
import { PlanTreeProvider } from './provider';
import { revealActiveFile } from './reveal';
import type { RowSource } from './rows';

/** What stands beside the view's title: a long title of the plan pushes its own off the side bar's edge. */
function descriptionOf(snapshot: FolderReading | null | undefined): string {
  if (!snapshot) return '';
  const { status } = snapshot;
  // Whoever has plans already is to use one of them, not to begin from nothing.
  const next = canAdopt(snapshot) ? 'Use a Plan' : status.next?.title;
  return [status.plan ? planProgress(status) : null, next].filter(Boolean).join(' · ');
}

/** The *Plan* view: the plan, its phases, and boxes to tick. */
export function registerPlanTree(
  { store, commands, offered }: Pick<Deps, 'store' | 'commands'> & { offered: OfferedPlans },
  memory: vscode.Memento,
): vscode.Disposable {
  const provider = new PlanTreeProvider(store, offered);
  const view = vscode.window.createTreeView(views.plan, {
    treeDataProvider: provider,
    showCollapseAll: true,
    manageCheckboxStateManually: true,
  });
  const showBadge = () => {
    // Without a plan the view has its welcome text and no rows; the Problems panel has them all.
    const withRows = store.folders.filter(({ status }) => status?.plan || status?.readable === false);
    const count = withRows.flatMap((folder) => shownProblems(folder.status)).length;
    view.badge = count === 0 ? undefined : { value: count, tooltip: count === 1 ? '1 problem' : `${count} problems` };
  };
  const showNext = () => {
    view.description = descriptionOf(store.active?.snapshot);
  };
  if (view.visible) offered.look();
  return vscode.Disposable.from(
    view,
    provider,
    view.onDidChangeVisibility(({ visible }) => visible && offered.look()),
    commands.register(nodeCommands.dismissFound, {
      ask: ({ folder, target }) => offered.dismiss(folder, target?.path),
    }),
    store.onDidChange(showBadge),
    store.onDidChange(showNext),
    commands.register(nodeCommands.openChanges, { ask: openChanges }),
    // The library's rows offer these three too.
    commands.register(nodeCommands.copyPath, {
      ask: async ({ folder, target }) => {
        if (target?.path) await vscode.env.clipboard.writeText(uriIn(folder.planUri, target.path).fsPath);
      },
    }),
    commands.register(nodeCommands.openToSide, {
      ask: async ({ folder, target }) => {
        if (target?.path) await openBeside(folder, target.path);
      },
    }),
    commands.register(nodeCommands.revealInExplorer, {
      ask: async ({ folder, target }) => {
        if (target?.path) await vscode.commands.executeCommand('revealInExplorer', await fileIn(folder, target.path));
      },
    }),
    commands.registerForAll(nodeCommands.toggleBox, (wanted?: 'to-do') => toggleBox({ view, commands }, wanted)),
    completedFilter(provider, commands, memory),
    revealActiveFile(view, store, () => provider.roots),
    // A click into a folder's rows means that folder.
    view.onDidChangeSelection(({ selection: [row] }) => row && store.choose(row.folder)),
    view.onDidChangeCheckboxState(async ({ items }) => {
      for (const [row, state] of items) {
        const done = state === vscode.TreeItemCheckboxState.Checked;
        // It will be asked first whether to save them.
        if (unsavedContextDocuments(row.folder).length > 0) provider.redraw(row);
        await commands.guard((answers) => setBox(row, done, answers));
        // A box that could not be ticked, or was left unticked, must not look ticked. Drawing more than that would lose
        // a click made meanwhile.
        if (row.node.box?.done !== done) provider.redraw(row);
      }
    }),
  );
}

/**
 * The space bar does to a row without a box what it does in every tree; the key of *Toggle To-Do* then offers the list.
 */
async function toggleBox(
  { view, commands }: { view: vscode.TreeView<RowSource>; commands: Deps['commands'] },
  wanted: 'to-do' | undefined,
): Promise<void> {
  const row = await focusedRow(view);
  if (!row) return;
  const { box } = row.node;
  if (box) return commands.guard((answers) => setBox(row, !box.done, answers));
  if (wanted === undefined) await vscode.commands.executeCommand('list.toggleExpand');
  else await vscode.commands.executeCommand(ids.toggleTodo, targetOf(row.folder.uri));
}

async function setBox({ folder, node }: RowSource, done: boolean, answers: Answers): Promise<void> {
  const { box } = node;
  if (box?.kind === 'todo') await tick(folder, box.todo, done, answers);
  if (box?.kind !== 'criterion') return;
  const { index, phase } = box;
  await perform(folder, 'Ticking a criterion', (engine) =>
    engine.setCriterion({ index, done, ...(phase === null ? {} : { phase }) }),
  );
}
