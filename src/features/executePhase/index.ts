import * as vscode from 'vscode';
import { statusInTongue } from '../../core/plan/statusInTongue';
import type { ExecuteOptions, ExecuteResult, PhaseInfo, PlanStatus } from '../../core/types';
import type { StartOptions, StartResult } from '../../core/workflow/start/options';
import type { CommandRegistry } from '../../editor/commands/commands';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import { perform } from '../../editor/commands/perform';
import { pickPhase, type PhaseQuestion } from '../../editor/ask/pickPhase';
import { bullets } from '../../view/bullets';
import { canResumePlan, findPhase, plural, unapprovedPlan, viewPhase } from '../../view/phaseView';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { commands as ids, nodeCommands } from '../../ids';
import { sayStarted, type Started } from './outcome';
import { askAboutRefusal, mustBePossible } from './refusals';
import { phaseAmidText, phaseOrPlanText } from '../../core/phaseTexts';

/** *Start Phase*: asks only about what the engine refuses to decide by itself. Menus call it what it is there. */
export function registerExecutePhase({
  store,
  commands,
  api,
}: Pick<Deps, 'store' | 'commands' | 'api'>): vscode.Disposable {
  const asking = (question: PhaseQuestion) => async (place: CommandPlace) => {
    const started = await ask(place, question, commands);
    // What was started is shown, whatever else runs.
    if (started) store.choose(place.folder);
    return started;
  };
  return vscode.Disposable.from(
    commands.register(ids.executePhase, {
      api: (options: ExecuteOptions) => api.executePhase(options),
      ask: asking(startQuestion),
    }),
    commands.register(nodeCommands.startPlan, { ask: asking(startQuestion) }),
    commands.register(nodeCommands.switchToBranch, { ask: asking(switchQuestion) }),
  );
}

const startQuestion: PhaseQuestion = {
  title: 'Start Phase',
  placeholder: 'Which phase?',
  can: (view) => view.canStart || view.canResume || view.canStartUnmerged,
  refuse: refusalOf,
};

const switchQuestion: PhaseQuestion = {
  title: 'Switch to Its Branch',
  placeholder: 'The branch of which phase?',
  can: (view) => view.canResume,
};

async function ask(
  place: CommandPlace,
  question: PhaseQuestion,
  commands: CommandRegistry,
): Promise<ExecuteResult | undefined> {
  const { answers } = place;
  const picked = await answers.once('phase', () => pickPhase(place, question));
  if (!picked) return undefined;
  const wanted = { ...picked, ...whatBranch(place, picked) };
  const approval = await answers.once('approval', () => askForApproval(place.folder, wanted));
  if (!approval) return undefined;
  const started = await start(place, { ...wanted, ...approval });
  if (started) sayStarted(commands, place.folder, started);
  return started;
}

/**
 * Asks what to do about a plan that says it isn’t approved; undefined when the user left.
 */
async function askForApproval(folder: PlanFolder, options: StartOptions): Promise<StartOptions | undefined> {
  if (options.existingBranch === 'resume' || !folder.status || !unapprovedPlan(folder.status)) return {};
  const foreseen = await mustBePossible(folder, options);
  // What an editor held may have been saved meanwhile.
  const plan = unapprovedPlan(await folder.readStatus());
  if (!plan) return {};
  const [approve, anyway] = ['Approve and Start', 'Start Anyway'];
  const says = plan.status === null ? 'It has no status yet.' : `Its status is “${plan.status}”.`;
  const word = statusInTongue('Approved', { label: 'Status', value: plan.status ?? '' });
  const sets = `“${approve}” will set it to “${word}” in ${plan.path}.`;
  const answer = await vscode.window.showWarningMessage(
    'This plan hasn’t been approved.',
    { modal: true, detail: [`${says} ${sets}`, ...(foreseen ? [describeCommit(foreseen)] : [])].join('\n\n') },
    approve,
    anyway,
  );
  return answer === undefined ? undefined : { approve: answer === approve };
}

/** What a start commits first, in words. */
function describeCommit({ branch, worktree, along = [] }: StartResult): string {
  // A worktree gets a commit of its own, in which no plan is.
  if (worktree !== undefined) return `Starting will create the branch ${branch} in the worktree ${worktree}.`;
  const makes = `Starting will switch to the branch ${branch} and commit the plan’s files there.`;
  const more = `${plural(along.length, 'other changed file')} will be in that commit too`;
  return along.length === 0 ? makes : `${makes} ${more}:\n${bullets(along)}`;
}

/** Why a phase of the list can't be started, with the next step. */
function refusalOf(status: PlanStatus, phase: PhaseInfo): string {
  const view = viewPhase(status, phase);
  switch (view.state) {
    case 'running':
      return phase.worktree === null
        ? 'It runs already, and its branch is checked out. Go on with its to-dos.'
        : `It runs already, in ${phase.worktree}. Open that in a new window.`;
    case 'unmerged':
      return 'It is completed. Create a pull request for it, or merge its branch.';
    case 'merged':
    case 'completed':
      return 'It is completed. Start another phase.';
    case 'dropped':
      return 'It is dropped. Start another phase, or set its status first.';
    case 'ready':
    case 'waiting':
      // The row says the reason already.
      return view.reason === null ? `It can’t start yet. ${nextStep(status, phase)}` : nextStep(status, phase);
  }
}

function nextStep(status: PlanStatus, phase: PhaseInfo): string {
  const open = phase.blockedBy.filter((id) => findPhase(status, id)?.status !== 'completed');
  const running = status.phases.find((each) => each.status === 'in_progress');
  if (running) return `Summarize ${phaseAmidText(running.phase)} first.`;
  if (open[0] !== undefined) return `Start with ${phaseAmidText(open[0])}.`;
  return phase.plan === null ? 'Write its plan first.' : 'Merge that first.';
}

/** What becomes of its branch, where a click has said it: there is nothing left to ask. */
function whatBranch({ folder: { status }, target }: CommandPlace, { phase }: ExecuteOptions): ExecuteOptions {
  if (target?.existingBranch !== undefined) return { existingBranch: target.existingBranch };
  if (!status) return {};
  const info = phase === undefined ? undefined : findPhase(status, phase);
  const elsewhere = info ? viewPhase(status, info).canResume : canResumePlan(status);
  // It was offered as *Switch to its branch*.
  return elsewhere ? { existingBranch: 'resume' } : {};
}

/** Tries, asks about what stands in the way, and tries again with the answer. */
async function start({ folder, answers }: CommandPlace, picked: StartOptions): Promise<Started | undefined> {
  const what = phaseOrPlanText(picked.phase);
  let options = { ...picked, ...answers.get<Partial<StartOptions>>('refusals') };
  for (;;) {
    const attempt = options;
    const title = attempt.existingBranch === 'resume' ? `Switching to the branch of ${what}` : `Starting ${what}`;
    try {
      return await perform(folder, title, async (engine) => {
        const result = await engine.executePhase(attempt);
        // It is started, whether it is cancelled now or not.
        const undo = result.steps.length > 0 ? await engine.undoable().catch(() => null) : null;
        return { ...result, phase: picked.phase, undo };
      });
    } catch (error) {
      const answer = await askAboutRefusal(folder, error, attempt);
      if (!answer) return undefined;
      options = { ...attempt, ...answer };
      answers.set('refusals', { ...answers.get<Partial<StartOptions>>('refusals'), ...answer });
    }
  }
}
