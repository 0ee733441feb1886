import type * as vscode from 'vscode';
import { firstOpenTodo, GIT_PULL } from '../core/next';
import type { NextAction, PhaseId, PlanStatus } from '../core/types';
import { commands } from '../ids';
import { targetOf, type Target } from './target';

/**
 * What a click on the next action passes to its command: to one of VS Code’s, the folder. The action's own arguments are the API's options, with which a
 * command wouldn't ask; of those only the phase is kept.
 */
export function nextTarget(folder: vscode.Uri, status: PlanStatus, next: NextAction): Target | vscode.Uri {
  if (next.command === GIT_PULL) return folder;
  if (next.command === commands.openContext) return todoListTarget(folder, status);
  const options = next.arguments?.[0];
  const phase = typeof options === 'object' && options !== null ? (options as { phase?: PhaseId }).phase : undefined;
  return targetOf(folder, phase === undefined ? {} : { phase });
}

/** What a click on the to-do list passes to *Open Context File*: the first to-do that is open, where there is one. */
export function todoListTarget(folder: vscode.Uri, status: PlanStatus): Target {
  return targetOf(folder, firstOpenPlace(status));
}

/** The same without the folder. */
export function firstOpenPlace(status: PlanStatus): { todo?: number } {
  const first = firstOpenTodo(status);
  return first ? { todo: status.todos.indexOf(first) } : {};
}
