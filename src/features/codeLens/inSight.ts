import type { Obstacle } from '../../core/reading/obstacle';
import type { PlanStatus } from '../../core/types';
import { commands, nodeCommands } from '../../ids';
import { switchedOff } from '../../view/shownStatus';
import type { Lens } from './model';

/** What only looks. */
const LOOKS: ReadonlySet<string | undefined> = new Set([
  commands.showStatus,
  commands.openContext,
  nodeCommands.openPullRequest,
  'vscode.open',
]);

/** The status by which lenses stay where they are. */
export const statusInSight = (status: PlanStatus): PlanStatus => ({ ...status, readable: true, next: null });

/**
 * The lenses while the state block can't be read: those of the plan that is kept in sight, with what would write
 * switched off, and the way to the repair above the title.
 */
export function lensesInSight(lenses: readonly Lens[], titleLine: number, obstacle: Obstacle): Lens[] {
  const looking = lenses.map((lens) =>
    LOOKS.has(lens.command) ? lens : { line: lens.line, title: lens.title, tooltip: switchedOff },
  );
  return [needsRepair(titleLine, obstacle), ...looking];
}

function needsRepair(line: number, { problem: { message }, next }: Obstacle): Lens {
  return {
    line,
    title: `$(warning) ${next ? `The context file needs repair: ${next.title}` : 'The context file needs repair'}`,
    tooltip: message,
    command: next?.command ?? commands.openContext,
  };
}
