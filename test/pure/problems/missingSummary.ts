import { CONTEXT, PHASE, SUMMARY } from '../../support/authentication';
import { both, statuses, summarized } from '../../support/changes';
import type { RuleExamples } from './example';

export const missingSummary: RuleExamples = {
  fixes: {
    'Add the summary that is there to `completed_summaries` (safe)': /^Add “/,
    'Summarize the phase': /^Summarize Phase/,
  },
  examples: [
    {
      name: 'it is there, but not listed',
      files: { [CONTEXT]: statuses('completed'), [SUMMARY(1)]: '# Summary\n' },
      found: [
        {
          at: '"completed"',
          message: 'Phase 1 is completed, but its summary isn’t in “completed_summaries”.',
          fixes: [
            {
              title: `Add “${SUMMARY(1)}” to the Summaries`,
              safe: true,
              lines: ['-"completed_summaries": [],', '+"completed_summaries": [', `+"${SUMMARY(1)}"`, '+],'],
            },
          ],
        },
      ],
    },
    {
      name: 'there is none',
      files: { [CONTEXT]: statuses('completed') },
      found: [
        {
          at: '"completed"',
          message: 'Phase 1 is completed, but has no summary.',
          fixes: [{ title: 'Summarize Phase 1', command: ['phasedPlans.summarizePhase', { phase: 1 }] }],
        },
      ],
    },
    {
      name: 'it was done before the plan came from another method',
      files: {
        [CONTEXT]: statuses('completed'),
        [PHASE(1)]: '# Phase 1: Database\n\n**Source:** Kiro\n\n## Implementation Steps\n\n- [x] Add the table\n',
      },
      found: [],
    },
    {
      name: 'it is listed',
      files: { [CONTEXT]: both(statuses('completed'), summarized(SUMMARY(1))), [SUMMARY(1)]: '# Summary\n' },
      found: [],
    },
    {
      name: 'one whose name shortens the task’s',
      files: {
        [CONTEXT]: statuses('completed'),
        'context/summaries/2025-12-18-implement-user-phase-1-summary.md': '# Summary\n',
      },
      found: [],
    },
  ],
};
