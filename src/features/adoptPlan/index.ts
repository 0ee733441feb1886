import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import { phaseText } from '../../core/phaseTexts';
import type { AdoptOptions } from '../../core/types';
import type { AdoptedPhase, Adoption } from '../../core/workflow/adopt';
import type { StatusSource } from '../../core/workflow/rebuild/phases';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { PlanFolder } from '../../editor/folders/planFolder';
import type { Deps } from '../../editor/commands/deps';
import { perform } from '../../editor/commands/perform';
import { commands as ids } from '../../ids';
import { bulletsInShort } from '../../view/bullets';

/** *Use This Plan*: has the context file name a plan that is there as the one under way. Says first what it reads. */
export function registerAdoptPlan({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return commands.register(ids.adoptPlan, { api: (options: AdoptOptions) => api.adoptPlan(options), ask });
}

async function ask({ folder, target, answers }: CommandPlace): Promise<{ files: string[] } | undefined> {
  const plan = target?.path ?? (await answers.once('plan', () => pickPlan(folder)));
  if (plan === undefined) return undefined;
  const foreseen = await perform(folder, 'Reading the plan', (engine) => engine.foreseeAdoption({ plan }));
  const use = 'Use This Plan';
  const message = `Use “${foreseen.title}”?`;
  const answer = await answers.once('use', async () =>
    vscode.window.showInformationMessage(message, { modal: true, detail: detailOf(foreseen) }, use),
  );
  if (answer !== use) return undefined;
  return perform(folder, 'Using the plan', (engine) => engine.adoptPlan({ plan }));
}

async function pickPlan(folder: PlanFolder): Promise<string | undefined> {
  const plans = await perform(folder, 'Looking for plans', (engine) => engine.openPlans());
  if (plans.length === 0) {
    const { contextFile } = folder;
    const where = contextFile.replace(/[^/]*$/, 'plans');
    throw new PlanError('PLAN_MISSING', `${where} has no plan that is neither completed nor archived. Create one.`);
  }
  const items = plans.map(({ path, title }) => ({ label: title, description: path, path }));
  const picked = await vscode.window.showQuickPick(items, { title: 'Use a Plan', placeHolder: 'Which plan?' });
  return picked?.path;
}

const SAID_BY: Record<StatusSource, string> = {
  state: 'by a context file',
  summary: 'by its summary',
  plan: 'by its plan file',
  master: 'by the master plan',
  branch: 'by its branch',
};

/** `Phase 1 · Database: completed, by its summary`. */
function phaseLine({ phase, name, status, saidBy, hasFile }: AdoptedPhase): string {
  const known = [status.replace('_', ' '), ...(saidBy ? [SAID_BY[saidBy]] : []), ...(hasFile ? [] : ['no plan file'])];
  const number = phaseText(phase);
  return `${name === '' || name === number ? number : `${number} · ${name}`}: ${known.join(', ')}`;
}

function detailOf({ proposal: { path, before }, phases, sections }: Adoption): string {
  const what = before === null ? `${path} will be created, and name it` : `${path} will name it`;
  const read = phases.map(phaseLine);
  const as =
    read.length > 0
      ? ` as the plan under way, with:\n\n${bulletsInShort(read)}\n\n`
      : `, ${
          sections > 0
            ? `with its ${sections} phases as parts of one plan, since they have no files of their own`
            : 'a plan without phases'
        }, as the plan under way.\n\n`;
  return `${what}${as}No other file and no branch will change.`;
}
