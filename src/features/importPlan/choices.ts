import type { ForeignPlan } from '../../core/import/model';
import type { ImportChoices } from '../../core/workflow/importContent';

/** `one`: one phase that holds all steps. */
export type Shape = 'phases' | 'one' | 'simple';

/** What a person has chosen so far. Numbers are those of the draft as it was read. */
export interface Choices {
  shape: Shape;
  title: string;
  /** What files and branches are named after; empty: the title. */
  task: string;
  dropped: number[];
  names: Record<number, string>;
  /** Phases that became part of the one before them. */
  merged: number[][];
  completed: number[];
}

export function nothingChosen({ draft }: ForeignPlan): Choices {
  const shape = draft.phases.length > 0 ? 'phases' : 'simple';
  return { shape, title: draft.title, task: '', dropped: [], names: {}, merged: [], completed: [] };
}

/** The phases that there could be: those of the draft, or each step of a flat list. */
export function possiblePhases({ draft }: ForeignPlan): { number: number; name: string }[] {
  const names =
    draft.phases.length > 0 ? draft.phases.map(({ name }) => name) : (draft.steps ?? []).map(({ text }) => text);
  return names.map((name, at) => ({ number: at + 1, name }));
}

/** The choices as the API takes them. */
export function toImportChoices(plan: ForeignPlan, choices: Choices, date: string): ImportChoices {
  const { shape, title, task, dropped, names, merged, completed } = choices;
  const isFlat = plan.draft.phases.length === 0;
  const shared = {
    date,
    ...(task === '' ? {} : { task }),
    ...(title === plan.draft.title ? {} : { title }),
  };
  if (isFlat && shape === 'simple') return shared;
  const kept = possiblePhases(plan).flatMap(({ number }) => (dropped.includes(number) ? [] : [number]));
  const [first = 1] = kept;
  const whole = { merge: [kept], rename: { [first]: names[first] ?? title } };
  const parts = { ...(merged.length > 0 ? { merge: merged } : {}), ...(isEmpty(names) ? {} : { rename: names }) };
  return {
    ...shared,
    ...(isFlat ? { as: 'phased' as const } : shape === 'simple' ? { as: 'simple' as const } : {}),
    ...(dropped.length > 0 ? { drop: dropped } : {}),
    ...(shape === 'one' ? whole : parts),
    ...(completed.length > 0 && shape === 'phases' ? { completed } : {}),
  };
}

const isEmpty = (names: Record<number, string>): boolean => Object.keys(names).length === 0;

/** With a phase, given by its parts, joined to those of the one before. */
export function joined(choices: Choices, before: readonly number[], numbers: readonly number[]): Choices {
  const others = choices.merged.filter(
    (each) => !each.some((number) => before.includes(number) || numbers.includes(number)),
  );
  return { ...choices, merged: [...others, [...before, ...numbers]] };
}

/** With the parts of a phase as phases of their own again. */
export function divided(choices: Choices, numbers: readonly number[]): Choices {
  return { ...choices, merged: choices.merged.filter((each) => !each.some((number) => numbers.includes(number))) };
}

export function withoutPhase(choices: Choices, numbers: readonly number[]): Choices {
  return { ...divided(choices, numbers), dropped: [...choices.dropped, ...numbers].sort((a, b) => a - b) };
}

export function withPhase(choices: Choices, number: number): Choices {
  return { ...choices, dropped: choices.dropped.filter((each) => each !== number) };
}

export function renamed(choices: Choices, [first = 1]: readonly number[], name: string): Choices {
  return { ...choices, names: { ...choices.names, [first]: name } };
}

/** Counts phases as completed, or no longer. */
export function withCompleted(choices: Choices, numbers: readonly number[], isCompleted: boolean): Choices {
  const others = choices.completed.filter((each) => !numbers.includes(each));
  return { ...choices, completed: isCompleted ? [...others, ...numbers].sort((a, b) => a - b) : others };
}
