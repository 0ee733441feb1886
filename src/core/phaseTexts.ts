import type { PhaseId } from './types';

/** `Phase 1`: what a phase is called by its id, alone or where a sentence begins. */
export function phaseText(id: PhaseId): string {
  return `Phase ${id}`;
}

/** `phase 1`: the same amid a sentence. */
export function phaseAmidText(id: PhaseId): string {
  return `phase ${id}`;
}

/** `phase 1`, or `the plan` where none is named: what is started or summarized, amid a sentence. */
export function phaseOrPlanText(id: PhaseId | undefined): string {
  return id === undefined ? 'the plan' : phaseAmidText(id);
}

/** What a phase is called: the first of these names that there is, else its id. */
export function phaseName(id: PhaseId, names: readonly (string | null | undefined)[]): string {
  return names.find(Boolean) ?? phaseText(id);
}

/** `Add Login - Phase 1: Database`, or (null) a simple plan by its title alone. */
export function workTitle(title: string, phase: { id: PhaseId; name: string } | null): string {
  return phase ? `${title} - ${phaseText(phase.id)}: ${phase.name}` : title;
}
