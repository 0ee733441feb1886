import type * as vscode from 'vscode';
import type { CreatePlanOptions } from '../../core/types';
import type { Engine } from '../../core/workflow/engine';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import { openAt } from '../../editor/folders/open';
import { perform } from '../../editor/commands/perform';
import { Drafts } from '../../editor/ask/drafts';
import { methodSettings } from '../../editor/settings';
import { commands as ids } from '../../ids';
import { foundPattern } from './found';
import type { Pattern } from './patterns';
import { askForDraft, nothingEntered } from './questions';
import { toOptions } from './draft';

/** *Create Plan*: asks for the plan's parts, writes its files and opens the first. */
export function registerCreatePlan({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return commands.register(ids.createPlan, { api: (options: CreatePlanOptions) => api.createPlan(options), ask });
}

const entered = new Drafts(nothingEntered);

/** How long a survey is waited for, once what it proposes is to be shown: it began with the first question. */
const LONGEST_WAIT = 2_000;

/** What a survey of the repository proposes; null for nothing, and where it takes too long. */
function proposedBy(engine: Engine): () => Promise<Pattern | null> {
  const found = engine.survey().then(
    ({ layers }) => foundPattern(layers),
    () => null,
  );
  const late = () => new Promise<null>((resolve) => setTimeout(resolve, LONGEST_WAIT, null));
  return () => Promise.race([found, late()]);
}

async function ask({ folder, answers }: CommandPlace): Promise<{ files: string[] } | undefined> {
  // What it would refuse at the end is said before the questions.
  const engine = await folder.engine();
  await engine.judgeCreatePlan();
  const kept = folder.uri.toString();
  const draft = await answers.once('draft', () =>
    askForDraft(entered.of(kept), {
      contextFolder: folder.contextFolder,
      branchPrefix: folder.snapshot?.branchPrefix ?? methodSettings(folder.uri).branchPrefix,
      existing: folder.snapshot?.library.plans.map((file) => file.path) ?? [],
      now: new Date(),
      found: proposedBy(engine),
    }),
  );
  if (!draft) return undefined;
  const made = await perform(folder, 'Creating the plan', (engine) => engine.createPlan(toOptions(draft)));
  entered.drop(kept);
  const [master] = made.files;
  if (master) await openAt(folder, master);
  return made;
}
