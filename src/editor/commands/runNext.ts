import * as vscode from 'vscode';
import type { NextAction, PlanStatus } from '../../core/types';
import { nextArguments } from '../../view/nextAction';
import type { PlanFolder } from '../folders/planFolder';

/** Does the next action of a folder, as a click on it in the *Plan* view. Resolves to what its command gives. */
export function runNext(folder: PlanFolder, status: PlanStatus, next: NextAction): Thenable<unknown> {
  return vscode.commands.executeCommand(next.command, ...nextArguments(folder.uri, status, next));
}
