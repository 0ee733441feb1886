import type { PhaseId, Problem } from '../../core/types';
import type { IndexedTodo } from '../../view/phaseView';
import type { Tip } from '../../view/tip';

/** A row of the *Plan* view, as data: the provider only maps it. */
export interface PlanNode {
  /** Stable while the row means the same, so that what is expanded stays expanded. */
  id: string;
  label: string;
  description?: string;
  tooltip?: string | Tip;
  /** What a screen reader says, where the label and description don't say enough. */
  spoken?: string;
  icon?: { icon: string; color?: string };
  /** The row's kind and what it offers, for `when` clauses: `phase;start;branch`. */
  context: string;
  open?: { path: string; line?: number };
  box?: Box & { done: boolean };
  phase?: PhaseId;
  todo?: number;
  /** The file or folder of another method that it stands for. */
  source?: string;
  /** The command that a click runs, in the row's folder. */
  run?: string;
  /** A click reads the folder again. */
  retry?: true;
  expanded?: boolean;
  children: PlanNode[];
}

/** What ticking a box changes. */
type Box =
  { kind: 'todo'; todo: IndexedTodo } | { kind: 'criterion'; index: number; phase: PhaseId | null; text: string };

/** The colors of problems. */
export const severityColors: Record<Problem['severity'], string> = {
  error: 'list.errorForeground',
  warning: 'list.warningForeground',
  info: 'notificationsInfoIcon.foreground',
};

export const contextOf = (kind: string, flags: (string | false | undefined)[]): string =>
  [kind, ...flags.filter(Boolean), ''].join(';');
