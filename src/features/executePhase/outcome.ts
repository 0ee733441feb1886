import * as vscode from 'vscode';
import { inShort, upperFirst } from '../../core/errors';
import type { PhaseId } from '../../core/types';
import type { Undoable } from '../../core/workflow/engine';
import type { StartResult } from '../../core/workflow/start/options';
import { SUBMODULES_EMPTY } from '../../core/steps';
import type { CommandRegistry } from '../../editor/commands/commands';
import { perform, performUncancellable, sayWhatIsLeft } from '../../editor/commands/perform';
import { plural } from '../../view/phaseView';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { openWorktree } from '../../editor/folders/worktrees';
import { phaseOrPlanText } from '../../core/phaseTexts';

/** A start that came to its end, and what takes it back; null when nothing does. */
export interface Started extends StartResult {
  phase: PhaseId | undefined;
  undo: Undoable | null;
}

/**
 * Says in one message what a start has done, with the ways back. What the status bar shows alone (a switch to what runs
 * already) is not said. Not waited for: the message may stand for minutes.
 */
export function sayStarted(commands: CommandRegistry, folder: PlanFolder, started: Started): void {
  const message = startedMessage(started);
  if (message !== null) void commands.guard(() => offer(folder, started, message));
}

/** Null when there is nothing to be told. */
function startedMessage({ phase, branch, todos, steps, commit, worktree, stash, along = [] }: Started): string | null {
  const what = phaseOrPlanText(phase);
  const put = stash === undefined ? '' : ` Your uncommitted changes were stashed as ${stash}.`;
  const empty = steps.some((step) => step.endsWith(SUBMODULES_EMPTY)) ? ` Its submodules are ${SUBMODULES_EMPTY}.` : '';
  const where = worktree === undefined ? '' : ` in ${worktree}`;
  if (commit !== undefined) {
    const made = `(commit ${commit.slice(0, 7)}), with ${plural(todos.length, 'to-do')}.`;
    const more = plural(along.length, 'other changed file');
    const besides = along.length === 0 ? '' : ` The commit also contains ${more}: ${inShort(along, 3)}.`;
    return `Started ${what} on ${branch}${where} ${made}${besides}${empty}${put}`;
  }
  if (worktree !== undefined) return `${upperFirst(what)} runs${where}.${empty}`;
  return stash === undefined ? null : `Switched to ${branch}.${put}`;
}

async function offer(folder: PlanFolder, { worktree, stash, undo }: Started, message: string): Promise<void> {
  const ways = {
    ...(worktree === undefined ? {} : { 'Open in New Window': () => openWorktree(folder, worktree) }),
    ...(stash === undefined ? {} : { 'Apply Stash': () => bringStashBack(folder, stash) }),
    ...(undo ? { Undo: () => undoStart(folder, undo) } : {}),
  };
  const answer = await vscode.window.showInformationMessage(message, ...Object.keys(ways));
  await ways[answer as keyof typeof ways]?.();
}

async function bringStashBack(folder: PlanFolder, stash: string): Promise<void> {
  await perform(folder, 'Applying the stash', (engine) => engine.applyStash(stash));
  void vscode.window.showInformationMessage(`Your changes are back. The stash entry is still there: ${stash}.`);
}

/** What it does was said a moment ago, so it isn't asked again; what is another step by now isn't taken back. */
async function undoStart(folder: PlanFolder, { title, started }: Undoable): Promise<void> {
  const done = await performUncancellable(folder, 'Undoing the start', async (engine) => {
    if ((await engine.undoable())?.started !== started) return null;
    return engine.undoLast();
  });
  if (done) sayWhatIsLeft(done);
  else
    void vscode.window.showInformationMessage(
      `“${title}” isn’t the last step any more, so it wasn’t undone. Run “Phased Plans: Undo Last Step” to take back the last one first.`,
    );
}
