import type { ContextFile, ContextState, PhaseEntry } from '../context/model';
import type { PlanFile } from '../plan/model';
import type { PhaseId } from '../types';

/** A plan file that is there. */
export interface PlanText {
  path: string;
  text: string;
  file: PlanFile;
}

export interface PhasePlan {
  id: PhaseId;
  /** Its place in `phased_execution.phases`. */
  index: number;
  entry: PhaseEntry;
  name: string;
  /** Null when its plan file is missing or can't be read. */
  plan: PlanText | null;
  /** Why its plan file can't be read though it is there, or null. */
  unreadable: string | null;
  dependsOn: PhaseId[];
}

export interface ActivePlan {
  kind: 'phased' | 'simple';
  /** Of the master or simple plan, whether it is there or not. */
  path: string;
  task: string;
  title: string;
  plan: PlanText | null;
  unreadable: string | null;
  /** In list order; none for a simple plan. */
  phases: PhasePlan[];
}

/** A context file that can be worked with, and the plan it speaks of. */
export interface World {
  folder: string;
  path: string;
  text: string;
  context: ContextFile;
  state: ContextState;
  plan: ActivePlan | null;
}
