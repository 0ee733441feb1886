import * as vscode from 'vscode';
import {
  Cancelled,
  HalfTakenBack,
  InterruptedEarlier,
  NoRepository,
  RepositoryRefused,
  isPlanError,
  type ErrorCode,
  type PlanError,
} from '../../core/errors';
import { commands } from '../../ids';
import { saysTryAgain } from '../../view/retry';
import type { Log } from '../log';

interface WayOut {
  label: string;
  command: string;
  arguments?: unknown[];
}

/**
 * The one button that helps with an expected failure. What isn't named here needs none: its message says what to do.
 */
const waysOut: Partial<Record<ErrorCode, WayOut>> = {
  UNTRUSTED: { label: 'Manage Trust', command: 'workbench.trust.manage' },
  NO_FOLDER: { label: 'Open Folder', command: 'vscode.openFolder' },
  NOT_INITIALIZED: { label: 'Initialize', command: commands.init },
  CONTEXT_INVALID: { label: 'Open Context File', command: commands.openContext },
  CONTEXT_CHANGED: { label: 'Open Context File', command: commands.openContext },
  CONTEXT_DIRTY: { label: 'Open Source Control', command: 'workbench.view.scm' },
  NO_PLAN: { label: 'Create Plan', command: commands.createPlan },
  PLAN_MISSING: { label: 'Show Problems', command: 'workbench.actions.view.problems' },
  PHASE_BLOCKED: { label: 'Show Status', command: commands.showStatus },
  NOT_MERGED: { label: 'Create Pull Request', command: commands.createPullRequest },
  DIRTY_TREE: { label: 'Open Source Control', command: 'workbench.view.scm' },
  PHASE_NOT_STARTED: { label: 'Start Phase', command: commands.executePhase },
  UNFINISHED: { label: 'Archive', command: commands.archive },
  GIT_MISSING: { label: 'Get Git', command: 'vscode.open', arguments: ['https://git-scm.com/downloads'] },
  GIT_BUSY: { label: 'Open Source Control', command: 'workbench.view.scm' },
};

/** Only where there is none: one that git can't use, or not from here, is not made usable by it. */
const repository: WayOut = { label: 'Initialize Repository', command: 'git.init' };

/** In another folder of the repository it is offered there. */
function wayBack({ elsewhere }: InterruptedEarlier): WayOut {
  if (!elsewhere || elsewhere.gone) return recovery;
  const folder = vscode.Uri.file(elsewhere.folder);
  return { label: 'Open Folder', command: 'vscode.openFolder', arguments: [folder, { forceNewWindow: true }] };
}

const recovery: WayOut = { label: 'Restore or Finish…', command: commands.recover };

/** Failures of programs and disks, whose details are in the log. */
const logged: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'COMMIT_FAILED',
  'GIT_FAILED',
  'WRITE_FAILED',
  'PULL_FAILED',
]);

/** What failed, where the message has to say it. */
export interface FailureContext {
  /** The folder's name, where there are several. */
  folder?: string;
  /** Runs the command again, with what was answered. */
  retry?: () => Promise<unknown>;
}

/** Tells a person that something failed: one message with the button that helps. */
export async function reportFailure(log: Log, error: unknown, about: FailureContext = {}): Promise<void> {
  if (error instanceof Cancelled) {
    log.info(error.message);
    if (error.outcome !== undefined) void vscode.window.showInformationMessage(error.outcome);
    return;
  }
  if (!isPlanError(error)) {
    log.error('Unexpected failure.', error);
    return offerLog(log, 'Phased Plans ran into an unexpected error.');
  }
  // Git has said everything there is to say of it.
  const isGitsOwn = error instanceof RepositoryRefused;
  const isLogged = logged.has(error.code) && !isGitsOwn;
  const isHalf = error instanceof HalfTakenBack;
  if (isLogged || isHalf) logFailure(log, error);
  else log.warn(`${error.code}: ${error.message}`);
  const retry = saysTryAgain(error.message) && !isGitsOwn ? about.retry : undefined;
  if (isLogged && !isHalf) await offerLog(log, told(error, about), retry);
  else await offerWayOut(error, told(error, about), retry);
}

/** A message of VS Code is one paragraph: the lines of what a hook has said stay apart in it. */
function told({ message }: PlanError, { folder }: FailureContext): string {
  const text = message.replace(/(?<!\s)\s*\n\s*/g, ' · ');
  return folder === undefined ? text : `${folder}: ${text}`;
}

/** The code, what was said, and what git or the system said beyond that. */
export function logFailure(log: Log, error: PlanError): void {
  log.error(`${error.code}: ${error.message}`, error.cause ?? error);
}

const TRY_AGAIN = 'Try Again';

async function offerLog(log: Log, message: string, retry?: () => Promise<unknown>): Promise<void> {
  if (retry) {
    if (await wantsRetry(log, message)) await retry();
  } else if (await vscode.window.showErrorMessage(message, 'Show Log')) {
    log.show();
  }
}

/** Whether it is to be tried again. Whoever has looked at the log is asked still. */
export async function wantsRetry(log: Log, message: string): Promise<boolean> {
  for (;;) {
    const chosen = await vscode.window.showErrorMessage(message, TRY_AGAIN, 'Show Log');
    if (chosen !== 'Show Log') return chosen === TRY_AGAIN;
    log.show();
  }
}

async function offerWayOut(error: PlanError, message: string, retry?: () => Promise<unknown>): Promise<void> {
  const way = wayOutOf(error);
  const buttons = [...(retry ? [TRY_AGAIN] : []), ...(way ? [way.label] : [])];
  const chosen = await vscode.window.showWarningMessage(message, ...buttons);
  if (chosen === TRY_AGAIN) await retry?.();
  else if (way && chosen) await vscode.commands.executeCommand(way.command, ...(way.arguments ?? []));
}

function wayOutOf(error: PlanError): WayOut | undefined {
  if (error instanceof HalfTakenBack) return recovery;
  if (error instanceof InterruptedEarlier) return wayBack(error);
  return error instanceof NoRepository ? repository : waysOut[error.code];
}
