/** Every id that the manifest and the code share; `npm run lint` compares both sides. */

export const commands = {
  init: 'phasedPlans.init',
  createPlan: 'phasedPlans.createPlan',
  importPlan: 'phasedPlans.importPlan',
  adoptPlan: 'phasedPlans.adoptPlan',
  approvePlan: 'phasedPlans.approvePlan',
  executePhase: 'phasedPlans.executePhase',
  toggleTodo: 'phasedPlans.toggleTodo',
  summarizePhase: 'phasedPlans.summarizePhase',
  createPullRequest: 'phasedPlans.createPullRequest',
  archive: 'phasedPlans.archive',
  setStatus: 'phasedPlans.setStatus',
  showStatus: 'phasedPlans.showStatus',
  openDashboard: 'phasedPlans.openDashboard',
  openContext: 'phasedPlans.openContext',
  refresh: 'phasedPlans.refresh',
  undoLastStep: 'phasedPlans.undoLastStep',
  recover: 'phasedPlans.recover',
  openWorktree: 'phasedPlans.openWorktree',
  removeWorktree: 'phasedPlans.removeWorktree',
  repairWorktrees: 'phasedPlans.repairWorktrees',
  openSample: 'phasedPlans.openSample',
  installMergeDriver: 'phasedPlans.installMergeDriver',
  uninstallMergeDriver: 'phasedPlans.uninstallMergeDriver',
  fixAll: 'phasedPlans.fixAll',
  rebuildState: 'phasedPlans.rebuildState',
  repairState: 'phasedPlans.repairState',
  setUpAgent: 'phasedPlans.setUpAgent',
  startWithAgent: 'phasedPlans.startWithAgent',
} as const;

/** Commands of the tree's own menus: they mean nothing without a node, so the palette hides them. */
export const nodeCommands = {
  /** `executePhase` and `summarizePhase`, where they have another name. */
  switchToBranch: 'phasedPlans.switchToBranch',
  startPlan: 'phasedPlans.startPlan',
  summarizePlan: 'phasedPlans.summarizePlan',
  openPlan: 'phasedPlans.openPlan',
  openSummary: 'phasedPlans.openSummary',
  copyBranch: 'phasedPlans.copyBranch',
  openPullRequest: 'phasedPlans.openPullRequest',
  copyPath: 'phasedPlans.copyPath',
  openToSide: 'phasedPlans.openToSide',
  revealInExplorer: 'phasedPlans.revealInExplorer',
  openChanges: 'phasedPlans.openChanges',
  toggleBox: 'phasedPlans.toggleBox',
  dismissFound: 'phasedPlans.dismissFound',
  commitPlan: 'phasedPlans.commitPlan',
} as const;

/** Commands in the title of an editor: they mean what it shows. */
export const editorCommands = {
  writeState: 'phasedPlans.writeState',
  writeImport: 'phasedPlans.writeImport',
  arrangeImport: 'phasedPlans.arrangeImport',
  restoreShown: 'phasedPlans.restoreShown',
  finishShown: 'phasedPlans.finishShown',
  compareReplaced: 'phasedPlans.compareReplaced',
  copyAgentSettings: 'phasedPlans.copyAgentSettings',
  submitPullRequest: 'phasedPlans.submitPullRequest',
} as const;

export const pullRequestContextKeys = {
  /** The paths of documents that are the text of a pull request which isn't made yet. */
  texts: 'phasedPlans.pullRequestTexts',
} as const;

export const mergeOnSaveContextKeys = {
  /** The paths of files with a version that isn't in them and can be compared. */
  replacedFiles: 'phasedPlans.replacedFiles',
} as const;

/** Commands of the plan view's title menu. */
export const planCommands = {
  hideCompleted: 'phasedPlans.plan.hideCompleted',
  showCompleted: 'phasedPlans.plan.showCompleted',
} as const;

export const planContextKeys = {
  /** Whether phases that nothing is left to do for are hidden. */
  completedHidden: 'phasedPlans.plan.completedHidden',
} as const;

/** Commands of the library's title. */
export const libraryCommands = {
  sortByDate: 'phasedPlans.library.sortByDate',
  sortByTitle: 'phasedPlans.library.sortByTitle',
} as const;

export const libraryContextKeys = {
  /** `date` or `title`. */
  sort: 'phasedPlans.library.sort',
} as const;

export const recoveryContextKeys = {
  /** Whether an operation in one of the folders waits to be restored or finished. */
  interrupted: 'phasedPlans.interrupted',
  /** The way out whose changes the active editor shows, where it can be taken: `restore` or `finish`. */
  shown: 'phasedPlans.recovery.shown',
} as const;

export const mergeDriverContextKeys = {
  /**
   * Whether there is a folder in whose repository it isn't installed, and one where it is; both while it isn't known.
   */
  canInstall: 'phasedPlans.can.installMergeDriver',
  canUninstall: 'phasedPlans.can.uninstallMergeDriver',
} as const;

export const viewContainer = 'phasedPlans';

/** The kind of webview panel that dashboards are. */
export const dashboardType = 'phasedPlans.dashboard';

export const views = {
  plan: 'phasedPlans.plan',
  library: 'phasedPlans.library',
} as const;

export const settings = {
  contextFolder: 'phasedPlans.contextFolder',
  baseBranch: 'phasedPlans.baseBranch',
  branchPrefix: 'phasedPlans.branchPrefix',
  fetchBeforeStart: 'phasedPlans.fetchBeforeStart',
  backgroundFetch: 'phasedPlans.backgroundFetch',
  isolation: 'phasedPlans.isolation',
  commitTodos: 'phasedPlans.commitTodos',
  forges: 'phasedPlans.forges',
  codeLensMaster: 'phasedPlans.codeLens.master',
  codeLensPhase: 'phasedPlans.codeLens.phase',
  codeLensContext: 'phasedPlans.codeLens.context',
  explorerBadges: 'phasedPlans.explorerBadges',
  agent: 'phasedPlans.agent',
  agentCommand: 'phasedPlans.agentCommand',
  problemSeverity: 'phasedPlans.problems.severity',
} as const;

/** For the palette and key bindings: whether a command can do something in any of the folders. */
export const anyFolderContextKeys = {
  init: 'phasedPlans.can.init',
  createPlan: 'phasedPlans.can.createPlan',
  importPlan: 'phasedPlans.can.importPlan',
  adoptPlan: 'phasedPlans.can.adoptPlan',
  approvePlan: 'phasedPlans.can.approvePlan',
  executePhase: 'phasedPlans.can.executePhase',
  toggleTodo: 'phasedPlans.can.toggleTodo',
  summarizePhase: 'phasedPlans.can.summarizePhase',
  createPullRequest: 'phasedPlans.can.createPullRequest',
  archive: 'phasedPlans.can.archive',
  setStatus: 'phasedPlans.can.setStatus',
  showStatus: 'phasedPlans.can.showStatus',
  openDashboard: 'phasedPlans.can.openDashboard',
  openContext: 'phasedPlans.can.openContext',
  undoLastStep: 'phasedPlans.can.undoLastStep',
  openWorktree: 'phasedPlans.can.openWorktree',
  removeWorktree: 'phasedPlans.can.removeWorktree',
  repairWorktrees: 'phasedPlans.can.repairWorktrees',
  fixAll: 'phasedPlans.can.fixAll',
  rebuildState: 'phasedPlans.can.rebuildState',
  repairState: 'phasedPlans.can.repairState',
  startWithAgent: 'phasedPlans.can.startWithAgent',
} as const;

/** What `when` clauses test; all of them speak of the folder that the status bar shows. */
export const contextKeys = {
  /** `PlanStatus.state`; unset while nothing is known. */
  state: 'phasedPlans.state',
  hasRepository: 'phasedPlans.hasRepository',
  hasPlan: 'phasedPlans.hasPlan',
  /** There is no plan here, and plan files that could be used. */
  canAdopt: 'phasedPlans.canAdopt',
  /** There is no plan here, and one on another branch. */
  planElsewhere: 'phasedPlans.planElsewhere',
  canApprove: 'phasedPlans.canApprove',
  canStart: 'phasedPlans.canStart',
  /** As `canStart`, where that is no start: what runs is on another branch, and nothing else can start. */
  canSwitch: 'phasedPlans.canSwitch',
  /** As `canStart` and `canSummarize`, for a plan without phases. */
  canStartPlan: 'phasedPlans.canStartPlan',
  canSummarize: 'phasedPlans.canSummarize',
  canSummarizePlan: 'phasedPlans.canSummarizePlan',
  canCreatePullRequest: 'phasedPlans.canCreatePullRequest',
  /**
   * Lists of file paths in every folder, for `resourcePath in …`: the plan's own files, and those whose menu offers a
   * step.
   */
  planFiles: 'phasedPlans.planFiles',
  startFiles: 'phasedPlans.startFiles',
  switchFiles: 'phasedPlans.switchFiles',
  startPlanFiles: 'phasedPlans.startPlanFiles',
  summarizeFiles: 'phasedPlans.summarizeFiles',
  summarizePlanFiles: 'phasedPlans.summarizePlanFiles',
  approveFiles: 'phasedPlans.approveFiles',
  worktreeFiles: 'phasedPlans.worktreeFiles',
} as const;

/** Environment variables of VS Code's terminals, for the command-line program. */
export const terminalVariables = {
  /** The user's own settings, as JSON. */
  settings: 'PHASED_PLANS_SETTINGS',
  /** What the batch file of Windows runs. */
  node: 'PHASED_PLANS_NODE',
  program: 'PHASED_PLANS_PROGRAM',
} as const;
