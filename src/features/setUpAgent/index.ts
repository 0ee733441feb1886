import * as vscode from 'vscode';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import { perform } from '../../editor/commands/perform';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { uriIn } from '../../editor/paths';
import { createVirtualTexts, type VirtualTexts } from '../../editor/virtualTexts';
import { commands as ids, editorCommands } from '../../ids';
import { AGENTS, type Agent } from '../../view/agents/agents';
import { setUpPage, skillQuestion, type SetUpFacts } from '../../view/agents/setUpPage';

interface SetUpAgentDeps extends Pick<Deps, 'commands'> {
  /** The skill that the extension brings. */
  skill: () => Promise<string>;
  /** How the command-line program is called where it isn't on the PATH. */
  program: () => Promise<string>;
}

/**
 * *Set Up Agent…*: writes the skill where an agent looks for it, and shows what is to be added to the agent's own
 * settings, which are never written.
 */
export function registerSetUpAgent({ commands, skill, program }: SetUpAgentDeps): vscode.Disposable {
  const texts = createVirtualTexts('phased-plans-agent');

  async function setUp({ folder, answers }: CommandPlace): Promise<void> {
    const agent = await answers.once('agent', pickAgent);
    if (!agent) return;
    const [text, was] = await Promise.all([skill(), folder.engine().then((engine) => engine.readSkill(agent.skill))]);
    const show = async (became: SetUpFacts['skill']): Promise<void> =>
      showPage(texts, agent, { skill: became, program: await program() });
    const write = async (): Promise<void> => {
      await perform(folder, 'Writing the skill', (engine) => engine.writeSkill({ path: agent.skill, was, text }));
      await show('written');
    };
    if (was === text) return show('as before');
    const answer = await answers.once('skill', () => askToWrite(agent, was !== null));
    if (answer === 'write') return write();
    if (answer === 'show') return show(was === null ? 'not there' : 'as before');
    if (answer !== 'compare') return;
    await compare(texts, folder, { agent, text });
    // Not awaited: it may be looked at for as long as it takes.
    void commands.guard(async () => {
      const { write: replace } = skillQuestion(agent, true);
      const message = `On the right is the skill of this version. Replace ${agent.skill}?`;
      if ((await vscode.window.showInformationMessage(message, replace)) === replace) await write();
    });
  }

  return vscode.Disposable.from(
    texts,
    commands.register(ids.setUpAgent, { ask: setUp }),
    commands.registerForAll(editorCommands.copyAgentSettings, async (uri: vscode.Uri) => {
      const page = await vscode.workspace.openTextDocument(uri);
      await vscode.env.clipboard.writeText(page.getText());
      vscode.window.setStatusBarMessage('$(check) The settings are copied.', 3_000);
    }),
  );
}

async function pickAgent(): Promise<Agent | undefined> {
  const picked = await vscode.window.showQuickPick(
    AGENTS.map((agent) => ({ label: agent.name, description: agent.skill, agent })),
    { title: 'Set Up Agent', placeHolder: 'Which agent? Beside it is where its skill will be.' },
  );
  return picked?.agent;
}

const COMPARE = 'Compare';
const ONLY_SHOW = 'Only Show Settings';

/** Undefined when the user leaves. */
async function askToWrite(agent: Agent, isThere: boolean): Promise<'write' | 'compare' | 'show' | undefined> {
  const { message, detail, write } = skillQuestion(agent, isThere);
  const others = isThere ? [COMPARE, ONLY_SHOW] : [ONLY_SHOW];
  const ask = isThere ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const answer = await ask(message, { modal: true, detail }, write, ...others);
  if (answer === write) return 'write';
  return answer === COMPARE ? 'compare' : answer === ONLY_SHOW ? 'show' : undefined;
}

async function compare(texts: VirtualTexts, folder: PlanFolder, of: { agent: Agent; text: string }): Promise<void> {
  const file = uriIn(folder.planUri, of.agent.skill);
  const ours = texts.add(file, () => of.text);
  await vscode.commands.executeCommand('vscode.diff', file, ours, 'The Skill That Is There and This Version’s');
}

async function showPage(texts: VirtualTexts, agent: Agent, facts: SetUpFacts): Promise<void> {
  const page = setUpPage(agent, facts);
  const uri = texts.add(vscode.Uri.file(`/Set Up ${agent.name}.md`), () => page);
  await vscode.window.showTextDocument(uri, { preview: false });
}
