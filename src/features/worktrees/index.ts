import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import type { WorktreeInfo } from '../../core/workflow/engine';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import { perform } from '../../editor/commands/perform';
import { bullets } from '../../view/bullets';
import { findPhase, phaseLabel } from '../../view/phaseView';
import { phaseOfFile } from '../../editor/ask/pickPhase';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { openWorktree } from '../../editor/folders/worktrees';
import { commands as ids } from '../../ids';

/** The phases' worktrees: open one in a window of its own, remove one, repair what was moved or is gone. */
export function registerWorktrees({ commands }: Pick<Deps, 'commands'>): vscode.Disposable {
  return vscode.Disposable.from(
    commands.register(ids.openWorktree, { ask: openPicked }),
    commands.register(ids.removeWorktree, { ask: remove }),
    commands.register(ids.repairWorktrees, { ask: repair }),
  );
}

async function openPicked(place: CommandPlace): Promise<void> {
  const picked = await pickWorktree(place, 'Open Worktree in New Window', (info) => info.state === 'used');
  if (picked) await openWorktree(place.folder, picked.path);
}

/** Says first what goes with it. What is nowhere else is refused, with its name. */
async function remove(place: CommandPlace): Promise<void> {
  const { folder } = place;
  const picked = await place.answers.once('worktree', () => pickWorktree(place, 'Remove Worktree', canBeRemoved));
  if (!picked) return;
  // What can't be done isn't asked about.
  await perform(folder, 'Looking at the worktree', (engine) =>
    engine.judgeRemoveWorktree({ path: picked.path, ignored: 'remove' }),
  );
  const ignored = await (await folder.engine()).ignoredInWorktree(picked.path);
  const detail = [
    `Branch ${picked.branch ?? ''} will stay.`,
    ...(ignored.length > 0 ? ['', 'These files, which git ignores, will be deleted with it:', bullets(ignored)] : []),
  ].join('\n');
  const answer = await place.answers.once('remove', async () =>
    vscode.window.showWarningMessage(`Remove ${picked.path}?`, { modal: true, detail }, 'Remove'),
  );
  if (answer !== 'Remove') return;
  await perform(folder, 'Removing a worktree', (engine) =>
    engine.removeWorktree({ path: picked.path, ignored: ignored.length > 0 ? 'remove' : 'stop' }),
  );
}

/** A folder that no phase records and that has no branch is none of git's worktrees. */
const canBeRemoved = ({ state, branch }: WorktreeInfo) => state === 'used' || (state === 'orphaned' && branch !== null);

async function repair({ folder }: CommandPlace): Promise<void> {
  const { repaired, forgotten } = await perform(folder, 'Repairing worktrees', (engine) => engine.repairWorktrees());
  const parts = [
    ...(repaired.length > 0 ? [`Repaired ${repaired.join(', ')}.`] : []),
    ...(forgotten.length > 0 ? [`Git has forgotten ${forgotten.join(', ')}, which is gone.`] : []),
  ];
  void vscode.window.showInformationMessage(parts.length > 0 ? parts.join(' ') : 'Every worktree is as it should be.');
}

/** The worktree of the phase that was clicked, else one picked from the list, with which phase it is of. */
async function pickWorktree(
  place: CommandPlace,
  title: string,
  fits: (info: WorktreeInfo) => boolean,
): Promise<WorktreeInfo | undefined> {
  const { folder } = place;
  const all = (await (await folder.engine()).worktrees()).filter(fits);
  if (all.length === 0) throw new PlanError('PHASE_NOT_STARTED', 'There is no worktree. Start a phase in one first.');
  const named = place.target?.phase ?? phaseOfFile(place)?.phase;
  const clicked = named === undefined ? undefined : all.find(({ phase }) => phase === named);
  if (clicked) return clicked;
  const items = all.map((info) => ({ label: info.path, description: describeWorktree(folder, info), info }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'Which worktree?' }))?.info;
}

function describeWorktree({ status }: PlanFolder, { phase, branch, state }: WorktreeInfo): string {
  const known = status && phase !== null ? findPhase(status, phase) : undefined;
  return [known ? phaseLabel(known) : state === 'orphaned' ? 'no phase' : null, branch].filter(Boolean).join(' · ');
}
