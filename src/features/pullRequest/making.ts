import * as vscode from 'vscode';
import { Cancelled, inShort, isPlanError } from '../../core/errors';
import type { PullRequestOptions } from '../../core/types';
import type { ForeseenPullRequest, MadePullRequest } from '../../core/workflow/pullRequest';
import { perform } from '../../editor/commands/perform';
import { logFailure, wantsRetry } from '../../editor/commands/report';
import type { PlanFolder } from '../../editor/folders/planFolder';
import type { Log } from '../../editor/log';

/** A pull request that is to be made. */
export interface Making {
  folder: PlanFolder;
  options: PullRequestOptions;
  /** Whether what would be missing in it is to be committed first. */
  commits: boolean;
  foreseen: ForeseenPullRequest;
}

/** Makes it, says what is to be said of it, and opens it. Resolves to undefined when the user left. */
export async function make(making: Making, log: Log): Promise<MadePullRequest | undefined> {
  const { foreseen } = making;
  const made = await createUntilRefused(making, log);
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
  { folder, options, commits }: Making,
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

export const copyBranchButton = 'Copy Branch';

/** There is no page to open. Not waited for: the message may stand for minutes. */
async function sayPushed(branch: string): Promise<void> {
  const message = `${branch} was pushed. Open the pull request on your server.`;
  if ((await vscode.window.showInformationMessage(message, copyBranchButton)) === copyBranchButton)
    await vscode.env.clipboard.writeText(branch);
}
