import * as vscode from 'vscode';
import { inShort } from '../../core/errors';
import type { ArchiveOptions, PlanStatus } from '../../core/types';
import type { CommandRegistry } from '../../editor/commands/commands';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import { perform } from '../../editor/commands/perform';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { askPick } from '../../editor/ask/wizard';
import { gitCommands } from '../../core/reading/next';
import { commands as ids } from '../../ids';
import { inDialog, type Said } from '../../view/dialog';
import { runNext } from '../../editor/commands/runNext';
import { phaseText } from '../../core/phaseTexts';

/** *Archive*: puts the context file away and begins a fresh one. */
export function registerArchive({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return commands.register(ids.archive, {
    api: (options: ArchiveOptions) => api.archive(options),
    ask: (place) => ask(place, commands),
  });
}

const modes: (vscode.QuickPickItem & { mode: 'seed' | 'fresh' })[] = [
  {
    label: 'Keep the list of summaries',
    detail: 'The fresh context file will list them, so that the next plan knows what was done before.',
    mode: 'seed',
  },
  { label: 'Start from nothing', detail: 'The fresh context file will list no summaries.', mode: 'fresh' },
];

/**
 * What is unfinished, or not merged, is asked about first, and once: whoever stops there has answered nothing in vain.
 */
async function ask(
  { folder, answers }: CommandPlace,
  commands: CommandRegistry,
): Promise<{ archive: string } | undefined> {
  const unfinished = await perform(folder, 'Looking for what is open', (engine) => engine.findUnfinishedPlan());
  const status = await folder.readStatus();
  const branch = status.branch.actual;
  const open = unfinished ?? unmerged(status);
  const away = open === null ? awayFromBase(status) : null;
  const said = open ?? away;
  if (said !== null) {
    const instead = away && status.next;
    const answer = await answers.once('unfinished', () => confirmUnfinished(said, branch, instead?.title));
    if (instead && answer === instead.title) await runNext(folder, status, instead);
    if (answer !== ANYWAY) return undefined;
  }
  const picked = await answers.once('mode', () =>
    askPick({ title: 'Archive Plan', placeholder: 'What should the fresh context file keep?', items: modes }),
  );
  if (!picked || typeof picked === 'symbol') return undefined;
  const options: ArchiveOptions = { mode: picked.mode, ...(unfinished === null ? {} : { unfinished: 'archive' }) };
  const done = await perform(folder, 'Archiving', (engine) => engine.archive(options));
  void commands.guard(() => offerToCommit(folder, branch));
  return done;
}

/** What nothing would remind of once the plan is archived; null where all is merged, or where nobody can tell. */
function unmerged({ plan, phases }: PlanStatus): Said | null {
  const names = phases.filter((each) => each.merged === false).map((each) => phaseText(each.phase));
  if (!plan || (names.length === 0 && plan.merged !== false)) return null;
  const more = 'Merge first, or archive it as it is.';
  const title = `“${plan.title}” is completed, but ${names.length === 0 ? 'it is' : 'these phases are'} not merged.`;
  return { message: title, parts: { title, more, ...(names.length > 0 ? { names } : {}) } };
}

/** That this branch has done its work: archived here, the plan would still be there on the base branch. */
function awayFromBase({ plan, branch, next }: PlanStatus): Said | null {
  if (!plan || next?.command !== gitCommands.checkout) return null;
  const title = `“${plan.title}” would be archived on ${branch.actual ?? 'no branch'}, not on the base branch.`;
  return { message: title, parts: { title, more: `${next.title} first, or archive it here.` } };
}

const ANYWAY = 'Archive Anyway';

/** `instead`: the title of a button that leads to where it should be done. */
async function confirmUnfinished(open: Said, branch: string | null, instead?: string): Promise<string | undefined> {
  const elsewhere = branch === null ? '' : ` Other branches will show the plan until ${branch} is merged there.`;
  const then = `Archiving will keep every file and every branch, and merge nothing.${elsewhere}`;
  const { title, detail } = inDialog(open, then);
  const buttons = instead === undefined ? [ANYWAY] : [instead, ANYWAY];
  return vscode.window.showWarningMessage(title, { modal: true, detail }, ...buttons);
}

/** Says what is left to be committed. Not waited for: the message may stand for minutes. */
async function offerToCommit(folder: PlanFolder, branch: string | null): Promise<void> {
  const files = await (await folder.engine()).uncommittedContext();
  if (files.length === 0) return;
  const commit = 'Commit Them';
  const where = branch === null ? '' : ` on ${branch}`;
  const message = `The plan is archived${where}. These files aren’t committed yet: ${inShort(files)}.`;
  if ((await vscode.window.showInformationMessage(message, commit)) !== commit) return;
  await perform(folder, 'Committing the plan’s files', (engine) => engine.commitContext());
  void vscode.window.showInformationMessage(`The archived plan’s files are committed${where}.`);
}
