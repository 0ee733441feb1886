import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import type { MadePullRequest } from '../../core/workflow/pullRequest';
import { perform } from '../../editor/commands/perform';
import { pullRequestContextKeys } from '../../ids';
import { asDocument, readDocument } from '../../view/pullRequestText';
import type { Making } from './making';

/** Pull requests whose title and text are in editors, as documents that are no files. */
export interface PullRequestTexts extends vscode.Disposable {
  /** Shows them as one document, the title in its first line. Nothing is made before its button is pressed. */
  edit(making: Making): Promise<void>;
  /**
   * Makes the one that a document, left out the active one, is the text of, and closes that; it stays open when the
   * user leaves, and when it is refused. Throws `INVALID_ARGUMENT` for one without a title.
   */
  submit(uri: vscode.Uri | undefined): Promise<MadePullRequest | undefined>;
}

export function createPullRequestTexts(
  make: (making: Making) => Promise<MadePullRequest | undefined>,
): PullRequestTexts {
  const open = new Map<vscode.TextDocument, Making>();
  const sync = async (): Promise<void> => {
    const paths = [...open.keys()].map(({ uri }) => uri.path);
    await vscode.commands.executeCommand('setContext', pullRequestContextKeys.texts, paths);
  };
  const waitFor = async (document: vscode.TextDocument, making: Making): Promise<void> => {
    if (document.isClosed) return;
    open.set(document, making);
    await sync();
  };
  const forget = async (document: vscode.TextDocument): Promise<void> => {
    if (open.delete(document)) await sync();
  };
  const closing = vscode.workspace.onDidCloseTextDocument((document) => void forget(document));
  return {
    async edit(making) {
      const content = asDocument(await textOf(making));
      const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
      await waitFor(document, making);
      await vscode.window.showTextDocument(document, { preview: false });
    },
    async submit(uri) {
      const shown = uri?.toString() ?? vscode.window.activeTextEditor?.document.uri.toString();
      const [document, making] = [...open].find(([each]) => each.uri.toString() === shown) ?? [];
      if (!document || !making) return undefined;
      const text = readDocument(document.getText());
      if (text.title === '') throw new PlanError('INVALID_ARGUMENT', noTitle);
      // A second press would make it twice.
      await forget(document);
      const options = { ...making.options, ...text };
      const made = await make({ ...making, options }).catch(async (error: unknown) => {
        await waitFor(document, making);
        throw error;
      });
      if (made) await close(document);
      else await waitFor(document, making);
      return made;
    },
    dispose() {
      closing.dispose();
    },
  };
}

const noTitle = 'A pull request needs a title. Write it in the first line, then try again.';

/** What was foreseen had the template in it. */
async function textOf({ folder, options, foreseen }: Making): Promise<{ title: string; body: string }> {
  if (foreseen.template === null || options.template !== false) return foreseen;
  return perform(folder, 'Looking at the remote', (engine) => engine.foreseePullRequest(options));
}

/** Without the question whether to save it: it is in the pull request. */
async function close(document: vscode.TextDocument): Promise<void> {
  if (document.isClosed) return;
  await vscode.window.showTextDocument(document, { preview: false });
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}
