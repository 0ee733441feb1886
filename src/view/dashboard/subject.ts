import type { Reading } from '../../core/reading/status';
import { samePhase, type PhaseId, type PhaseInfo, type PlanStatus } from '../../core/types';
import { indexedTodos, viewPhase, type PhaseView } from '../phaseView';
import { phaseTold, type PhaseTold } from '../phaseTold';
import type { FolderUri } from '../target';
import type { DashboardActions } from './actions';
import type { EarlierPlan } from './earlier';
import type { Direction } from './layout';

/** What the dashboard is drawn of. */
export interface DashboardSubject {
  folder: FolderUri;
  /** The path of its context file. */
  contextFile: string;
  /** Null until the folder was read, and when it can't be. */
  reading:
    (Pick<Reading, 'proofs' | 'branches' | 'criteria' | 'lists' | 'obstacle' | 'told'> & { status: PlanStatus }) | null;
  /** Why it can't be read. */
  error: string | null;
  trusted: boolean;
  earlier: readonly EarlierPlan[];
  /** The phase that a person chose; null: the one that matters. */
  chosen: PhaseId | null;
  direction: Direction;
}

/** The same while there is a plan, with what every part of the page needs. */
export interface PlanSubject extends DashboardSubject {
  reading: NonNullable<DashboardSubject['reading']>;
  status: PlanStatus;
  actions: DashboardActions;
  /** Whether boxes can be ticked and buttons change anything. */
  canChange: boolean;
}

/** A phase with what every surface says of it. */
export interface ShownPhase {
  phase: PhaseInfo;
  view: PhaseView;
  told: PhaseTold;
}

/** What is said of a phase, by the words of the *Plan* view. */
export function shownPhase(status: PlanStatus, phase: PhaseInfo, branches: Reading['branches']): ShownPhase {
  const view = viewPhase(status, phase);
  const todos = view.state === 'running' ? indexedTodos(status, phase) : [];
  return { phase, view, told: phaseTold(phase, view, todos, branches.get(phase.phase) ?? null) };
}

/** The phase whose details are shown: the chosen one, else what runs, else what comes next. */
export function selectedPhase(status: PlanStatus, chosen: PhaseId | null): PhaseInfo | undefined {
  const { phases, currentPhase } = status;
  return (
    phases.find(({ phase }) => samePhase(phase, chosen)) ??
    phases.find(({ phase }) => samePhase(phase, currentPhase)) ??
    phases.find((phase) => phase.status !== 'completed' && !phase.dropped) ??
    phases.at(-1)
  );
}
