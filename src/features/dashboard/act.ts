import * as vscode from 'vscode';
import type { Answers } from '../../editor/answers';
import { perform } from '../../editor/commands/perform';
import { tick } from '../../editor/commands/tick';
import { openAt } from '../../editor/folders/open';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { uriIn } from '../../editor/paths';
import type { DashboardAction, ExportKind } from '../../view/dashboard/actions';
import { planMarkdown } from '../../view/dashboard/mermaid';
import { graphPicture } from '../../view/dashboard/picture';

/** Does what a button or box of the dashboard offers, as the *Plan* view would. */
export async function runAction(folder: PlanFolder, action: DashboardAction, answers: Answers): Promise<void> {
  switch (action.kind) {
    case 'command':
      await vscode.commands.executeCommand(action.command, ...action.arguments);
      return;
    case 'open':
      return openAt(folder, action.path, action.line);
    case 'todo':
      await tick(folder, action.todo, action.done, answers);
      return;
    case 'criterion': {
      const { index, done, phase } = action;
      return perform(folder, 'Ticking a criterion', (engine) =>
        engine.setCriterion({ index, done, ...(phase === null ? {} : { phase }) }),
      );
    }
    case 'export':
      return saveAs(folder, action.as);
    case 'select':
  }
}

const kinds: Record<ExportKind, { ending: string; filter: string; make: typeof graphPicture }> = {
  svg: { ending: 'svg', filter: 'SVG', make: graphPicture },
  markdown: { ending: 'md', filter: 'Markdown', make: planMarkdown },
};

/** Saves the plan as a picture or a text, where a person wants it. */
async function saveAs(folder: PlanFolder, as: ExportKind): Promise<void> {
  const { snapshot, shown } = folder;
  if (!snapshot || !shown?.plan) return;
  const { ending, filter, make } = kinds[as];
  const defaultUri = uriIn(folder.uri, `${shown.plan.task}.${ending}`);
  const file = await vscode.window.showSaveDialog({ defaultUri, filters: { [filter]: [ending] } });
  if (!file) return;
  await vscode.workspace.fs.writeFile(file, Buffer.from(make(shown, snapshot.branches)));
  void offerToOpen(file);
}

/** Not waited for: the message may stand for minutes. */
async function offerToOpen(file: vscode.Uri): Promise<void> {
  const open = 'Open';
  if ((await vscode.window.showInformationMessage(`Saved ${vscode.workspace.asRelativePath(file)}.`, open)) !== open)
    return;
  await vscode.commands.executeCommand('vscode.open', file);
}
