import { firstOpenTodo, gitCommands } from '../core/reading/next';
import type { NextAction, PhaseId, PlanStatus } from '../core/types';
import { commands } from '../ids';
import { targetOf, type FolderUri, type CommandTarget } from './target';

/**
 * What a click on the next action passes to its command: to one of Git's, the folder first. The action's own arguments
 * are the API's options, with which a command of ours wouldn't ask; of those only the phase is kept.
 */
export function nextArguments(folder: FolderUri, status: PlanStatus, next: NextAction): unknown[] {
  if (isOfGit(next)) return [folder, ...(next.arguments ?? []).slice(1)];
  if (next.command === commands.openContext) return [todoListTarget(folder, status)];
  return [targetOf(folder, phaseOfAction(next))];
}

/** The phase that the next action is meant for, if it is for one. */
export function phaseOfAction({ arguments: given }: NextAction): { phase?: PhaseId } {
  const { phase } = (given?.[0] ?? {}) as { phase?: PhaseId };
  return phase === undefined ? {} : { phase };
}

/** Whether the next action is a command of VS Code's built-in Git extension. */
export function isOfGit({ command }: NextAction): boolean {
  return Object.values(gitCommands).includes(command);
}

/** Whether there is no plan here, and one on another branch, to which the next action leads. */
export function isPlanElsewhere({ state, next }: PlanStatus): boolean {
  return (state === 'uninitialized' || state === 'idle') && next !== null && isOfGit(next);
}

/** What a click on the to-do list passes to *Open Context File*: the first to-do that is open, where there is one. */
export function todoListTarget(folder: FolderUri, status: PlanStatus): CommandTarget {
  return targetOf(folder, firstOpenPlace(status));
}

/** The same without the folder. */
export function firstOpenPlace(status: PlanStatus): { todo?: number } {
  const first = firstOpenTodo(status);
  return first ? { todo: status.todos.indexOf(first) } : {};
}
