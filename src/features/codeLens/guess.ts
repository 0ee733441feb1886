import { parseContext } from '../../core/context/parse';
import type { PhaseId } from '../../core/types';
import type { Lens } from './model';
import { lineOfPhase, type LensPlaces } from './places';

/** What a file seems to be to the plan, by the context file's text alone. */
export interface Guess {
  kind: 'master' | 'simple' | 'phase' | 'context';
  /** The ids of the plan's phases. */
  phases: PhaseId[];
  running: boolean;
}

/**
 * Reading the whole state asks git, which takes its time; what a file is says the context file at once. So lenses stand
 * at their lines from the first answer, and the text doesn't move when the state is there.
 */
export function guessFile(contextText: string, contextFile: string, path: string): Guess | null {
  const { state } = parseContext(contextText);
  if (!state) return null;
  const entries = state.phased?.phases ?? [];
  const master = state.phased?.masterPlan ?? null;
  const guess = {
    phases: entries.map(({ phase }) => phase),
    running:
      entries.some(({ status }) => status === 'in_progress') || (!state.phased && state.executionBranch !== null),
  };
  if (path === contextFile) return { kind: 'context', ...guess };
  if (path === master) return { kind: 'master', ...guess };
  if (entries.some(({ plan }) => plan === path)) return { kind: 'phase', ...guess };
  return !state.phased && state.activeContext.includes(path) ? { kind: 'simple', ...guess } : null;
}

/** Lenses without a command, one at each line that will have some. */
export function placeholders(guess: Guess, places: LensPlaces): Lens[] {
  const own =
    guess.kind === 'master'
      ? guess.phases.map((id) => lineOfPhase(places, id)).filter((line) => line !== null)
      : guess.kind === 'context' && guess.running
        ? places.todos.map(({ line }) => line)
        : [];
  return [...new Set([places.title, ...own])].map((line) => ({ line, title: 'Reading the plan…' }));
}
