import { parseContext } from '../../core/context/parse';
import { parsePlan } from '../../core/plan/parse';
import { samePhase, type PhaseId } from '../../core/types';

/** The places in a file that lenses stand at: read once for each version of it. */
export interface LensPlaces {
  title: number;
  phases: { phase: PhaseId; line: number }[];
  /** The boxes of a context file. */
  todos: { text: string; line: number; done: boolean }[];
}

/** Phases in every form a plan may list them in: headings, table rows, bold lines, a list of sub-plans. */
export function readPlaces(text: string, isContext = false): LensPlaces {
  const plan = parsePlan(text);
  return {
    title: plan.titleLine ?? 0,
    phases: plan.phases.map(({ phase, line }) => ({ phase, line })),
    todos: isContext ? parseContext(text).todos.map(({ text: todo, line, done }) => ({ text: todo, line, done })) : [],
  };
}

/**
 * Where a phase stands, by id. A plan may write `Phase 01` or `Phase 1a` for what the state block calls `1` or `1A`: no
 * button is lost for that, as long as only one phase can be meant.
 */
export function lineOfPhase(places: LensPlaces, id: PhaseId): number | null {
  const exact = places.phases.find((each) => samePhase(each.phase, id));
  if (exact) return exact.line;
  const alike = places.phases.filter((each) => loosely(each.phase) === loosely(id));
  return alike.length === 1 ? (alike[0]?.line ?? null) : null;
}

const loosely = (id: PhaseId): string =>
  String(id)
    .trim()
    .toLowerCase()
    .replace(/^0+(?=\d)/, '');
