import * as vscode from 'vscode';
import type { ExecuteOptions, ExecuteResult } from '../../core/types';
import type { Place } from '../../editor/commands';
import type { Deps } from '../../editor/deps';
import { perform } from '../../editor/perform';
import { pickPhase } from '../../editor/pickPhase';
import { branchDiffers, findPhase, viewPhase } from '../../editor/phaseView';
import type { PlanFolder } from '../../editor/planFolder';
import { commands as ids } from '../../ids';
import { askAboutRefusal } from './refusals';

/** *Start Phase*: asks only about what the engine refuses to decide by itself. */
export function registerExecutePhase({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return commands.register(ids.executePhase, { api: (options: ExecuteOptions) => api.executePhase(options), ask });
}

async function ask(place: Place): Promise<ExecuteResult | undefined> {
  const picked = await pickPhase(place, {
    title: 'Start Phase',
    placeholder: 'Which phase?',
    can: (view) => view.canStart || view.canResume || view.canStartUnmerged,
  });
  if (!picked) return undefined;
  const result = await start(place.folder, { ...picked, ...resumption(place.folder, picked) });
  if (result?.stash) {
    void vscode.window.showInformationMessage(
      `Your uncommitted changes were stashed as ${result.stash}. Apply the stash to get them back.`,
    );
  }
  return result;
}

/** What runs elsewhere was offered as *Switch to its branch*: there is nothing left to ask. */
function resumption({ status }: PlanFolder, { phase }: ExecuteOptions): ExecuteOptions {
  if (!status) return {};
  const info = phase === undefined ? undefined : findPhase(status, phase);
  const elsewhere = info ? viewPhase(status, info).canResume : status.state === 'executing' && branchDiffers(status);
  return elsewhere ? { existingBranch: 'resume' } : {};
}

/** Tries, asks about what stands in the way, and tries again with the answer. */
async function start(folder: PlanFolder, picked: ExecuteOptions): Promise<ExecuteResult | undefined> {
  const title = picked.phase === undefined ? 'Starting the plan' : `Starting phase ${picked.phase}`;
  let options = picked;
  for (;;) {
    const attempt = options;
    try {
      return await perform(folder, title, (engine) => engine.executePhase(attempt));
    } catch (error) {
      const answer = await askAboutRefusal(folder, error, attempt);
      if (!answer) return undefined;
      options = { ...attempt, ...answer };
    }
  }
}
