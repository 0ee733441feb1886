import * as vscode from 'vscode';
import { Cancelled, inShort, isPlanError, PlanError } from '../../core/errors';
import { phaseText } from '../../core/phaseTexts';
import { samePhase, type PhaseId, type PlanStatus, type PullRequestOptions } from '../../core/types';
import type { ForeseenPullRequest, MadePullRequest } from '../../core/workflow/pullRequest';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Log } from '../../editor/log';
import type { Deps } from '../../editor/commands/deps';
import { perform } from '../../editor/commands/perform';
import { logFailure, wantsRetry } from '../../editor/commands/report';
import { bullets } from '../../view/bullets';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { pickPhase } from '../../editor/ask/pickPhase';
import { commands as ids, nodeCommands } from '../../ids';

/**
 * *Create Pull Request*: pushes the phase's branch and opens the pull request, or the page to make it on, if one is
 * known.
 */
export function registerPullRequest({ commands, api, log }: Pick<Deps, 'commands' | 'api' | 'log'>): vscode.Disposable {
  return vscode.Disposable.from(
    commands.register(ids.createPullRequest, {
      api: (options: PullRequestOptions) => api.createPullRequest(options),
      ask: (place) => ask(place, log),
    }),
    commands.register(nodeCommands.openPullRequest, {
      api: async ({ folder, phase }: { folder?: vscode.Uri; phase?: PhaseId }) =>
        openExisting(await api.status(folder), phase),
      ask: async ({ folder, target }: CommandPlace) => openOrSay(await folder.readStatus(), target?.phase),
    }),
  );
}

async function ask(place: CommandPlace, log: Log): Promise<MadePullRequest | undefined> {
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
  const made = await createUntilRefused(folder, { ...picked, draft }, commits, log);
  if (!made) return undefined;
  sayUncommitted(foreseen);
  sayWrongBase(made);
  if (made.url !== null) await vscode.env.openExternal(vscode.Uri.parse(made.url, true));
  else void sayPushed(foreseen.branch);
  return made;
}

/**
 * Makes it, again when that failed and the user says so: the remote may be gone for a moment. What was committed by
 * then stays, and is said. Resolves to undefined when the user left.
 */
async function createUntilRefused(
  folder: PlanFolder,
  options: PullRequestOptions,
  commits: boolean,
  log: Log,
): Promise<MadePullRequest | undefined> {
  const made: { commit: string | null } = { commit: null };
  for (;;) {
    try {
      return await perform(folder, 'Creating the pull request', async (engine) => {
        if (commits && made.commit === null) made.commit = (await engine.commitContext()).commit;
        return engine.createPullRequest(options);
      });
    } catch (error) {
      if (!isPlanError(error, 'GIT_FAILED') || error instanceof Cancelled) throw error;
      logFailure(log, error);
      const said = made.commit === null ? '' : `The plan’s files were committed (${made.commit.slice(0, 7)}). `;
      if (!(await wantsRetry(log, said + error.message))) return undefined;
    }
  }
}

/** Not waited for: the message may stand for minutes. */
function sayUncommitted({ branch, uncommitted }: ForeseenPullRequest): void {
  if (uncommitted.length === 0) return;
  const what = `Uncommitted changes are not in the pull request: ${inShort(uncommitted)}.`;
  void vscode.window.showWarningMessage(`${what} Commit them on ${branch}, and push it again.`);
}

/** Not waited for: the message may stand for minutes. */
function sayWrongBase({ into, changeTo }: MadePullRequest): void {
  if (into === undefined || changeTo === undefined) return;
  void vscode.window.showWarningMessage(
    `The pull request goes into ${into}. Change its base to ${changeTo}, on its page.`,
  );
}

const copyBranchButton = 'Copy Branch';

/** There is no page to open. Not waited for: the message may stand for minutes. */
async function sayPushed(branch: string): Promise<void> {
  const message = `${branch} was pushed. Open the pull request on your server.`;
  if ((await vscode.window.showInformationMessage(message, copyBranchButton)) === copyBranchButton)
    await vscode.env.clipboard.writeText(branch);
}

interface Answer {
  /** Whether what would be missing in the pull request is to be committed first. */
  commits: boolean;
  draft: boolean;
}

/** What to do about files that would be missing; undefined when the user left. */
async function commitsFirst({ branch, files, remote }: ForeseenPullRequest): Promise<Answer | undefined> {
  if (files.length === 0) return { commits: false, draft: false };
  const buttons = buttonsFor(remote);
  const what = remote === null ? 'merge' : 'pull request';
  const then =
    remote === null
      ? ''
      : ` Then the branch will be pushed to ${remote.name}${isMadeOnline(remote) ? '.' : `, ${byHand}.`}`;
  const hint = remote?.page && !remote.drafts && remote.existing === null ? `\n\n${draftByHand}` : '';
  const commits = `“${Object.keys(buttons)[0] ?? ''}” will commit them on ${branch}, and nothing else.`;
  const answer = await vscode.window.showWarningMessage(
    `Files of the plan aren’t committed, so they would be missing in the ${what}.`,
    { modal: true, detail: `${bullets(files)}\n\n${commits}${then}${hint}` },
    ...Object.keys(buttons),
  );
  return answer === undefined ? undefined : buttons[answer];
}

/** No pull request is created where no page is known: the branch is pushed. */
function buttonsFor(remote: ForeseenPullRequest['remote']): Record<string, Answer> {
  const [commit, without] =
    remote === null
      ? ['Commit Them', 'Continue Without Them']
      : isMadeOnline(remote)
        ? ['Commit and Create', 'Create Without Them']
        : ['Commit and Push', 'Push Without Them'];
  const offersDraft = remote?.existing === null && remote.drafts;
  return {
    [commit]: { commits: true, draft: false },
    ...(offersDraft ? { 'Commit and Create Draft': { commits: true, draft: true } } : {}),
    [without]: { commits: false, draft: false },
  };
}

const isMadeOnline = ({ page, client }: NonNullable<ForeseenPullRequest['remote']>): boolean => page || client;

const draftByHand = 'For a draft, choose that on the page: it can’t be told of it beforehand.';

const byHand = 'where you will open the pull request yourself';

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
