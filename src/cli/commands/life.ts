import { parseContext } from '../../core/context/parse';
import { PlanError } from '../../core/errors';
import { contextFileIn } from '../../core/folder/paths';
import { LARGEST_FILE } from '../../core/limits';
import type { PullRequest } from '../../core/forgePort';
import type { ArchiveOptions, ExecuteResult, PullRequestOptions, SummarizeOptions } from '../../core/types';
import type { MadePullRequest } from '../../core/workflow/pullRequest';
import { stepsOfPullRequest } from '../../core/workflow/pullRequestSteps';
import type { StartOptions } from '../../core/workflow/start/options';
import { toldOfStart } from '../../core/workflow/told';
import { isOn, flagValue, phaseOf, textsOfFlag, type Given } from '../command';
import type { CommandAnswer, Called } from '../answer';
import { defined } from '../options';
import { wouldLines } from '../dryRun';
import { linesIn, type Line } from '../terminal';
import { UsageError } from '../usage';
import { textFrom } from './plan';

/** `execute` */
export async function execute(called: Called): Promise<CommandAnswer> {
  const { engine, given, dryRun } = called;
  const options = defined({
    phase: phaseOf(given),
    branch: flagValue(given, 'branch'),
    dirty: flagValue(given, 'dirty'),
    existingBranch: flagValue(given, 'existing-branch'),
    offline: flagValue(given, 'offline'),
    unmerged: flagValue(given, 'unmerged'),
    todoList: flagValue(given, 'todo-list'),
    todos: textsOfFlag(given, 'todo'),
    dryRun: dryRun || undefined,
  }) as StartOptions;
  if (isOn(given, 'worktree') && isOn(given, 'no-worktree'))
    throw new UsageError('--worktree and --no-worktree contradict each other.', 'execute');
  const told = toldOfStart(await engine.executePhase(options));
  const { branch, steps, worktree, stash } = told;
  mustRunWhereAsked(given, told);
  if (dryRun) return { json: told, words: wouldLines('', steps) };
  // Nothing was to be done for what runs already.
  const done = steps.length > 0 ? 'Started' : 'Running already';
  const words = async (): Promise<Line[]> => [
    `${done} on ${branch}${worktree === undefined ? '' : `, in ${worktree}`}.`,
    ...(stash === undefined ? [] : [`Uncommitted changes are in the stash: ${stash}`]),
    ...(await boxesOf(called, told.todos)),
  ];
  return { json: told, words, next: true };
}

/** What runs already stays where it is: a flag that asks for another place is refused. Throws `INVALID_ARGUMENT`. */
function mustRunWhereAsked(given: Given, { steps, worktree, branch }: ExecuteResult): void {
  if (steps.length > 0) return;
  const asked = isOn(given, 'worktree') ? 'worktree' : isOn(given, 'no-worktree') ? 'no-worktree' : null;
  if (asked === null || (asked === 'worktree') === (worktree !== undefined)) return;
  const where = worktree === undefined ? `on ${branch} in this folder` : `on ${branch} in ${worktree}`;
  throw new PlanError('INVALID_ARGUMENT', `It runs already ${where}. Leave --${asked} out, or undo the start first.`);
}

/** To-dos as the context file has them by now: with their boxes, and the numbers by which `done` knows them. */
async function boxesOf({ engine, settings }: Called, texts: readonly string[]): Promise<string[]> {
  const start = await engine.readStart(contextFileIn(settings.contextFolder), LARGEST_FILE).catch(() => null);
  const left = [...texts];
  return parseContext(start?.text ?? '').todos.flatMap(({ text, marker }, index) => {
    if (text !== left[0]) return [];
    left.shift();
    return [`  ${index + 1} [${marker}] ${text}`];
  });
}

/** `summarize` */
export async function summarize({ engine, given }: Called): Promise<CommandAnswer> {
  const options = defined({
    phase: phaseOf(given),
    learnings: textsOfFlag(given, 'learning'),
    nextSteps: textsOfFlag(given, 'next'),
    open: flagValue(given, 'open'),
    commit: isOn(given, 'commit') || undefined,
  }) as SummarizeOptions;
  const { summary, warnings } = await engine.summarizePhase(options);
  return { json: { summary }, words: [`Written: ${summary}`, ...warnings.flatMap(linesIn)], next: true };
}

/** `pr` */
export async function createPullRequestOf(called: Called): Promise<CommandAnswer> {
  const { engine, given, dryRun } = called;
  const body = flagValue(given, 'body');
  const options = defined({
    phase: phaseOf(given),
    title: flagValue(given, 'title'),
    body: body === '-' ? await textFrom(called, '-') : body,
    draft: isOn(given, 'draft') || undefined,
    template: isOn(given, 'no-template') ? false : undefined,
    stacked: isOn(given, 'no-stack') ? false : undefined,
  }) as PullRequestOptions;
  if (dryRun) return foresee(called, options);
  const uncommitted = await engine.missingInPullRequest(options);
  const made = await engine.createPullRequest(options);
  return {
    json: { ...made, uncommitted },
    words: [
      MADE[made.kind](made.url ?? ''),
      ...draftWords(made),
      ...intoWords(made),
      ...missing(uncommitted, PUSH_AGAIN),
    ],
    next: true,
  };
}

const MADE: Readonly<Record<PullRequest['kind'], (url: string) => string>> = {
  created: (url) => `Created: ${url}`,
  existing: (url) => `There is one already: ${url}`,
  page: (url) => `The branch is pushed. Create the pull request on: ${url}`,
  pushed: () =>
    'The branch is pushed. No page of this server is known, so create the pull request there ' +
    '(docs/forges.md says how it can be known).',
};

/** What became of a draft, where one was asked for. */
function draftWords({ kind, draft }: PullRequest): string[] {
  if (draft === undefined) return [];
  if (draft) return ['It is a draft.'];
  return [kind === 'existing' ? 'It is left as it is.' : 'The forge couldn’t be told of a draft: choose that there.'];
}

/** Where it goes, unless that is the base branch. */
function intoWords({ kind, into, changeTo }: MadePullRequest): string[] {
  if (into === undefined) return [];
  if (changeTo !== undefined) return [`It goes into ${into}. Change its base to ${changeTo}, on its page.`];
  const upon = ', the branch that it is built upon. Once that is merged, change its base';
  return [`It goes into ${into}${kind === 'existing' ? '' : upon}.`];
}

/** What a pull request lacks, and how it gets there. */
function missing(files: readonly string[], next: string): string[] {
  if (files.length === 0) return [];
  return ['Not committed, so it is missing:', ...files.map((file) => `  ${file}`), next];
}

const COMMIT_FIRST = 'Commit that on its branch first.';
const PUSH_AGAIN = 'Commit that on its branch, then run “phased-plans pr” again: it pushes it.';

async function foresee({ engine }: Called, options: PullRequestOptions): Promise<CommandAnswer> {
  const foreseen = await engine.foreseePullRequest(options);
  const uncommitted = [...foreseen.files, ...foreseen.uncommitted];
  const steps = stepsOfPullRequest(foreseen, options);
  return {
    json: {
      dryRun: true,
      title: 'Create a pull request',
      steps,
      uncommitted,
      existing: foreseen.remote?.existing ?? null,
      pullRequest: { title: foreseen.title, body: foreseen.body, template: foreseen.template },
    },
    words: [...wouldLines('', steps), ...missing(uncommitted, COMMIT_FIRST)],
  };
}

/** `archive` */
export async function archivePlan({ engine, given }: Called): Promise<CommandAnswer> {
  if (isOn(given, 'seed') && isOn(given, 'fresh'))
    throw new UsageError('--seed and --fresh contradict each other.', 'archive');
  const options = defined({
    mode: isOn(given, 'fresh') ? 'fresh' : isOn(given, 'seed') ? 'seed' : undefined,
    unfinished: flagValue(given, 'unfinished'),
    commit: isOn(given, 'commit') || undefined,
  }) as ArchiveOptions;
  const { archive } = await engine.archive(options);
  return { json: { archive }, words: [`Archived as ${archive}. Ready for the next task.`], next: true };
}
