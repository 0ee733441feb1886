import { parseContext } from '../../core/context/parse';
import { parsePlan } from '../../core/plan/parse';
import type { LensPlaces } from './places';

/** Phases in every form a plan may list them in: headings, table rows, bold lines, a list of sub-plans. */
export function readPlaces(text: string, isContext = false): LensPlaces {
  const plan = parsePlan(text);
  return {
    title: plan.titleLine ?? 0,
    phases: plan.phases.map(({ phase, line }) => ({ phase, line })),
    todos: isContext ? parseContext(text).todos.map(({ text: todo, line, done }) => ({ text: todo, line, done })) : [],
  };
}
