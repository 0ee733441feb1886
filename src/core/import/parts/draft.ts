import type { DraftCriterion, DraftPhase, DraftState, DraftStep, PlanDraft } from '../model';

/** What a reader has found of a phase. */
export interface FoundPhase {
  name: string;
  objective?: string;
  /** Of the phase itself, for one without steps. */
  state?: DraftState;
  steps: DraftStep[];
  criteria?: DraftCriterion[];
  /** Places of other phases in the list. */
  dependsOn?: readonly number[];
}

interface Found {
  title: string;
  objective: string | null;
  phases?: FoundPhase[];
  /** Of a flat list. */
  steps?: DraftStep[];
  criteria?: DraftCriterion[];
}

/**
 * The draft of what a reader has found; null when that is no plan. A phase with nothing below it has one step, its own
 * name. Whatever has no text is left out.
 */
export function asDraft({ title, objective, phases = [], steps = [], criteria = [] }: Found): PlanDraft | null {
  const whole = written(criteria);
  const named = phases.map(({ name }) => name.trim());
  const draft = {
    title,
    objective,
    phases: phases.flatMap((phase): DraftPhase[] => asPhase(phase, named)),
    ...(phases.length === 0 ? { steps: written(steps) } : {}),
    ...(whole.length > 0 ? { criteria: whole } : {}),
  };
  return draft.phases.length > 0 || (draft.steps?.length ?? 0) > 0 ? draft : null;
}

function asPhase(phase: FoundPhase, named: readonly string[]): DraftPhase[] {
  const name = phase.name.trim();
  if (name === '') return [];
  const steps = written(phase.steps);
  const own: DraftStep = { text: name, state: phase.state ?? 'open' };
  const before = [...new Set(phase.dependsOn)].sort((a, b) => a - b).map((at) => named[at] ?? '');
  return [
    {
      name,
      ...(phase.objective ? { objective: phase.objective } : {}),
      steps: steps.length > 0 ? steps : [own],
      criteria: written(phase.criteria ?? []),
      dependsOn: [...new Set(before)].filter((each) => each !== '' && each !== name),
    },
  ];
}

function written<T extends { text: string }>(all: readonly T[]): T[] {
  return all.filter(({ text }) => text.trim() !== '');
}
