import type { Guess } from './guess';
import type { Lens } from './model';
import { lineOfPhase } from '../../view/phaseLine';
import type { LensPlaces } from './places';

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
