import type { DraftCriterion, DraftState, DraftStep, ForeignPhase, LeftOut, ReadDraft } from '../model';
import type { Wait } from './waiting';

/** What a reader has found of a phase. */
export interface FoundPhase {
  name: string;
  objective?: string;
  /** Of the phase itself, for one without steps. */
  state?: DraftState;
  steps: DraftStep[];
  criteria?: DraftCriterion[];
  dependsOn?: readonly Wait[];
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
 * name. Whatever has no text is left out, and so is waiting for what there is none of, which is said.
 */
export function asDraft({ title, objective, phases = [], steps = [], criteria = [] }: Found): ReadDraft | null {
  const whole = written(criteria);
  const named = phases.map(({ name }) => name.trim());
  const left = phases.flatMap(unmet);
  const draft = {
    title,
    objective,
    phases: phases.flatMap((phase): ForeignPhase[] => asPhase(phase, named)),
    ...(phases.length === 0 ? { steps: written(steps) } : {}),
    ...(whole.length > 0 ? { criteria: whole } : {}),
    ...(left.length > 0 ? { left } : {}),
  };
  return draft.phases.length > 0 || (draft.steps?.length ?? 0) > 0 ? draft : null;
}

function asPhase(phase: FoundPhase, named: readonly string[]): ForeignPhase[] {
  const name = phase.name.trim();
  if (name === '') return [];
  const steps = written(phase.steps);
  const own: DraftStep = { text: name, state: phase.state ?? 'open' };
  const places = (phase.dependsOn ?? []).filter((each) => typeof each === 'number');
  const before = [...new Set(places)].sort((a, b) => a - b).map((at) => named[at] ?? '');
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

function unmet({ name, dependsOn = [] }: FoundPhase): LeftOut[] {
  const unknown = [...new Set(dependsOn)].filter((each) => typeof each === 'string');
  return unknown.map((each) => ({
    what: `“${name}” waiting for “${each}”`,
    why: 'the original has no such phase',
  }));
}

function written<T extends { text: string }>(all: readonly T[]): T[] {
  return all.filter(({ text }) => text.trim() !== '');
}
