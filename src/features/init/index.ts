import { baseName } from '../../core/folder/paths';
import * as vscode from 'vscode';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { runNext } from '../../editor/commands/runNext';
import { isPlanElsewhere } from '../../view/nextAction';
import { perform } from '../../editor/commands/perform';
import { joinWords, plural } from '../../view/phaseView';
import { targetOf } from '../../view/target';
import { commands as ids } from '../../ids';

/** *Initialize*: makes the context folder. Says what it made. */
export function registerInit({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return commands.register(ids.init, {
    api: (options: object) => api.init(options),
    ask: (place) => ask(place, commands),
  });
}

async function ask({ folder }: CommandPlace, commands: Deps['commands']): Promise<{ created: string[] } | undefined> {
  const status = await folder.readStatus();
  const { next } = status;
  if (next && isPlanElsewhere(status)) {
    const anyway = 'Initialize Anyway';
    const otherwise = 'Initializing here will make a second context file, and the two will conflict in a merge.';
    const detail = `${next.title} to go on with it. ${otherwise}`;
    const message = 'Another branch has a plan.';
    const answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, next.title, anyway);
    if (answer === next.title) await runNext(folder, status, next);
    if (answer !== anyway) return undefined;
  }
  const made = await perform(folder, 'Initializing', (engine) => engine.init());
  // Not waited for: the message may stand for minutes.
  void commands.guard(() => sayWhatIsThere(folder, made.created));
  return made;
}

/** What was made, and the plans that were there before. */
async function sayWhatIsThere(folder: PlanFolder, created: readonly string[]): Promise<void> {
  const plans = await (await folder.engine()).openPlans();
  const there =
    plans.length === 0 ? '' : ` ${plural(plans.length, 'plan')} ${plans.length === 1 ? 'is' : 'are'} there.`;
  const use = plans.length === 0 ? [] : ['Use a Plan…'];
  const message = createdInWords(created, folder.contextFile) + there;
  if ((await vscode.window.showInformationMessage(message, ...use)) === undefined) return;
  await vscode.commands.executeCommand(ids.adoptPlan, targetOf(folder.uri));
}

function createdInWords(created: readonly string[], contextFile: string): string {
  if (created.length === 0) return `${contextFile} and its folders were there already.`;
  const folders = created.filter((path) => path !== contextFile).map(baseName);
  const parent = contextFile.slice(0, contextFile.lastIndexOf('/') + 1);
  const what = [
    ...(created.includes(contextFile) ? [contextFile] : []),
    ...(folders.length > 0 ? [`the folder${folders.length === 1 ? '' : 's'} ${joinWords(folders)} in ${parent}`] : []),
  ];
  return `Created ${what.join(' and ')}.`;
}
