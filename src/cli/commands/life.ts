import type { ArchiveOptions, PullRequestOptions, SummarizeOptions } from '../../core/types';
import type { StartOptions } from '../../core/workflow/start/options';
import { toldOfStart } from '../../core/workflow/told';
import { isOn, flagValue, textsOfFlag } from '../command';
import type { CommandAnswer, Called } from '../answer';
import { defined } from '../options';
import { UsageError } from '../usage';
import { textFrom } from './plan';

/** `execute` */
export async function execute({ engine, given, dryRun }: Called): Promise<CommandAnswer> {
  const options = defined({
    phase: flagValue(given, 'phase'),
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
  const { branch, todos, steps, worktree, stash } = told;
  if (dryRun) return { json: told, words: ['Nothing was changed; it would:', ...steps.map((step) => `  ${step}`)] };
  const words = [
    `Started on ${branch}${worktree === undefined ? '' : `, in ${worktree}`}.`,
    ...(stash === undefined ? [] : [`Uncommitted changes are in the stash: ${stash}`]),
    ...todos.map((todo, index) => `  ${index + 1} [ ] ${todo}`),
  ];
  return { json: told, words };
}

/** `summarize` */
export async function summarize({ engine, given }: Called): Promise<CommandAnswer> {
  const options = defined({
    phase: flagValue(given, 'phase'),
    learnings: textsOfFlag(given, 'learning'),
    nextSteps: textsOfFlag(given, 'next'),
    open: flagValue(given, 'open'),
    commit: isOn(given, 'commit') || undefined,
  }) as SummarizeOptions;
  const { summary, warnings } = await engine.summarizePhase(options);
  return { json: { summary }, words: [`Written: ${summary}`, ...warnings] };
}

/** `pr` */
export async function createPullRequestOf(called: Called): Promise<CommandAnswer> {
  const { engine, given, dryRun } = called;
  const body = flagValue(given, 'body');
  const options = defined({
    phase: flagValue(given, 'phase'),
    title: flagValue(given, 'title'),
    body: body === '-' ? await textFrom(called, '-') : body,
  }) as PullRequestOptions;
  if (dryRun) return foresee(called, options);
  const made = await engine.createPullRequest(options);
  const where = made.url ?? 'where the server has it';
  const words = {
    created: `Created: ${where}`,
    existing: `There is one already: ${where}`,
    page: `The branch is pushed. Make it on: ${where}`,
    pushed: 'The branch is pushed. Make the pull request where the server has it.',
  }[made.kind];
  return { json: made, words: [words] };
}

async function foresee({ engine }: Called, options: PullRequestOptions): Promise<CommandAnswer> {
  const { branch, base, remote, files, uncommitted, merge } = await engine.foreseePullRequest(options);
  const steps = remote
    ? [`Push ${branch} to ${remote.name}`, `Open a pull request into ${base}, or name the page to make it on`]
    : [`There is no remote to push to. Merge it here: ${merge}`];
  const missing = [...files, ...uncommitted];
  const warned =
    missing.length > 0 ? ['Not committed, so it would be missing:', ...missing.map((file) => `  ${file}`)] : [];
  return {
    json: { dryRun: true, title: 'Create a pull request', steps, uncommitted: missing },
    words: ['Nothing was changed; it would:', ...steps.map((step) => `  ${step}`), ...warned],
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
  return { json: { archive }, words: [`Archived as ${archive}. Ready for the next task.`] };
}
