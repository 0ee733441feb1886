import type { Reading } from '../../core/reading/status';
import type { PhaseId, PlanStatus } from '../../core/types';
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
