import * as vscode from 'vscode';
import { PlanError } from '../../core/errors';
import { readCall } from './call';
import { Answers } from '../answers';
import type { Log } from '../log';
import { pickFolder, type FolderNeed } from '../ask/pickFolder';
import type { CommandPlace } from '../folders/commandPlace';
import { needs, writesState } from '../../view/offers';
import { reportFailure, type FailureContext } from './report';
import type { PlanFolder } from '../folders/planFolder';
import type { PlanStore } from '../folders/store';

interface CommandParts<O, R> {
  /** Called by a program with the API's options: no prompt, the API's result, coded errors. */
  api?(options: O): Promise<R>;
  /** Which folders are offered, where the plan's status alone doesn't say it. */
  need?: FolderNeed;
  /** Called by a person: may ask. Resolves to undefined when they leave. */
  ask(place: CommandPlace): Promise<R | undefined>;
}

export interface CommandRegistry {
  register<O, R>(id: string, parts: CommandParts<O, R>): vscode.Disposable;
  /** For what means all folders alike, or knows by what it is called with which one: none is asked for. */
  registerForAll<A extends unknown[], R>(id: string, action: (...given: A) => Promise<R>): vscode.Disposable;
  /** Runs what a person did outside a command (ticked a box), with the same error boundary. */
  guard<R>(action: (answers: Answers) => Promise<R>): Promise<R | undefined>;
}

/** The one place where commands are registered, and where failures of what a person started turn into messages. */
export function createCommands(deps: { store: PlanStore; log: Log }): CommandRegistry {
  const { store, log } = deps;

  async function guard<R>(
    action: (answers: Answers) => Promise<R>,
    about: FailureContext = {},
    answers = new Answers(),
  ): Promise<R | undefined> {
    about.retry = () => guard(action, about, answers);
    try {
      return await action(answers);
    } catch (error) {
      if (!(error instanceof vscode.CancellationError)) {
        // Not awaited: a message may stand for minutes, and the command is over.
        reportFailure(log, error, about).then(undefined, (failure: unknown) =>
          log.error('Can’t show a message.', failure),
        );
      }
      return undefined;
    }
  }

  function run<O, R>(id: string, parts: CommandParts<O, R>, argument: unknown): Promise<R | undefined> {
    const call = readCall(argument);
    if (call.by === 'program') return runForProgram(parts, call.options);
    const about: FailureContext = {};
    return guard(async (answers) => {
      const file = 'file' in call ? call.file : undefined;
      // A repository may lie around the workspace folder: then its menu names no folder of ours.
      const named = call.target ? store.resolve(vscode.Uri.parse(call.target.folder)) : file && store.find(file);
      if (named) store.choose(named);
      const folder = named ?? (await pickFolder(store, parts.need ?? needOf(id)));
      if (folder && store.folders.length > 1) about.folder = folder.folder.name;
      if (folder && writesState.has(id)) await mustBeReadable(folder);
      return folder && parts.ask({ folder, target: call.target, answers, ...(file ? { file } : {}) });
    }, about);
  }

  return {
    guard: (action) => guard(action),
    register: (id, parts) => vscode.commands.registerCommand(id, (argument?: unknown) => run(id, parts, argument)),
    registerForAll: <A extends unknown[], R>(id: string, action: (...given: A) => Promise<R>) =>
      vscode.commands.registerCommand(id, (...given: A) => guard(() => action(...given))),
  };
}

async function runForProgram<O, R>(parts: CommandParts<O, R>, options: unknown): Promise<R> {
  if (typeof options !== 'object' || Array.isArray(options)) {
    throw new PlanError('INVALID_ARGUMENT', 'The argument must be an options object, as in the API.');
  }
  if (!parts.api) throw new PlanError('INVALID_ARGUMENT', 'This command takes no options.');
  return parts.api(options as O);
}

/** Before anything is asked. Throws `CONTEXT_INVALID`. */
async function mustBeReadable(folder: PlanFolder): Promise<void> {
  if (folder.snapshot?.obstacle) await folder.refresh();
  const problem = folder.snapshot?.obstacle?.problem;
  if (!problem) return;
  throw new PlanError(
    'CONTEXT_INVALID',
    `The state block can’t be read, and nothing is written until it is repaired (${problem.file}, line ${problem.line + 1}): ${problem.message}`,
  );
}

function needOf(id: string): FolderNeed | undefined {
  const need = needs[id];
  return need && { none: need.none, fits: ({ snapshot }) => snapshot !== null && need.fits(snapshot) };
}
