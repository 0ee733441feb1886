import * as vscode from 'vscode';
import type { PullRequest } from '../../core/ports';
import type { PullRequestOptions } from '../../core/types';
import type { Place } from '../../editor/commands';
import type { Deps } from '../../editor/deps';
import { perform } from '../../editor/perform';
import { pickPhase } from '../../editor/pickPhase';
import type { PlanFolder } from '../../editor/planFolder';
import { commands as ids } from '../../ids';

/** *Create Pull Request*: pushes the phase's branch and opens the pull request, or the page to make it on, if one is known. */
export function registerPullRequest({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return commands.register(ids.createPullRequest, {
    api: (options: PullRequestOptions) => api.createPullRequest(options),
    ask,
  });
}

async function ask(place: Place): Promise<PullRequest | undefined> {
  const picked = await pickPhase(place, {
    title: 'Create Pull Request',
    placeholder: 'Of which phase?',
    can: (view) => view.canCreatePullRequest,
  });
  if (!picked) return undefined;
  const commits = await commitsFirst(place.folder, picked);
  if (commits === undefined) return undefined;
  const made = await perform(place.folder, 'Creating the pull request', async (engine) => {
    if (commits) await engine.commitContext();
    return engine.createPullRequest(picked);
  });
  if (made.url !== null) await vscode.env.openExternal(vscode.Uri.parse(made.url, true));
  else void sayPushed(place.folder, picked);
  return made;
}

/** There is no page to open. Not waited for: the message may stand for minutes. */
async function sayPushed(folder: PlanFolder, options: PullRequestOptions): Promise<void> {
  const { branch } = await (await folder.engine()).missingInPullRequest(options);
  const copy = 'Copy Branch';
  const message = `${branch} was pushed. Open the pull request on your server.`;
  if ((await vscode.window.showInformationMessage(message, copy)) === copy)
    await vscode.env.clipboard.writeText(branch);
}

/** Whether what would be missing in the pull request is to be committed first; undefined when the user left. */
async function commitsFirst(folder: PlanFolder, options: PullRequestOptions): Promise<boolean | undefined> {
  const { branch, files } = await (await folder.engine()).missingInPullRequest(options);
  if (files.length === 0) return false;
  const [commit, without] = ['Commit and Create', 'Create Without Them'];
  const answer = await vscode.window.showWarningMessage(
    `These files aren’t committed, so they would be missing in the pull request: ${files.join(', ')}.`,
    {
      modal: true,
      detail: `They will be committed on ${branch}, nothing else with them. Then the branch will be pushed.`,
    },
    commit,
    without,
  );
  return answer === undefined ? undefined : answer === commit;
}
