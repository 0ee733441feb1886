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
  /** Runs the command again. */
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
  log.warn(`${error.code}: ${error.message}`);
  if (error instanceof HalfTakenBack) {
    log.error(error.message, error.cause ?? error);
    return offerWayOut(error, about);
  }
  // Git has said everything there is to say of it.
  if (logged.has(error.code) && !(error instanceof RepositoryRefused)) {
    log.error(error.message, error.cause ?? error);
    // What refused a commit, a hook above all, can be put right at once.
    return offerLog(log, told(error, about), error.code === 'COMMIT_FAILED' ? about.retry : undefined);
  }
  await offerWayOut(error, about);
}

/** A message of VS Code is one paragraph: the lines of what a hook has said stay apart in it. */
function told({ message }: PlanError, { folder }: FailureContext): string {
  const text = message.replace(/\s*\n\s*/g, ' · ');
  return folder === undefined ? text : `${folder}: ${text}`;
}

async function offerLog(log: Log, message: string, retry?: () => Promise<unknown>): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(message, ...(retry ? ['Try Again'] : []), 'Show Log');
  if (chosen === 'Show Log') log.show();
  else if (chosen) await retry?.();
}

async function offerWayOut(error: PlanError, about: FailureContext): Promise<void> {
  const way = wayOutOf(error);
  const chosen = await vscode.window.showWarningMessage(told(error, about), ...(way ? [way.label] : []));
  if (way && chosen) await vscode.commands.executeCommand(way.command, ...(way.arguments ?? []));
}

function wayOutOf(error: PlanError): WayOut | undefined {
  if (error instanceof HalfTakenBack) return recovery;
  if (error instanceof InterruptedEarlier) return wayBack(error);
  return error instanceof NoRepository ? repository : waysOut[error.code];
}
