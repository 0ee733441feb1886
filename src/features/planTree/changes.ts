import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import { initMessage } from '../../core/plan/names';
import type { Place } from '../../editor/folders/place';
import { contextFolderOf, methodSettings } from '../../editor/settings';
import { settings } from '../../ids';
import { findPhase, phaseLabel } from '../../view/phaseView';

/** The part of the built-in Git extension's API that is used here. */
interface GitExtension {
  getAPI(version: 1): {
    getRepository(uri: vscode.Uri): Repository | null;
    openRepository?(root: vscode.Uri): Promise<Repository | null>;
    toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
  };
}
interface Repository {
  log(options: { range: string; maxEntries: number }): Promise<{ message: string; parents: string[] }[]>;
  diffBetween(from: string, to: string): Promise<Change[]>;
  getMergeBase(a: string, b: string): Promise<string | undefined>;
}
interface Change {
  uri: vscode.Uri;
  originalUri: vscode.Uri;
  renameUri: vscode.Uri | undefined;
  status: number;
}

/** `Status.INDEX_ADDED`, `INDEX_DELETED` and `DELETED` of the Git extension. */
const added = 1;
const deleted = [2, 6];

/** A phase with more commits than this is looked at in a Git view instead. */
const mostCommits = 1000;

/** Opens everything that a phase's branch changed in one editor, as Source Control shows the changes of a commit. */
export async function openChanges({ folder, target }: Place): Promise<void> {
  const { status } = folder;
  const phase = status && target?.phase !== undefined ? findPhase(status, target.phase) : undefined;
  if (!status?.plan || !phase?.branch) {
    throw new PlanError('PHASE_NOT_STARTED', 'This phase has no branch yet. Start it first.');
  }
  const { branch } = phase;
  const git = await gitApi();
  const repository = git.getRepository(folder.uri) ?? (await git.openRepository?.(folder.uri));
  if (!repository) {
    throw new PlanError(
      'NOT_A_REPOSITORY',
      'VS Code’s Git has not opened this repository. Source Control says why and opens it; then try again.',
    );
  }
  const commits = await repository.log({ range: branch, maxEntries: mostCommits });
  const subject = initMessage(status.plan.task, phase.phase);
  const first = commits.find(({ message }) => message.split('\n', 1)[0] === subject)?.parents[0];
  const from = first ?? (await mergeBase(repository, branch, methodSettings(folder.uri).baseBranch));
  if (!from) {
    throw new PlanError(
      'GIT_FAILED',
      `Where ${branch} began can’t be told: it has no commit “${subject}”, and no base branch. Set “${settings.baseBranch}”.`,
    );
  }
  const changes = await repository.diffBetween(from, branch);
  if (changes.length === 0) {
    void vscode.window.showInformationMessage(`${phaseLabel(phase)} has changed nothing yet.`);
    return;
  }
  // The work first: what the method noted in its own folder comes last.
  const context = `${vscode.Uri.joinPath(folder.uri, contextFolderOf(folder.uri)).path}/`;
  const noted = (change: Change) => Number(change.uri.path.startsWith(context));
  const resources = changes
    .sort((a, b) => noted(a) - noted(b))
    .map((change) => {
      const after = change.renameUri ?? change.uri;
      const left = change.status === added ? undefined : git.toGitUri(change.originalUri, from);
      const right = deleted.includes(change.status) ? undefined : git.toGitUri(after, branch);
      return [after, left, right];
    });
  await vscode.commands.executeCommand('vscode.changes', `${phaseLabel(phase)} (${branch})`, resources);
}

/** Where a branch that somebody made by hand left the base branch. */
async function mergeBase(repository: Repository, branch: string, base: string): Promise<string | undefined> {
  for (const candidate of base ? [base] : ['origin/HEAD', 'main', 'master']) {
    // One that isn't there is an error.
    const found = await repository.getMergeBase(candidate, branch).catch(() => undefined);
    if (found) return found;
  }
  return undefined;
}

async function gitApi(): Promise<ReturnType<GitExtension['getAPI']>> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  try {
    const exports = await extension?.activate();
    if (exports) return exports.getAPI(1);
  } catch {
    // Switched off in the settings.
  }
  throw new PlanError('GIT_MISSING', 'VS Code’s built-in Git extension is off. Enable it to see changes.');
}
