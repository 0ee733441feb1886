import * as vscode from 'vscode';
import type { Answers } from '../answers';
import { PlanError } from '../../core/errors';
import type { Todo } from '../../core/types';
import { perform } from './perform';
import type { PlanFolder } from '../folders/planFolder';
import { commitsTodos } from '../settings';
import { describeTodoCommit } from '../../view/todoCommit';
import type { ForeseenTodoCommit } from '../../core/workflow/todoCommit';

/**
 * Ticks a to-do a person sees, by what it says: the list may have changed since it was shown. Asks for a commit message
 * first when the setting says so.
 *
 * @returns undefined when the user left the question.
 */
export async function tick(
  folder: PlanFolder,
  seen: Todo & { index: number },
  done: boolean,
  answers: Answers,
): Promise<{ commit?: string } | undefined> {
  const foreseen = done && commitsTodos(folder.uri) ? await foresee(folder, seen) : null;
  const commit =
    foreseen && foreseen.files.length > 0 ? await answers.once('message', () => askForMessage(seen, foreseen)) : '';
  if (commit === undefined) return undefined;
  const keeping = keepSelections(folder);
  const ticked = await perform(folder, 'Ticking a to-do', async (engine) => {
    const index = findAgain((await engine.status()).todos, seen);
    return engine.setTodo({ index, done, ...(commit ? { commit } : {}) });
  }).finally(() => void setTimeout(() => void keeping.dispose(), READ_AGAIN_WITHIN));
  if (ticked.commit) vscode.window.setStatusBarMessage(`Committed “${commit}”`, SHOWN);
  return ticked;
}

/**
 * Read again from disk, a file moves a cursor on a line that changed to another one, and the next press would tick
 * another to-do: until this is disposed of, the cursor is put back on its line whenever nobody has moved it.
 */
function keepSelections(folder: PlanFolder): vscode.Disposable {
  const kept = new Map(
    vscode.window.visibleTextEditors
      .filter(({ document }) => folder.contextPathOf(document.uri) === folder.contextFile && !document.isDirty)
      .map((editor) => [editor, selectedIn(editor)]),
  );
  return vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
    const before = kept.get(textEditor);
    if (!before) return;
    // Mouse, keys and commands move it to where somebody wants it.
    if (kind !== undefined) kept.set(textEditor, selectedIn(textEditor));
    else putBack(textEditor, before);
  });
}

interface Selected {
  selections: readonly vscode.Selection[];
  /** What stands in the line of the cursor, whatever is in its box. */
  text: string;
}

function selectedIn({ document, selections, selection }: vscode.TextEditor): Selected {
  return { selections, text: withoutBox(document.lineAt(selection.active.line).text) };
}

/** To the line with the text of before, the nearest where there are several; nowhere where there is none. */
function putBack(editor: vscode.TextEditor, { selections, text }: Selected): void {
  const { document } = editor;
  const was = selections[0]?.active.line ?? 0;
  const lines = Array.from({ length: document.lineCount }, (_, line) => line);
  const [now] = lines
    .filter((line) => withoutBox(document.lineAt(line).text) === text)
    .sort((a, b) => Math.abs(a - was) - Math.abs(b - was));
  if (now === undefined) return;
  const moved = (at: vscode.Position) => at.with({ line: Math.max(0, at.line + now - was) });
  editor.selections = selections.map(({ anchor, active }) => new vscode.Selection(moved(anchor), moved(active)));
}

const withoutBox = (line: string): string => line.replace(/\[.\]/, '');

/** How long VS Code may take to read a file again that was changed on disk, in milliseconds. */
const READ_AGAIN_WITHIN = 5000;

/** How long it is told that something was committed, in milliseconds. */
const SHOWN = 5000;

/** What refuses the tick is said before a message is asked for. */
function foresee(folder: PlanFolder, seen: Todo & { index: number }): Promise<ForeseenTodoCommit> {
  return perform(folder, 'Looking at what will be committed', async (engine) => {
    const index = findAgain((await engine.status()).todos, seen);
    return engine.foreseeTodoCommit({ index, done: true, commit: ' ' });
  });
}

async function askForMessage(todo: Todo, foreseen: ForeseenTodoCommit): Promise<string | undefined> {
  const message = await vscode.window.showInputBox({
    title: 'Commit To-Do',
    prompt: `${describeTodoCommit(foreseen)} Leave the message empty to tick without a commit.`,
    value: `feat: ${todo.text}`,
    ignoreFocusOut: true,
  });
  return message?.trim();
}

/** Where the to-do stands now: the nearest one that says the same. */
function findAgain(todos: readonly Todo[], seen: Todo & { index: number }): number {
  const same = todos.map((todo, index) => ({ todo, index })).filter(({ todo }) => todo.text === seen.text);
  const [nearest] = same.sort((a, b) => Math.abs(a.index - seen.index) - Math.abs(b.index - seen.index));
  if (nearest) return nearest.index;
  throw new PlanError('CONTEXT_CHANGED', `“${seen.text}” is no longer on the to-do list.`);
}
