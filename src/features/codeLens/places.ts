import type { PhaseId } from '../../core/types';

/** The places in a file that lenses stand at: read once for each version of it. */
export interface LensPlaces {
  title: number;
  phases: { phase: PhaseId; line: number }[];
  /** The boxes of a context file. */
  todos: { text: string; line: number; done: boolean }[];
}
