import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import type { CommandPlace } from '../../editor/folders/commandPlace';
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
  diffBetween(from: string, to: string): Promise<Change[]>;
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

/** Opens everything that a phase's branch changed in one editor, as Source Control shows the changes of a commit. */
export async function openChanges({ folder, target }: CommandPlace): Promise<void> {
  const { status } = folder;
  const phase = status && target?.phase !== undefined ? findPhase(status, target.phase) : undefined;
  if (!phase) throw new PlanError('UNKNOWN_PHASE', 'This phase is no longer in the plan.');
  const { branch, from, to } = await (await folder.engine()).phaseRange({ phase: phase.phase });
  const git = await gitApi();
  const repository = git.getRepository(folder.uri) ?? (await git.openRepository?.(folder.uri));
  if (!repository) {
    throw new PlanError(
      'NOT_A_REPOSITORY',
      'VS Code’s Git has not opened this repository. Source Control says why and opens it; then try again.',
    );
  }
  const changes = await repository.diffBetween(from, to);
  if (changes.length === 0) {
    void vscode.window.showInformationMessage(`${phaseLabel(phase)} has changed nothing yet.`);
    return;
  }
  // The work first: what the method noted in its own folder comes last.
  const context = `${vscode.Uri.joinPath(folder.uri, folder.contextFolder).path}/`;
  const noted = (change: Change) => Number(change.uri.path.startsWith(context));
  const resources = changes
    .sort((a, b) => noted(a) - noted(b))
    .map((change) => {
      const after = change.renameUri ?? change.uri;
      const left = change.status === added ? undefined : git.toGitUri(change.originalUri, from);
      const right = deleted.includes(change.status) ? undefined : git.toGitUri(after, to);
      return [after, left, right];
    });
  await vscode.commands.executeCommand('vscode.changes', `${phaseLabel(phase)} (${branch})`, resources);
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
