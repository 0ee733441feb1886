import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import { phaseText } from '../../core/phaseTexts';
import { samePhase, type PhaseId, type PlanStatus, type PullRequestOptions } from '../../core/types';
import type { ForeseenPullRequest, MadePullRequest } from '../../core/workflow/pullRequest';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Log } from '../../editor/log';
import type { Deps } from '../../editor/commands/deps';
import { perform } from '../../editor/commands/perform';
import { pickPhase } from '../../editor/ask/pickPhase';
import { commands as ids, editorCommands, nodeCommands } from '../../ids';
import { copyBranchButton, make } from './making';
import { chooseHow, commitsFirst } from './question';
import { createPullRequestTexts, type PullRequestTexts } from './texts';

/**
 * *Create Pull Request*: pushes the phase's branch and opens the pull request, or the page to make it on, if one is
 * known.
 */
export function registerPullRequest({ commands, api, log }: Pick<Deps, 'commands' | 'api' | 'log'>): vscode.Disposable {
  const texts = createPullRequestTexts((making) => make(making, log));
  return vscode.Disposable.from(
    texts,
    commands.registerForAll(editorCommands.submitPullRequest, (uri?: vscode.Uri) => texts.submit(uri)),
    commands.register(ids.createPullRequest, {
      api: (options: PullRequestOptions) => api.createPullRequest(options),
      ask: (place) => ask(place, texts, log),
    }),
    commands.register(nodeCommands.openPullRequest, {
      api: async ({ folder, phase }: { folder?: vscode.Uri; phase?: PhaseId }) =>
        openExisting(await api.status(folder), phase),
      ask: async ({ folder, target }: CommandPlace) => openOrSay(await folder.readStatus(), target?.phase),
    }),
  );
}

async function ask(place: CommandPlace, texts: PullRequestTexts, log: Log): Promise<MadePullRequest | undefined> {
  const picked = await pickPhase(place, {
    title: 'Create Pull Request',
    placeholder: 'Of which phase?',
    can: (view) => view.canCreatePullRequest,
  });
  if (!picked) return undefined;
  const { folder } = place;
  const foreseen = await perform(folder, 'Looking at the remote', (engine) => engine.foreseePullRequest(picked));
  const answer = await place.answers.once('commits', () => commitsFirst(foreseen));
  if (answer === undefined) return undefined;
  const { commits, draft } = answer;
  if (foreseen.remote === null) {
    if (commits) await perform(folder, 'Committing the plan’s files', (engine) => engine.commitContext());
    // Not waited for: the message may stand for minutes.
    void offerMerge(foreseen);
    return undefined;
  }
  const how = await place.answers.once('how', () => chooseHow(foreseen, draft));
  if (how === undefined) return undefined;
  const { edit, ...chosen } = how;
  const making = { folder, options: { ...picked, ...chosen }, commits, foreseen };
  if (!edit) return make(making, log);
  await texts.edit(making);
  return undefined;
}

/** Without a remote there is nobody to ask for a merge: the user does it, in a terminal. */
async function offerMerge({ branch, base, merge }: ForeseenPullRequest): Promise<void> {
  const copy = 'Copy Command';
  const message = `There is no remote, so ${branch} is to be merged into ${base} here. In a terminal: ${merge}`;
  if ((await vscode.window.showInformationMessage(message, copy)) === copy) {
    await vscode.env.clipboard.writeText(merge);
  }
}

/** As `openExisting`; where the address isn't known, says what is waited for. */
async function openOrSay(status: PlanStatus, phase: PhaseId | undefined): Promise<{ url: string } | undefined> {
  const { pr = null, branch = null } = workOf(status, phase) ?? {};
  if (branch === null || pr?.url !== null) return openExisting(status, phase);
  const what = phase === undefined ? 'The plan' : phaseText(phase);
  void sayWaiting(what, branch);
  return undefined;
}

/** Not waited for: the message may stand for minutes. */
async function sayWaiting(what: string, branch: string): Promise<void> {
  const refresh = 'Refresh';
  const message = `${what} waits to be merged: ${branch} was pushed. Merge it on your server, then refresh.`;
  const answer = await vscode.window.showInformationMessage(message, refresh, copyBranchButton);
  if (answer === refresh) await vscode.commands.executeCommand(ids.refresh);
  if (answer === copyBranchButton) await vscode.env.clipboard.writeText(branch);
}

function workOf({ phases, plan }: PlanStatus, phase: PhaseId | undefined) {
  return phase === undefined ? plan : phases.find((each) => samePhase(each.phase, phase));
}

/** Opens the pull request of a phase, or of the simple plan. Resolves to its address. */
async function openExisting(status: PlanStatus, phase: PhaseId | undefined): Promise<{ url: string }> {
  const pr = workOf(status, phase)?.pr;
  if (!pr) throw new PlanError('PHASE_NOT_STARTED', 'There is no open pull request known. Create one first.');
  const { url } = pr;
  if (url === null) {
    throw new PlanError(
      'PHASE_NOT_STARTED',
      'The branch was pushed, and where its pull request is isn’t known. Open it on your server.',
    );
  }
  await vscode.env.openExternal(vscode.Uri.parse(url, true));
  return { url };
}
