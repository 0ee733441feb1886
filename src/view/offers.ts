import type { ErrorCode } from '../core/errors';
import { isApproved } from '../core/plan/status';
import type { PlanStatus } from '../core/types';
import { commands, nodeCommands } from '../ids';
import { isPlanElsewhere } from './nextAction';
import { canResumePlan, viewPhase } from './phaseView';

/** What can be done with the plan as a whole. */
export interface PlanOffers {
  approve: boolean;
  start: boolean;
  /** What `start` would do is no start: what runs is on another branch, and nothing else can start. */
  switches: boolean;
  summarize: boolean;
  pullRequest: boolean;
  archive: boolean;
  /** Setting the status of a phase by hand. */
  setStatus: boolean;
}

export function offersOf(status: PlanStatus): PlanOffers {
  const { state, plan } = status;
  const views = status.phases.map((phase) => viewPhase(status, phase));
  const known = plan !== null && status.readable;
  const simple = plan?.kind === 'simple';
  const starts = views.some((view) => view.canStart || view.canStartUnmerged);
  const resumes = simple ? canResumePlan(status) : views.some((view) => view.canResume);
  return {
    approve: known && state !== 'complete' && !isApproved(plan.status),
    start: known && startable(status) && (simple || starts || resumes),
    switches: known && startable(status) && !starts && resumes,
    // A simple plan that only its branch knows to run is summarized there.
    summarize: known && state === 'executing' && (!simple || plan.worktree !== null || status.branch.expected !== null),
    pullRequest:
      known &&
      (simple ? state === 'complete' && plan.merged !== true : views.some((view) => view.canCreatePullRequest)),
    archive: known,
    setStatus: known && status.phases.length > 0,
  };
}

function startable(status: PlanStatus): boolean {
  if (status.state === 'planned' || status.state === 'ready') return true;
  return status.state === 'executing' && (status.phases.length > 0 || canResumePlan(status));
}

/** What is known of a folder that a command may be meant for. */
export interface FolderFacts {
  status: PlanStatus;
  hasRepository: boolean;
  usesWorktrees: boolean;
  /** Plans that are neither completed nor archived, where none is under way. */
  openPlans: readonly unknown[];
}

/** Whether no plan is under way. */
export function isWithoutPlan({ state }: Pick<PlanStatus, 'state'>): boolean {
  return state === 'idle' || state === 'uninitialized';
}

/** Whether no plan is under way, and there are some of which one could be it. */
export function canAdopt({ status, openPlans }: Pick<FolderFacts, 'status' | 'openPlans'>): boolean {
  return isWithoutPlan(status) && openPlans.length > 0;
}

/** What a folder must be like for a command to do something there, and what to say where none of several is. */
export interface Need {
  fits(folder: FolderFacts): boolean;
  none: { code: ErrorCode; message: string };
}

const initialized: Need = {
  fits: ({ status }) => status.state !== 'uninitialized',
  none: { code: 'NOT_INITIALIZED', message: 'None of the folders is initialized. Initialize one first.' },
};

const withPlan: Need = {
  fits: ({ status }) => status.plan !== null,
  none: { code: 'NO_PLAN', message: 'None of the folders has a plan. Create one first.' },
};

const broken: Need = {
  fits: ({ status }) => !status.readable,
  none: {
    code: 'INVALID_ARGUMENT',
    message: 'There is nothing to repair: every state block can be read. Show the status to see what comes next.',
  },
};

const withWorktrees: Need = {
  fits: ({ usesWorktrees }) => usesWorktrees,
  none: {
    code: 'PHASE_NOT_STARTED',
    message: 'None of the folders has a worktree. Set “phasedPlans.isolation” to worktree and start a phase first.',
  },
};

/** `what` is not so in any folder; the status says what is. */
function offered(offer: keyof PlanOffers, what: string): Need {
  return {
    fits: ({ status }) => offersOf(status)[offer],
    none: {
      code: 'PHASE_BLOCKED',
      message: `None of the folders has ${what}. Show the status to see what comes next.`,
    },
  };
}

/** Commands that do nothing while the state block can't be read. */
export const writesState: ReadonlySet<string> = new Set([
  commands.createPlan,
  commands.importPlan,
  commands.approvePlan,
  commands.executePhase,
  commands.startWithAgent,
  commands.toggleTodo,
  commands.summarizePhase,
  commands.createPullRequest,
  commands.archive,
  commands.setStatus,
  nodeCommands.startPlan,
  nodeCommands.switchToBranch,
  nodeCommands.summarizePlan,
]);

/** By the command's id; what isn't named here can be run in any folder. */
export const needs: Readonly<Record<string, Need>> = {
  [commands.init]: {
    fits: ({ status }) => status.state === 'uninitialized',
    none: { code: 'INVALID_ARGUMENT', message: 'Every folder is initialized already. Create a plan in one of them.' },
  },
  [commands.createPlan]: {
    fits: ({ status }) => status.state === 'idle',
    none: {
      code: 'UNFINISHED',
      message:
        'None of the folders waits for a plan. Archive the one that is there, or initialize another folder first.',
    },
  },
  [commands.importPlan]: {
    fits: ({ status }) => isWithoutPlan(status),
    none: {
      code: 'UNFINISHED',
      message: 'None of the folders is without a plan. Archive the plan of one of them first.',
    },
  },
  [commands.adoptPlan]: {
    fits: canAdopt,
    none: {
      code: 'UNFINISHED',
      message: 'None of the folders has plan files and no plan under way. Archive the plan of one of them first.',
    },
  },
  [commands.approvePlan]: offered('approve', 'a plan that waits for approval'),
  [commands.executePhase]: offered('start', 'a phase that can start'),
  [commands.startWithAgent]: {
    ...offered('start', 'a phase that runs or can start'),
    fits: ({ status }) => offersOf(status).start || offersOf(status).summarize,
  },
  [nodeCommands.startPlan]: offered('start', 'a plan that can start'),
  [nodeCommands.switchToBranch]: offered('switches', 'a phase that runs on another branch'),
  [nodeCommands.summarizePlan]: offered('summarize', 'a plan that runs'),
  [commands.summarizePhase]: offered('summarize', 'a phase that runs'),
  [commands.createPullRequest]: offered('pullRequest', 'a completed phase that waits for a pull request'),
  [commands.toggleTodo]: {
    fits: ({ status }) => status.todos.length > 0 && status.readable,
    none: { code: 'PHASE_NOT_STARTED', message: 'None of the folders has a to-do list. Start a phase first.' },
  },
  [commands.archive]: { ...withPlan, fits: ({ status }) => offersOf(status).archive },
  [commands.setStatus]: offered('setStatus', 'a plan with phases'),
  // Where the plan is on another branch, that is what it tells.
  [commands.showStatus]: { ...initialized, fits: (of) => initialized.fits(of) || isPlanElsewhere(of.status) },
  [commands.openContext]: initialized,
  [commands.openDashboard]: initialized,
  [commands.fixAll]: initialized,
  [commands.repairState]: broken,
  [commands.undoLastStep]: {
    fits: ({ hasRepository }) => hasRepository,
    none: { code: 'NOT_A_REPOSITORY', message: 'None of the folders is in a Git repository. Initialize one first.' },
  },
  [commands.openWorktree]: withWorktrees,
  [commands.removeWorktree]: withWorktrees,
  [commands.repairWorktrees]: withWorktrees,
};
