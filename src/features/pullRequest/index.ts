import * as vscode from 'vscode';
import type { PullRequest } from '../../core/ports';
import type { PullRequestOptions } from '../../core/types';
import type { Place } from '../../editor/commands';
import type { Deps } from '../../editor/deps';
import { perform } from '../../editor/perform';
import { pickPhase } from '../../editor/pickPhase';
import { commands as ids } from '../../ids';

/** *Create Pull Request*: pushes the phase's branch and opens the pull request, or the page to make it on. */
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
  const made = await perform(place.folder, 'Creating the pull request', (engine) => engine.createPullRequest(picked));
  await vscode.env.openExternal(vscode.Uri.parse(made.url, true));
  return made;
}
