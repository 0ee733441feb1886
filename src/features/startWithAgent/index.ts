import * as vscode from 'vscode';
import { Untrusted } from '../../core/errors';
import type { ExecuteResult, PhaseId } from '../../core/types';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { worktreeUri } from '../../editor/folders/worktrees';
import { agentSettings } from '../../editor/settings';
import { commands as ids } from '../../ids';
import { agentPrograms, agentPrompt, chosenAgent, wordsToRun, type AgentProgram } from '../../view/agents/run';
import { findPhase, leftBranch } from '../../view/phaseView';
import { targetOf } from '../../view/target';
import { runInTerminal } from './terminal';

/**
 * *Start With Agent…*: starts a phase, with all that *Start Phase* asks, and runs an agent in a terminal of the folder
 * where it runs. What runs already is gone on with.
 */
export function registerStartWithAgent({ commands }: Pick<Deps, 'commands'>): vscode.Disposable {
  return commands.register(ids.startWithAgent, { ask: start });
}

async function start({ folder, target, answers }: CommandPlace): Promise<void> {
  if (!vscode.workspace.isTrusted) throw new Untrusted();
  const agent = await answers.once('agent', () => pickAgent(folder));
  if (!agent) return;
  await folder.refresh();
  const begun = runningAt(folder, target?.phase) ?? (await execute(folder, target?.phase));
  if (!begun) return;
  const { worktree } = begun;
  const cwd = worktree === null ? folder.planUri : await worktreeUri(folder, worktree);
  await runInTerminal(agent.name, cwd, wordsToRun(agent, agentPrompt(begun.phase)));
}

/** Undefined when the user leaves. Throws `INVALID_ARGUMENT`. */
async function pickAgent({ uri }: PlanFolder): Promise<AgentProgram | undefined> {
  const { agent, agentCommand } = agentSettings(uri);
  const chosen = chosenAgent(agent, agentCommand);
  if (chosen) return chosen;
  const picked = await vscode.window.showQuickPick(
    agentPrograms(agentCommand).map((each) => ({ label: each.name, description: each.command.join(' '), agent: each })),
    { title: 'Start With Agent', placeHolder: 'Which agent? The setting “phasedPlans.agent” chooses one for good.' },
  );
  return picked?.agent;
}

/** What runs, and where; `worktree`: from the top of the repository, null for this folder. */
interface Begun {
  phase: PhaseId | null;
  worktree: string | null;
}

/** What was meant, where it runs already and its branch is checked out; null where it is to be started. */
function runningAt({ snapshot }: PlanFolder, wanted: PhaseId | undefined): Begun | null {
  if (snapshot?.status.state !== 'executing') return null;
  const { status, branches } = snapshot;
  const phase = findPhase(status, wanted ?? status.currentPhase);
  if (phase ? phase.status !== 'in_progress' : wanted !== undefined) return null;
  const worktree = (phase ?? status.plan)?.worktree ?? null;
  if (worktree === null && leftBranch(status, branches) !== null) return null;
  return { phase: phase?.phase ?? null, worktree };
}

/** As *Start Phase* does; undefined where it isn't started, which that has said. */
async function execute(folder: PlanFolder, phase: PhaseId | undefined): Promise<Begun | undefined> {
  const target = targetOf(folder.uri, phase === undefined ? {} : { phase });
  const started = await vscode.commands.executeCommand<ExecuteResult | undefined>(ids.executePhase, target);
  if (!started) return undefined;
  const status = await folder.readStatus();
  return { phase: phase ?? status.currentPhase, worktree: started.worktree ?? null };
}
