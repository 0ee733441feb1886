import { CONTEXT } from '../../support/authentication';
import { both, currentPhase, entries, statuses } from '../../support/changes';
import type { RuleExamples } from './example';

export const severalRunning: RuleExamples = {
  fixes: { 'Set the status of the phase to `pending` or to `completed`': /^Set the Status of/ },
  examples: [
    {
      name: 'two phases in one tree',
      files: { [CONTEXT]: both(statuses('in_progress', 'in_progress'), currentPhase('1')) },
      found: [
        {
          at: '"in_progress"',
          message: 'Phases 1 and 2 run at once. Without worktrees, only one can.',
          fixes: [
            {
              title: 'Set the Status of Phase 2 to “pending”',
              lines: ['-"status": "in_progress"', '+"status": "pending"'],
            },
            {
              title: 'Set the Status of Phase 2 to “completed”',
              lines: ['-"status": "in_progress"', '+"status": "completed"'],
            },
          ],
        },
      ],
    },
    {
      name: 'each in a worktree of its own',
      files: {
        [CONTEXT]: both(
          statuses('in_progress', 'in_progress'),
          entries({ 1: '"worktree_path": ".para-worktrees/a"', 2: '"worktree_path": ".para-worktrees/b"' }),
        ),
      },
      found: [],
    },
  ],
};
