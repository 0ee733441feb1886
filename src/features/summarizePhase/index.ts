import * as vscode from 'vscode';
import { upperFirst } from '../../core/errors';
import type { SummarizeOptions } from '../../core/types';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import { openAt } from '../../editor/folders/open';
import { perform } from '../../editor/commands/perform';
import { pickPhase } from '../../editor/ask/pickPhase';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { Drafts } from '../../editor/ask/drafts';
import { askText } from '../../editor/ask/wizard';
import { commands as ids, nodeCommands } from '../../ids';
import { inDialog } from '../../view/dialog';
import { phaseOrPlanText, phaseText } from '../../core/phaseTexts';

/** *Summarize Phase*: asks about what is open and what was learned, writes the summary and opens it. */
export function registerSummarizePhase({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return vscode.Disposable.from(
    commands.register(ids.summarizePhase, {
      api: (options: SummarizeOptions) => api.summarizePhase(options),
      ask,
    }),
    commands.register(nodeCommands.summarizePlan, { ask }),
  );
}

async function ask(place: CommandPlace): Promise<{ summary: string } | undefined> {
  const { folder, answers } = place;
  const picked = await answers.once('phase', () =>
    pickPhase(place, {
      title: 'Summarize Phase',
      placeholder: 'Which phase?',
      can: (view) => view.canSummarize,
    }),
  );
  if (!picked) return undefined;
  const open = await answers.once('open', () => askAboutOpen(folder, picked));
  if (!open) return undefined;
  const title = picked.phase === undefined ? 'Summarize Plan' : `Summarize ${phaseText(picked.phase)}`;
  const draft = `${folder.uri.toString()} ${folder.status?.plan?.path ?? ''} ${picked.phase ?? ''}`;
  const entered = enteredLearnings.of(draft);
  const learning = await answers.once('learning', () =>
    askText({
      title,
      prompt: 'What did you learn? It will go into the summary; leave it empty to skip.',
      placeholder: 'Migrations need a lock timeout',
      value: entered.text,
      keep: (text) => (entered.text = text),
    }),
  );
  if (typeof learning !== 'string') return undefined;
  const options = { ...picked, ...open, ...(learning ? { learnings: [learning] } : {}) };
  const { summary, warnings } = await perform(folder, 'Summarizing', (engine) => engine.summarizePhase(options));
  enteredLearnings.drop(draft);
  await openAt(folder, summary);
  if (warnings.length > 0) void vscode.window.showWarningMessage(warnings.join(' '));
  return { summary };
}

/** What was entered and not summarized yet. */
const enteredLearnings = new Drafts(() => ({ text: '' }));

/** One question about everything that is open, before anything is typed; undefined when the user left. */
async function askAboutOpen(folder: PlanFolder, options: SummarizeOptions): Promise<SummarizeOptions | undefined> {
  const unfinished = await perform(folder, 'Looking for what is open', (engine) => engine.findUnfinished(options));
  if (unfinished === null) return {};
  const anyway = 'Summarize Anyway';
  const what = upperFirst(phaseOrPlanText(options.phase));
  const has = 'what is committed, and to-dos and criteria with their boxes as they are';
  const then = `${what} will be completed. Its summary will have ${has}.`;
  const { title, detail } = inDialog(unfinished, then);
  const answer = await vscode.window.showWarningMessage(title, { modal: true, detail }, anyway);
  return answer === anyway ? { open: 'carry' } : undefined;
}
