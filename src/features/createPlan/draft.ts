import { isPlanError } from '../../core/errors';
import { localDate, phasePlanPath, planPath, taskSlug } from '../../core/plan/names';
import type { CreatePlanOptions } from '../../core/types';

/** What the wizard collects. */
export interface Draft {
  kind: 'phased' | 'simple';
  title: string;
  objective: string;
  /** The names of the phases. */
  phases: string[];
}

/** What is wrong with a title as it stands, or null. `existing`: the plans there are. */
export function checkTitle(
  title: string,
  existing: readonly string[],
  contextFolder: string,
  now: Date,
): string | null {
  if (title.trim() === '') return 'A plan needs a title.';
  try {
    const path = planPath(contextFolder, localDate(now), taskSlug(title));
    return existing.includes(path) ? `${path} exists already. Choose another title.` : null;
  } catch (error) {
    if (isPlanError(error)) return error.message;
    throw error;
  }
}

/** What is wrong with a phase's name, or null. The first two phases must have one: else the plan is simple. */
export function checkPhaseName(name: string, index: number, others: readonly string[]): string | null {
  const text = name.trim();
  if (text === '') return index < 1 ? 'A phased plan needs at least one phase.' : null;
  const same = others.some((other, at) => at !== index && other.toLowerCase() === text.toLowerCase());
  return same ? 'Another phase has this name.' : null;
}

/** The files the plan will have. */
export function previewFiles(draft: Draft, contextFolder: string, now: Date): string[] {
  const date = localDate(now);
  const task = taskSlug(draft.title);
  const phases = draft.kind === 'phased' ? draft.phases : [];
  return [
    planPath(contextFolder, date, task),
    ...phases.map((_, index) => phasePlanPath(contextFolder, date, task, index + 1)),
  ];
}

/** The draft as the API takes it. */
export function toOptions(draft: Draft): CreatePlanOptions {
  return {
    task: draft.title,
    title: draft.title,
    ...(draft.objective ? { objective: draft.objective } : {}),
    phases: draft.kind === 'phased' ? draft.phases.map((name) => ({ name })) : [],
  };
}
