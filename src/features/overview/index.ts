import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import type { PlanInfo } from '../../core/types';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import { openAt } from '../../editor/folders/open';
import { findPhase, planSummary } from '../../view/phaseView';
import { commands as ids, nodeCommands } from '../../ids';
import { refresh } from './refresh';
import { showStatus } from './status';
import { phaseOrPlanText } from '../../core/phaseTexts';

/** The commands that only look: status, context file, and what the tree's nodes name. */
export function registerOverview({
  commands,
  store,
  api,
}: Pick<Deps, 'commands' | 'store' | 'api'>): vscode.Disposable {
  return vscode.Disposable.from(
    commands.register(ids.showStatus, {
      api: ({ folder }: { folder?: vscode.Uri }) => api.status(folder),
      ask: showStatus,
    }),
    commands.register(ids.openContext, { ask: openContext }),
    commands.registerForAll(ids.refresh, () => refresh(store)),
    commands.register(nodeCommands.openPlan, { ask: openPlan }),
    commands.register(nodeCommands.openSummary, { ask: openSummary }),
    commands.register(nodeCommands.copyBranch, { ask: copyBranch }),
  );
}

/** At what is wrong with it, else at the to-do that was asked for. */
async function openContext({ folder, target }: CommandPlace): Promise<void> {
  const path = folder.contextFile;
  const problems = folder.status?.problems.filter(({ file }) => file === path) ?? [];
  const worst = problems.find(({ severity }) => severity === 'error');
  const problem = folder.snapshot?.obstacle?.problem ?? worst;
  if (folder.status?.state === 'uninitialized') {
    throw new PlanError('NOT_INITIALIZED', 'There is no context file yet. Initialize the folder first.');
  }
  const todo = target?.todo === undefined ? undefined : folder.status?.todos[target.todo];
  await openAt(folder, path, problem?.line ?? todo?.line);
}

async function openPlan(place: CommandPlace): Promise<void> {
  const phase = phaseOf(place);
  const path = phase ? phase.plan : planOf(place).path;
  if (!path) throw new PlanError('PLAN_MISSING', `The plan file of ${phaseOrPlanText(phase?.phase)} is missing.`);
  await openAt(place.folder, path);
}

async function openSummary(place: CommandPlace): Promise<void> {
  const { status } = place.folder;
  const phase = phaseOf(place);
  const path = phase ? phase.summary : status && (planSummary(status) ?? status.summaries.at(-1));
  if (!path) throw new PlanError('PHASE_NOT_STARTED', 'There is no summary yet. Summarize the phase first.');
  await openAt(place.folder, path);
}

async function copyBranch(place: CommandPlace): Promise<void> {
  const branch = phaseOf(place)?.branch ?? place.folder.status?.branch.expected;
  if (branch) await vscode.env.clipboard.writeText(branch);
}

function phaseOf({ folder, target }: CommandPlace) {
  return folder.status && target?.phase !== undefined ? findPhase(folder.status, target.phase) : undefined;
}

function planOf({ folder }: CommandPlace): PlanInfo {
  if (folder.status?.plan) return folder.status.plan;
  throw new PlanError('NO_PLAN', 'There is no plan. Create one first.');
}
