import { parseContext } from '../../core/context/parse';
import type { PhaseId } from '../../core/types';

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
