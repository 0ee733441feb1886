import type * as vscode from 'vscode';
import type { CreatePlanOptions } from '../../core/types';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import { openAt } from '../../editor/folders/open';
import { perform } from '../../editor/commands/perform';
import { Drafts } from '../../editor/ask/drafts';
import { methodSettings } from '../../editor/settings';
import { commands as ids } from '../../ids';
import { askForDraft, nothingEntered } from './questions';
import { toOptions } from './draft';

/** *Create Plan*: asks for the plan's parts, writes its files and opens the first. */
export function registerCreatePlan({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return commands.register(ids.createPlan, { api: (options: CreatePlanOptions) => api.createPlan(options), ask });
}

const entered = new Drafts(nothingEntered);

async function ask({ folder, answers }: CommandPlace): Promise<{ files: string[] } | undefined> {
  // What it would refuse at the end is said before the questions.
  await (await folder.engine()).judgeCreatePlan();
  const kept = folder.uri.toString();
  const draft = await answers.once('draft', () =>
    askForDraft(entered.of(kept), {
      contextFolder: folder.contextFolder,
      branchPrefix: folder.snapshot?.branchPrefix ?? methodSettings(folder.uri).branchPrefix,
      existing: folder.snapshot?.library.plans.map((file) => file.path) ?? [],
      now: new Date(),
    }),
  );
  if (!draft) return undefined;
  const made = await perform(folder, 'Creating the plan', (engine) => engine.createPlan(toOptions(draft)));
  entered.drop(kept);
  const [master] = made.files;
  if (master) await openAt(folder, master);
  return made;
}
