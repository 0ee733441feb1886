import * as vscode from 'vscode';
import { isPlanError, PlanError } from '../../core/errors';
import { AGENT_TOOLS, type AgentTool } from '../../core/tools/agentTools';
import { callTool, optionsFor } from '../../core/tools/call';
import { appendPlain } from '../../editor/plainMarkdown';
import type { PlanFolder } from '../../editor/folders/planFolder';
import type { PlanStore } from '../../editor/folders/store';

interface Call {
  tool: AgentTool;
  folder: PlanFolder;
  given: ReturnType<typeof optionsFor>;
}

/**
 * What a person is asked before a tool changes anything: the steps that it would take, or why it will be refused. What
 * only looks asks nothing.
 */
export async function prepareTool(
  store: PlanStore,
  name: string,
  input: object,
): Promise<vscode.PreparedToolInvocation> {
  const { title } = toolNamed(name);
  try {
    const { tool, folder, given } = callOf(store, name, input);
    if (!tool.changes || given.dryRun) return { invocationMessage: title };
    const told = await folder.foresee((engine) => callTool(tool, engine, { ...given, dryRun: true }));
    return { invocationMessage: title, confirmationMessages: question(title, stepsIn(told)) };
  } catch (error) {
    if (!isPlanError(error)) throw error;
    // What refuses it now may be gone when it is called: without a question nothing is changed.
    return { invocationMessage: title, confirmationMessages: question(title, [`Will be refused: ${error.message}`]) };
  }
}

/** Does what a tool does, and gives the result of the API's method as JSON. Rejects with the code and what to do. */
export async function invokeTool(
  store: PlanStore,
  name: string,
  input: object,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  const controller = new AbortController();
  const listener = token.onCancellationRequested(() => controller.abort());
  try {
    const { tool, folder, given } = callOf(store, name, input);
    const told = given.dryRun
      ? await folder.foresee((engine) => callTool(tool, engine, given))
      : await folder.run((engine) => callTool(tool, engine, given), controller.signal);
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(told))]);
  } catch (error) {
    // A model reads nothing but the message.
    throw isPlanError(error) ? new Error(`${error.code}: ${error.message}`, { cause: error }) : error;
  } finally {
    listener.dispose();
  }
}

function toolNamed(name: string): AgentTool {
  const tool = AGENT_TOOLS.find((each) => each.name === name);
  if (!tool) throw new Error(`The manifest declares ${name}, and there is no such tool.`);
  return tool;
}

/** Where a tool is called: the workspace folder of that name or address, else the one whose plan is shown. */
function callOf(store: PlanStore, name: string, input: object): Call {
  const tool = toolNamed(name);
  const { folder, ...options } = input as { folder?: unknown };
  return { tool, folder: folderNamed(store, folder), given: optionsFor(tool, options) };
}

function folderNamed(store: PlanStore, name: unknown): PlanFolder {
  const found =
    name === undefined
      ? store.active
      : store.folders.find(({ folder, uri }) =>
          [folder.name, uri.fsPath, uri.toString()].some((each) => each === name),
        );
  if (found) return found;
  if (store.folders.length === 0) throw new PlanError('NO_FOLDER', 'No folder is open. Open one first.');
  const names = store.folders.map(({ folder }) => `“${folder.name}”`).join(', ');
  throw new PlanError('INVALID_ARGUMENT', `“folder” must name one of the open folders: ${names}.`);
}

const stepsIn = (told: object): readonly string[] => (told as { steps?: readonly string[] }).steps ?? [];

/** Texts of plans and arguments are shown as they are: nothing in them is a link or a heading. */
function question(title: string, lines: readonly string[]): vscode.LanguageModelToolConfirmationMessages {
  const message = new vscode.MarkdownString();
  for (const line of lines) {
    message.appendMarkdown('- ');
    appendPlain(message, line);
    message.appendMarkdown('\n');
  }
  return { title: `${title}?`, message };
}
