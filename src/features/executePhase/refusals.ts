import * as vscode from 'vscode';
import { isPlanError, type ErrorCode, type PlanError } from '../../core/errors';
import type { StartOptions, StartResult } from '../../core/workflow/start/options';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { perform, untilAnswered, showingProgress } from '../../editor/commands/perform';
import { Drafts } from '../../editor/ask/drafts';
import { bullets } from '../../view/bullets';
import { inDialog } from '../../view/dialog';
import { askLines } from '../../editor/ask/wizard';

interface Choice {
  button: string;
  /** It changes nothing by itself, so there is nothing to look ahead at. */
  retries?: true;
  /** What it means, where the steps don't say it. */
  meaning: string;
  options: Partial<StartOptions>;
}

/** Before what creates something: the first button is what Enter takes. */
const askRemoteAgain: Choice = {
  button: 'Try Again',
  meaning: 'asks the remote once more.',
  options: {},
  retries: true,
};

/** The refusals that a person can overrule, and how. */
const choices: Partial<Record<ErrorCode, Choice[]>> = {
  DIRTY_TREE: [
    { button: 'Carry Along', meaning: 'the changes will come along, uncommitted.', options: { dirty: 'carry' } },
    {
      button: 'Stash',
      meaning: 'the changes will be put away until you apply the stash.',
      options: { dirty: 'stash' },
    },
  ],
  BRANCH_EXISTS: [
    { button: 'Resume', meaning: 'you will go on with the branch as it is.', options: { existingBranch: 'resume' } },
    {
      button: 'New Branch',
      meaning: 'the phase will start from the beginning on a branch beside it.',
      options: { existingBranch: 'suffix' },
    },
  ],
  UNFINISHED: [
    {
      button: 'Replace the List',
      meaning: 'the steps of the plan will take its place; the old items will be kept under the progress notes.',
      options: { todoList: 'replace' },
    },
  ],
  // A switch found no branch: what runs is never started from its beginning by the way.
  PHASE_NOT_STARTED: [
    askRemoteAgain,
    {
      button: 'Recreate It, Keeping the To-Dos',
      meaning: 'the branch will be made again from the start point; to-dos, ticks and notes will stay as they are.',
      options: { existingBranch: 'stop', recreate: true },
    },
  ],
  NOT_MERGED: [
    {
      button: 'Start Anyway',
      meaning: 'its work won’t be there until it is merged.',
      options: { unmerged: 'continue' },
    },
  ],
  PULL_FAILED: [
    askRemoteAgain,
    {
      button: 'Go On Without Fetching',
      meaning: 'the phase will start from what is known of the remote.',
      options: { offline: 'continue' },
    },
  ],
};

/**
 * Asks what to do about a refusal. Gives the options to try again with, or undefined when the user left; rethrows what
 * can't be answered.
 */
export async function askAboutRefusal(
  folder: PlanFolder,
  error: unknown,
  tried: StartOptions,
): Promise<Partial<StartOptions> | undefined> {
  if (isPlanError(error, 'NO_STEPS') && !tried.todos) return askForSteps(folder, tried);
  if (isPlanError(error, 'CONTEXT_DIRTY')) return askToCommit(folder, error);
  // What was answered once and is refused again can't be helped by asking again.
  const open = isPlanError(error) ? (choices[error.code] ?? []).filter((choice) => !answered(choice, tried)) : [];
  if (!isPlanError(error) || open.length === 0 || open.length < (choices[error.code]?.length ?? 0)) throw error;
  const foreseen = await showingProgress('Looking ahead', foresee(folder, open, error.code, tried));
  if (foreseen.every(({ choice }) => choice.retries)) throw error;
  const { title, detail } = inDialog(error, describeForeseen(foreseen));
  const answer = await vscode.window.showWarningMessage(
    title,
    { modal: true, detail },
    ...foreseen.map(({ choice }) => choice.button),
  );
  return foreseen.find(({ choice }) => choice.button === answer)?.choice.options;
}

function answered({ options }: Choice, tried: StartOptions): boolean {
  return Object.keys(options).some((key) => {
    const value = tried[key as keyof StartOptions];
    return value !== undefined && value !== 'stop' && value === options[key as keyof StartOptions];
  });
}

interface Foreseen {
  choice: Choice;
  /** What it would do; null when something else has to be asked first, and for a second try. */
  steps: string[] | null;
}

/**
 * Tries each choice dry, so that the user reads what it will do before choosing. One that changes nothing is dropped.
 */
async function foresee(folder: PlanFolder, open: Choice[], code: ErrorCode, tried: StartOptions): Promise<Foreseen[]> {
  const engine = await folder.engine();
  const foreseen: Foreseen[] = [];
  // One after another: each may fetch.
  for (const choice of open) {
    if (choice.retries) {
      foreseen.push({ choice, steps: null });
      continue;
    }
    try {
      const { steps } = await engine.executePhase({ ...tried, ...choice.options, dryRun: true });
      foreseen.push({ choice, steps });
    } catch (error) {
      if (!isPlanError(error)) throw error;
      if (error.code !== code) foreseen.push({ choice, steps: null });
    }
  }
  return foreseen;
}

/** Each choice with the steps that only it takes, then the steps that all take. */
function describeForeseen(foreseen: readonly Foreseen[]): string {
  const plans = foreseen.flatMap(({ steps }) => (steps === null ? [] : [steps.map(withoutTime)]));
  const shared = (plans[0] ?? []).filter((step) => plans.length > 1 && plans.every((plan) => plan.includes(step)));
  const own = foreseen.map(({ choice, steps }) => {
    const lines = (steps ?? []).map(withoutTime).filter((step) => !shared.includes(step));
    const says = `${choice.button}: ${choice.meaning}`;
    return lines.length === 0 ? says : `${says}\n${bullets(lines)}`;
  });
  return [...own, ...(shared.length > 0 ? [`In any case:\n${bullets(shared)}`] : [])].join('\n\n');
}

/** Changed plans that the start point has otherwise can't come along; committed where they are, they don't have to. */
async function askToCommit(folder: PlanFolder, error: PlanError): Promise<Partial<StartOptions> | undefined> {
  const commit = 'Commit Them Here';
  const files = await perform(folder, 'Looking for changed files', (engine) => engine.uncommittedContext());
  const where = folder.status?.branch.actual ?? 'the branch that is checked out';
  const commits = `These will be committed on ${where}, nothing else with them.`;
  const then = `${commits} Then the phase will start.\n${bullets(files)}`;
  const { title, detail } = inDialog(error, then);
  const answer = await vscode.window.showWarningMessage(title, { modal: true, detail }, commit);
  if (answer !== commit) return undefined;
  const done = await perform(folder, 'Committing the plan’s files', (engine) => engine.commitContext());
  // Nothing was committed, so trying again would end here again.
  if (done.commit === null) throw error;
  return {};
}

/** The name of a stash ends in the moment of its making, which isn't now. */
const withoutTime = (step: string) => step.replace(/ \d{4}-\d\d-\d\dT[\d:.]+Z/, '');

const typedSteps = new Drafts<string[]>(() => []);

/** What is typed is kept in the plan, whatever becomes of the start. */
async function askForSteps(folder: PlanFolder, tried: StartOptions): Promise<Partial<StartOptions> | undefined> {
  const { phase } = tried;
  await mustBePossible(folder, { ...tried, todos: ['…'] });
  const draft = `${folder.uri.toString()} ${folder.status?.plan?.path ?? ''} ${phase ?? ''}`;
  const todos = await askLines(typedSteps.of(draft), {
    title: phase === undefined ? 'Steps of the Plan' : 'Steps of the Phase',
    prompt: (count) =>
      count === 1
        ? 'The plan names no steps. What is the first one? It will be written into the plan.'
        : `Step ${count}. Leave it empty to start the ${phase === undefined ? 'plan' : 'phase'}.`,
    placeholder: 'Create the users table',
  });
  if (!todos || todos.length === 0) return undefined;
  const steps = { steps: todos, ...(phase === undefined ? {} : { phase }) };
  await perform(folder, 'Writing the steps', (engine) => engine.writeSteps(steps));
  typedSteps.drop(draft);
  return { todos };
}

/**
 * Nobody is asked anything for a start that can’t be: rejects with what no answer helps. What is unsaved is offered to
 * be saved first: it may hold the answers. Resolves to what the start will come to; null where something has to be
 * answered before that is known.
 */
export async function mustBePossible(folder: PlanFolder, options: StartOptions): Promise<StartResult | null> {
  const engine = await folder.engine();
  const lookAhead = () => showingProgress('Looking ahead', engine.executePhase({ ...options, dryRun: true }));
  try {
    return await untilAnswered(folder, lookAhead);
  } catch (error) {
    // Steps would be asked for, and what stands in the way behind that is helped by none.
    if (isPlanError(error, 'NO_STEPS') && !options.todos) {
      return mustBePossible(folder, { ...options, todos: ['…'] });
    }
    if (!isPlanError(error) || !canBeAnswered(error.code)) throw error;
    return null;
  }
}

const canBeAnswered = (code: ErrorCode): boolean => code in choices || code === 'NO_STEPS' || code === 'CONTEXT_DIRTY';
