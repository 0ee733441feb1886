import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import type { PlanStatus, SetTodoOptions } from '../../core/types';
import type { CommandPlace } from '../../editor/folders/commandPlace';
import type { Deps } from '../../editor/commands/deps';
import { untilAnswered } from '../../editor/commands/perform';
import type { PlanFolder } from '../../editor/folders/planFolder';
import { progressOf, indexedTodos, type IndexedTodo } from '../../view/phaseView';
import { tick } from '../../editor/commands/tick';
import { commands as ids } from '../../ids';

/**
 * *Toggle To-Do*: the one that was clicked, the one under the cursor in the context file, or one picked from the list.
 */
export function registerTodos({ commands, api }: Pick<Deps, 'commands' | 'api'>): vscode.Disposable {
  return commands.register(ids.toggleTodo, { api: (options: SetTodoOptions) => api.setTodo(options), ask });
}

async function ask(place: CommandPlace): Promise<{ commit?: string } | undefined> {
  const { folder, target } = place;
  const editor = target ? undefined : contextEditor(folder);
  if (editor) await untilAnswered(folder, () => contextMustBeSaved(editor.document));
  // By a line: as the editor shows it, which may not have read yet what somebody else has just written.
  const status = editor ? await statusIn(folder, editor.document) : (folder.status ?? (await folder.readStatus()));
  if (status.todos.length === 0) throw new PlanError('PHASE_NOT_STARTED', 'There are no to-dos. Start a phase first.');
  const todos = indexedTodos(status, null);
  const clicked = target?.todo === undefined ? undefined : todos[target.todo];
  const todo =
    clicked ?? todoUnderCursor(editor, todos) ?? (await place.answers.once('todo', () => pickTodo(status, todos)));
  return todo && tick(folder, todo, !todo.done, place.answers);
}

/** The active editor, when it shows the folder's context file. */
function contextEditor(folder: PlanFolder): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && folder.contextPathOf(editor.document.uri) === folder.contextFile ? editor : undefined;
}

async function statusIn(folder: PlanFolder, document: vscode.TextDocument): Promise<PlanStatus> {
  return (await folder.readWith(new Map([[folder.contextFile, document.getText()]]))).status;
}

/** The lines of a text that isn't saved are not those of the file. Rejects with `CONTEXT_DIRTY`. */
async function contextMustBeSaved(document: vscode.TextDocument): Promise<void> {
  if (!document.isDirty) return;
  throw new PlanError('CONTEXT_DIRTY', 'The context file has unsaved changes. Save it, and its to-do can be ticked.');
}

function todoUnderCursor(editor: vscode.TextEditor | undefined, todos: IndexedTodo[]): IndexedTodo | undefined {
  return editor && todos.find((todo) => todo.line === editor.selection.active.line);
}

async function pickTodo(status: PlanStatus, todos: IndexedTodo[]): Promise<IndexedTodo | undefined> {
  const picked = await vscode.window.showQuickPick(
    [...todos]
      .sort((a, b) => Number(a.settled) - Number(b.settled))
      .map((todo) => ({
        label: `$(${todo.done ? 'pass-filled' : todo.settled ? 'circle-slash' : 'circle-large-outline'}) ${todo.text}`,
        description: todo.done ? 'done' : todo.settled ? 'dropped' : '',
        todo,
      })),
    { title: 'Toggle To-Do', placeHolder: `${progressOf(status.todos) ?? ''} done. Which to-do?` },
  );
  return picked?.todo;
}
