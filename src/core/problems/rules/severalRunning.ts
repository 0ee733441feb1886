import { statusFix } from '../parts/fixes';
import { rangeInState } from '../parts/ranges';
import { MOST_FINDINGS, type Rule } from '../parts/rule';

export const severalRunning: Rule = {
  id: 'several-running',
  severity: 'warning',
  description: 'More than one phase that runs without a worktree: one tree has one branch checked out.',
  fixes: 'Set the status of the phase to `pending` or to `completed`',
  check(subject) {
    const phases = subject.world?.state.phased?.phases ?? [];
    const running = phases
      .map((entry, index) => ({ ...entry, index }))
      .filter(({ status, worktree }) => status === 'in_progress' && worktree === null);
    const [first, ...others] = running;
    return others.slice(0, MOST_FINDINGS).map(({ phase, index }) => ({
      message: `Phases ${first?.phase} and ${phase} run at once. Without worktrees, only one can.`,
      file: subject.path,
      range: rangeInState(subject.context, ['phased_execution', 'phases', index, 'status']),
      fixes: ['pending', 'completed'].flatMap((status) => statusFix(subject, index, phase, status)),
    }));
  },
};
