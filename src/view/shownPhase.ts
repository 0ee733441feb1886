import type { Reading } from '../core/reading/status';
import { samePhase, type PhaseId, type PhaseInfo, type PlanStatus } from '../core/types';
import { phaseTold, type PhaseTold } from './phaseTold';
import { indexedTodos, viewPhase, type PhaseView } from './phaseView';

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
