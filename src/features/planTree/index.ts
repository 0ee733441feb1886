import * as vscode from 'vscode';
import type { Deps } from '../../editor/deps';
import { perform } from '../../editor/perform';
import { shownProblems } from '../../editor/shownProblems';
import { tick } from '../../editor/todos';
import { uriIn } from '../../editor/paths';
import { nodeCommands, views } from '../../ids';
import { openChanges } from './changes';
import { PlanTreeProvider } from './provider';
import { revealActiveFile } from './reveal';
import type { Row } from './rows';

/** The *Plan* view: the plan, its phases, and boxes to tick. */
export function registerPlanTree({ store, commands }: Pick<Deps, 'store' | 'commands'>): vscode.Disposable {
  const provider = new PlanTreeProvider(store);
  const view = vscode.window.createTreeView(views.plan, {
    treeDataProvider: provider,
    showCollapseAll: true,
    manageCheckboxStateManually: true,
  });
  const showBadge = () => {
    const count = store.folders.flatMap((folder) => shownProblems(folder.status)).length;
    view.badge = count === 0 ? undefined : { value: count, tooltip: count === 1 ? '1 problem' : `${count} problems` };
  };
  const showNext = () => {
    view.description = store.active?.status?.next?.title;
  };
  return vscode.Disposable.from(
    view,
    provider,
    store.onDidChange(showBadge),
    store.onDidChange(showNext),
    commands.register(nodeCommands.openChanges, { ask: openChanges }),
    // The library's rows offer it too.
    commands.register(nodeCommands.copyPath, {
      ask: async ({ folder, target }) => {
        if (target?.path) await vscode.env.clipboard.writeText(uriIn(folder.uri, target.path).fsPath);
      },
    }),
    revealActiveFile(view, store, () => provider.roots),
    view.onDidChangeCheckboxState(async ({ items }) => {
      for (const [row, state] of items) {
        const done = state === vscode.TreeItemCheckboxState.Checked;
        await commands.guard(() => setBox(row, done));
        // A box that could not be ticked, or was left unticked, must not look ticked. Drawing more than that would lose
        // a click made meanwhile.
        if (row.node.box?.done !== done) provider.redraw(row);
      }
    }),
  );
}

async function setBox({ folder, node }: Row, done: boolean): Promise<void> {
  const { box } = node;
  if (box?.kind === 'todo') await tick(folder, box.todo, done);
  if (box?.kind !== 'criterion') return;
  const { index, phase } = box;
  await perform(folder, 'Ticking a criterion', (engine) =>
    engine.setCriterion({ index, done, ...(phase === null ? {} : { phase }) }),
  );
}
