import { countDone } from '../core/markdown/settled';
import type { BranchReport } from '../core/reading/branchReports';
import type { PhaseInfo } from '../core/types';
import { beginSmall, phaseLabel, plural, type IndexedTodo, type PhaseView } from './phaseView';
import { mergeHint } from './hints';

/** What a phase's row says behind its label, and what a screen reader says of the row: whole words. */
export interface PhaseTold {
  seen: string;
  spoken: string;
}

/** `2/5 · on para/login-phase-2`, and `Phase 2: API, running, 2 of 5 to-dos done, on para/login-phase-2`. */
export function phaseTold(
  phase: PhaseInfo,
  view: PhaseView,
  todos: readonly IndexedTodo[],
  report: BranchReport | null,
): PhaseTold {
  const { seen, spoken } = view.state === 'running' ? runningTold(phase, view, todos, report) : told(phase, view);
  return { seen: seen.join(' · '), spoken: [phaseLabel(phase), ...spoken].join(', ') };
}

/** `3 steps`, of what hasn't started. */
export const stepsText = (steps: number): string => (steps > 0 ? plural(steps, 'step') : 'no steps yet');

interface Parts {
  seen: string[];
  spoken: string[];
}

function runningTold(
  phase: PhaseInfo,
  view: PhaseView,
  todos: readonly IndexedTodo[],
  report: BranchReport | null,
): Parts {
  // Where its branch isn't checked out, only that branch's own list says how far it is.
  const { done, total } = (view.canResume ? report?.todos : null) ?? countDone(todos);
  const who = report?.remote && report.author ? [`by ${report.author}`] : [];
  const where = phase.worktree !== null ? [`in ${phase.worktree}`] : [];
  const branch = phase.worktree === null && view.canResume && phase.branch !== null ? [`on ${phase.branch}`] : [];
  const rest = [...who, ...where, ...branch];
  if (phase.dropped) return { seen: ['dropped once committed', ...rest], spoken: ['dropped once committed', ...rest] };
  return {
    seen: total === 0 ? rest : [`${done}/${total}`, ...rest],
    spoken: ['running', ...(total === 0 ? [] : [`${done} of ${total} to-dos done`]), ...rest],
  };
}

function told(phase: PhaseInfo, view: PhaseView): Parts {
  switch (view.state) {
    case 'waiting': {
      const reason = beginSmall(view.reason ?? 'Waiting');
      return { seen: [reason], spoken: [reason] };
    }
    case 'ready': {
      const steps = stepsText(phase.steps);
      return { seen: [steps], spoken: ['can start', steps] };
    }
    case 'unmerged':
      return { seen: [mergeHint(phase.pr)], spoken: ['completed', mergeHint(phase.pr)] };
    case 'merged':
      return { seen: ['merged'], spoken: ['completed and merged'] };
    case 'running':
    case 'completed':
    case 'dropped':
      return { seen: [view.state], spoken: [view.state] };
  }
}
