import * as vscode from 'vscode';
import type { PhasedPlansApi } from '../../api';
import { PlanError } from '../../core/errors';
import type { ImportOptions, PlanStatus } from '../../core/types';
import type { Engine } from '../../core/workflow/engine';
import { toldOfStart } from '../../core/workflow/told';
import { pathIn } from '../paths';
import type { PlanFolder } from './planFolder';
import type { PlanStore } from './store';

/**
 * The public API over the store's engines. Nothing here prompts; whoever awaits an operation sees its result in the
 * store.
 */
export function createApi(store: PlanStore): PhasedPlansApi & vscode.Disposable {
  const didChangeStatus = new vscode.EventEmitter<{ folder: vscode.Uri; status: PlanStatus }>();
  const subscription = store.onDidChange((folder) => {
    if (folder?.status) didChangeStatus.fire({ folder: folder.uri, status: folder.status });
  });
  /** Runs an engine's operation in the folder that the options name. */
  const run = async <O extends object, R>(
    options: (O & { folder?: vscode.Uri }) | undefined,
    operation: (engine: Engine, options: O) => Promise<R>,
  ): Promise<R> => {
    const { folder, ...rest } = checkObject(options);
    return resolve(store, folder).run((engine) => operation(engine, rest as unknown as O));
  };
  return {
    status: async (folder) => resolve(store, folder).readStatus(),
    onDidChangeStatus: didChangeStatus.event,
    init: (o) => run(o, (engine) => engine.init()),
    createPlan: (o) => run(o, (engine, options) => engine.createPlan(options)),
    importPlan: (o) => {
      const { folder, ...options } = checkObject(o);
      const place = resolve(store, folder);
      const from = sourceIn(place.planUri, options.from);
      return place.run((engine) => engine.importPlan({ ...options, from }));
    },
    adoptPlan: (o) => run(o, (engine, options) => engine.adoptPlan(options)),
    approvePlan: (o) => run(o, (engine, options) => engine.approvePlan(options)),
    executePhase: (o) => run(o, async (engine, options) => toldOfStart(await engine.executePhase(options))),
    setTodo: (o) => run(o, (engine, options) => engine.setTodo(options)),
    setStatus: (o) => run(o, (engine, options) => engine.setStatus(options)),
    setCriterion: (o) => run(o, (engine, options) => engine.setCriterion(options)),
    summarizePhase: (o) =>
      run(o, async (engine, options) => {
        const { summary } = await engine.summarizePhase(options);
        return { summary };
      }),
    createPullRequest: (o) => run(o, (engine, options) => engine.createPullRequest(options)),
    archive: (o) => run(o, (engine, options) => engine.archive(options)),
    undoLast: (o) => run(o, (engine) => engine.undoLast()),
    survey: (folder) => resolve(store, folder).run((engine) => engine.survey()),
    dispose: () => {
      subscription.dispose();
      didChangeStatus.dispose();
    },
  };
}

/** A file, however it is named, as its path from the folder. What is no file's name the engine refuses. */
function sourceIn(folder: vscode.Uri, from: unknown): ImportOptions['from'] {
  if (typeof from === 'string' && !/^(?:[/\\]|[a-z][a-z+.-]*:)/i.test(from)) return from;
  if (typeof from !== 'string' && !(typeof from === 'object' && from && 'scheme' in from))
    return from as ImportOptions['from'];
  const file = toUri(from) ?? folder;
  const path = file.path === folder.path ? '' : pathIn(folder, file);
  if (path !== null) return path;
  throw new PlanError('OUTSIDE_WORKSPACE', `${file.fsPath} is outside the workspace folder. Pass its text instead.`);
}

function checkObject<T extends object>(options: T | null | undefined): T {
  const value = options ?? {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as T;
  throw new PlanError('INVALID_ARGUMENT', 'Options must be an object.');
}

function resolve(store: PlanStore, folder: unknown): PlanFolder {
  return store.resolve(toUri(folder));
}

/** Key bindings and tasks can only pass JSON, so a folder may come as a string or as a URI's parts. */
function toUri(folder: unknown): vscode.Uri | undefined {
  if (folder === undefined || folder === null) return undefined;
  if (folder instanceof vscode.Uri) return folder;
  if (typeof folder === 'string')
    return /^[a-z][a-z+.-]+:/i.test(folder) ? vscode.Uri.parse(folder) : vscode.Uri.file(folder);
  if (typeof folder === 'object' && 'scheme' in folder) return vscode.Uri.from(folder as vscode.Uri);
  throw new PlanError('INVALID_ARGUMENT', '“folder” must be the URI of a workspace folder.');
}
