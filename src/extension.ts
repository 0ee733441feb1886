import { delimiter, join } from 'node:path';
import * as vscode from 'vscode';
import type { PhasedPlansApi, PhasedPlansExtension } from './api';
import { withSignal } from './adapters/system/cancel';
import { createDisk } from './adapters/disk/disk';
import { createScratch } from './adapters/disk/scratch';
import { writeShims } from './adapters/launchers';
import type { Home } from './core/diskPort';
import { neverRunning } from './core/foreseenRun';
import type { MergeDriver } from './core/ports';
import type { Engine } from './core/workflow/engine';
import { createApi } from './editor/folders/api';
import { createCommands } from './editor/commands/commands';
import { syncContextKeys } from './editor/folders/contextKeySync';
import { openDocuments } from './editor/folders/documents';
import { findGitBinary } from './editor/gitExtension';
import { createLog, type Log } from './editor/log';
import { methodSettings } from './editor/settings';
import { OfferedPlans } from './editor/folders/offeredPlans';
import { PlanStore } from './editor/folders/store';
import { watchPlans } from './editor/folders/watcher';
import { terminalVariables } from './ids';
import { registerAdoptPlan } from './features/adoptPlan';
import { registerAgentTools } from './features/agentTools';
import { registerApprovePlan } from './features/approvePlan';
import { registerArchive } from './features/archive';
import { registerBackgroundFetch } from './features/backgroundFetch';
import { registerCodeLens } from './features/codeLens';
import { registerCreatePlan } from './features/createPlan';
import { registerDashboard } from './features/dashboard';
import { registerExecutePhase } from './features/executePhase';
import { registerFileBadges } from './features/fileBadges';
import { registerImportPlan } from './features/importPlan';
import { registerInit } from './features/init';
import { registerLibrary } from './features/library';
import { registerMergeDriver } from './features/mergeDriver';
import { registerMergeOnSave } from './features/mergeOnSave';
import { registerOverview } from './features/overview';
import { registerPlanTree } from './features/planTree';
import { registerPreview, type MarkdownPreviews } from './features/preview';
import { registerProblems } from './features/problems';
import { registerPullRequest } from './features/pullRequest';
import { registerRebuildState } from './features/rebuildState';
import { registerRecovery } from './features/recovery';
import { registerSample } from './features/sample';
import type { SampleTools } from './features/sample/make';
import { registerSetStatus } from './features/setStatus';
import { registerSetUpAgent } from './features/setUpAgent';
import { registerStartWithAgent } from './features/startWithAgent';
import { registerStateBlock } from './features/stateBlock';
import { registerStatusBar } from './features/statusBar';
import { registerSummarizePhase } from './features/summarizePhase';
import { registerUndoLastStep } from './features/undoLastStep';
import { registerTerminals } from './features/terminals';
import { registerTodos } from './features/todos';
import { registerWorktrees } from './features/worktrees';

const disk = createDisk();

/** The composition root: builds, wires, and returns the API. */
export function activate(context: vscode.ExtensionContext): Exports {
  const log = createLog();
  const store = new PlanStore({
    log,
    createEngine: (folder, home, dryRun) => createFolderEngine(folder, home, log, dryRun),
    withSignal,
    disk,
  });
  const api = createApi(store);
  const commands = createCommands({ store, log });
  const offered = new OfferedPlans({ store, memory: context.workspaceState, log });
  const deps = { store, commands, api, log, offered };
  const previews = registerPreview(deps);

  context.subscriptions.push(
    log,
    store,
    api,
    syncContextKeys(store),
    watchPlans(store),
    registerInit(deps),
    registerCreatePlan(deps),
    offered,
    registerImportPlan(deps),
    registerAdoptPlan(deps),
    registerApprovePlan(deps),
    registerExecutePhase(deps),
    registerTodos(deps),
    registerSetStatus(deps),
    registerSummarizePhase(deps),
    registerPullRequest(deps),
    registerArchive(deps),
    registerOverview(deps),
    registerDashboard({ ...deps, media: vscode.Uri.joinPath(context.extensionUri, 'media') }),
    registerFileBadges(deps),
    previews,
    registerPlanTree(deps, context.workspaceState),
    registerLibrary(deps, context.workspaceState),
    registerCodeLens(deps),
    registerProblems(deps),
    registerStateBlock(deps),
    registerMergeOnSave(deps),
    registerRebuildState(deps),
    registerStatusBar(deps),
    registerBackgroundFetch(deps),
    registerRecovery(deps),
    registerUndoLastStep(deps),
    registerWorktrees(deps),
    registerAgentTools(deps, toolNames(context.extension)),
    registerStartWithAgent(deps),
    registerSetUpAgent({ ...deps, ...agentFiles(context) }),
    registerMergeDriver({ ...deps, driver: (folder) => createFolderMergeDriver(context, folder, log) }),
    registerTerminals({ ...deps, ...terminalTools(context) }),
    registerSample({ commands, memory: context.globalState, tools: sampleTools(log) }),
  );
  void store.refresh();

  return exportsOf(api, previews);
}

type Exports = PhasedPlansExtension & Pick<MarkdownPreviews, 'extendMarkdownIt'>;

/** What other extensions see: the API, and for VS Code's own Markdown what it draws plans with. */
function exportsOf(api: PhasedPlansApi, previews: MarkdownPreviews): Exports {
  return {
    getAPI(version) {
      if (version === 1) return api;
      throw new Error(`Phased Plans has no API version ${String(version)}; ask for 1.`);
    },
    extendMarkdownIt: (md) => previews.extendMarkdownIt(md),
  };
}

/** What the manifest calls the tools of agents. */
function toolNames({ packageJSON }: vscode.Extension<unknown>): string[] {
  const { contributes } = packageJSON as { contributes: { languageModelTools: { name: string }[] } };
  return contributes.languageModelTools.map(({ name }) => name);
}

/** The method in one workspace folder, over this machine's files and git. */
async function createFolderEngine(
  { uri }: vscode.WorkspaceFolder,
  home: Home,
  log: Log,
  dryRun = false,
): Promise<Engine> {
  const { root, worktree } = home;
  // In restricted mode nothing is run, so nothing has to be found.
  const binary = vscode.workspace.isTrusted ? await findGitBinary(log, disk) : 'git';
  return (await import('./adapters/engine')).engineIn(root, {
    binary,
    log,
    documents: openDocuments(vscode.Uri.file(root)),
    settings: () => methodSettings(uri),
    trusted: () => vscode.workspace.isTrusted,
    ...(worktree === undefined ? {} : { worktree }),
    ...(dryRun ? { runner: neverRunning } : {}),
  });
}

async function createFolderMergeDriver(
  context: vscode.ExtensionContext,
  folder: vscode.Uri,
  log: Log,
): Promise<MergeDriver> {
  const { createMergeDriver } = await import('./adapters/mergeDriver/install');
  const bundles = context.asAbsolutePath('dist');
  return createMergeDriver(folder.fsPath, {
    binary: await findGitBinary(log, disk),
    log,
    bundles,
    node: process.execPath,
  });
}

const terminalTools = (context: vscode.ExtensionContext) => ({
  environment: context.environmentVariableCollection,
  install: () => installProgram(context),
});

/** What an agent is set up with: the skill, and how the program is called where it isn't on the PATH. */
const agentFiles = (context: vscode.ExtensionContext) => ({
  async skill() {
    const file = vscode.Uri.joinPath(context.extensionUri, 'agents/skills/phased-plans/SKILL.md');
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  },
  async program() {
    // Windows' batch file needs variables that terminals of VS Code have alone.
    if (process.platform === 'win32') return `node "${context.asAbsolutePath('dist/cli.js')}"`;
    const { path } = await installProgram(context);
    return join(path.slice(delimiter.length), 'phased-plans');
  },
});

/** `phased-plans` by its name, in a folder that stays the same with every version. */
async function installProgram(context: vscode.ExtensionContext) {
  const path = vscode.Uri.joinPath(context.globalStorageUri, 'bin').fsPath;
  const [node, program] = [process.execPath, context.asAbsolutePath('dist/cli.js')];
  await writeShims(path, { node, program });
  const variables = { [terminalVariables.node]: node, [terminalVariables.program]: program };
  return { path: `${delimiter}${path}`, variables };
}

/** What the sample is made with: the same engine and git, on a folder that no window has open. */
function sampleTools(log: Log): SampleTools {
  return {
    scratch: createScratch(),
    async git(root, args) {
      const [{ gitExec }, { mustRun }] = await Promise.all([
        import('./adapters/git/exec'),
        import('./adapters/git/repository'),
      ]);
      await mustRun(gitExec(root, { binary: await findGitBinary(log, disk), log }), { args, writes: true });
    },
    async engine(root) {
      const binary = await findGitBinary(log, disk);
      return (await import('./adapters/engine')).engineIn(root, {
        binary,
        log,
        settings: () => ({
          ...methodSettings(vscode.Uri.file(root)),
          contextFolder: 'context',
          baseBranch: 'main',
          branchPrefix: 'para/',
          fetchBeforeStart: false,
          isolation: 'branch',
        }),
        trusted: () => vscode.workspace.isTrusted,
      });
    },
  };
}
