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
  const ticked = await perform(folder, 'Ticking a to-do', async (engine) => {
    const index = findAgain((await engine.status()).todos, seen);
    return engine.setTodo({ index, done, ...(commit ? { commit } : {}) });
  });
  if (ticked.commit) vscode.window.setStatusBarMessage(`Committed “${commit}”`, SHOWN);
  return ticked;
}

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
