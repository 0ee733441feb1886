import type * as vscode from 'vscode';
import type { NextAction, PhaseId } from '../core/types';
import { targetOf, type Target } from './target';

/**
 * What a click on the next action passes to its command. The action's own arguments are the API's options, with which a
 * command wouldn't ask; of those only the phase is kept.
 */
export function nextTarget(folder: vscode.Uri, next: NextAction): Target {
  const options = next.arguments?.[0];
  const phase = typeof options === 'object' && options !== null ? (options as { phase?: PhaseId }).phase : undefined;
  return targetOf(folder, phase === undefined ? {} : { phase });
}
