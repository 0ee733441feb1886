import * as vscode from 'vscode';
import { typedLine } from '../../view/agents/run';

/** A shell says within this time that it can be told what to run; one that doesn't is typed to. */
const LONGEST_WAIT = 3_000;

/** Runs a program in a terminal of its own. Resolves once it is begun. */
export async function runInTerminal(name: string, cwd: vscode.Uri, words: [string, ...string[]]): Promise<void> {
  const terminal = vscode.window.createTerminal({ name, cwd, iconPath: new vscode.ThemeIcon('hubot') });
  terminal.show();
  const shell = await shellOf(terminal);
  const [program, ...args] = words;
  // VS Code quotes the arguments as the shell wants them.
  if (shell) shell.executeCommand(program, args);
  else terminal.sendText(typedLine(words, process.platform === 'win32'));
}

/** Undefined where the shell has no integration, or the terminal was closed. */
function shellOf(terminal: vscode.Terminal): Promise<vscode.TerminalShellIntegration | undefined> {
  if (terminal.shellIntegration) return Promise.resolve(terminal.shellIntegration);
  return new Promise((resolve) => {
    const end = (shell?: vscode.TerminalShellIntegration): void => {
      clearTimeout(timer);
      listeners.dispose();
      resolve(shell);
    };
    const timer = setTimeout(end, LONGEST_WAIT);
    const listeners = vscode.Disposable.from(
      vscode.window.onDidChangeTerminalShellIntegration((event) => {
        if (event.terminal === terminal) end(event.shellIntegration);
      }),
      vscode.window.onDidCloseTerminal((closed) => {
        if (closed === terminal) end();
      }),
    );
  });
}
