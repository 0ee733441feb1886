import { CONTEXT, MASTER, PHASE, SUMMARY } from '../../support/authentication';
import { both, replacing, stating, statuses, summarized } from '../../support/changes';
import type { RuleExamples } from './example';

const SIMPLE = 'context/plans/2025-12-18-add-login.md';

export const planStatus: RuleExamples = {
  fixes: {
    'Set the line (safe when the phase has its summary)': /^Set the Status Line to/,
    'Set the phase’s status': /^Set the Status of/,
  },
  examples: [
    {
      name: 'a completed phase with its summary',
      files: { [CONTEXT]: both(statuses('completed'), summarized(SUMMARY(1))), [SUMMARY(1)]: '# Summary\n' },
      found: [
        {
          at: '**Status:** Pending',
          file: PHASE(1),
          message: 'This plan’s status is “Pending”, but the state block says “Completed”.',
          fixes: [
            {
              title: 'Set the Status Line to “Completed”',
              safe: true,
              lines: { [PHASE(1)]: ['-**Status:** Pending', '+**Status:** Completed'] },
            },
          ],
        },
      ],
    },
    {
      name: 'a completed phase without a summary',
      files: { [CONTEXT]: statuses('completed') },
      found: [
        {
          at: '**Status:** Pending',
          file: PHASE(1),
          message: 'This plan’s status is “Pending”, but the state block says “Completed”.',
          fixes: [
            {
              title: 'Set the Status Line to “Completed”',
              lines: { [PHASE(1)]: ['-**Status:** Pending', '+**Status:** Completed'] },
            },
          ],
        },
      ],
    },
    {
      name: 'a plan is ahead of its phase, which waits',
      files: { [PHASE(2)]: replacing('**Status:** Pending', '**Status:** ✅ Completed (PR #3)') },
      found: [
        {
          at: '**Status:** ✅ Completed (PR #3)',
          file: PHASE(2),
          message: 'This plan’s status is “✅ Completed (PR #3)”, but the state block says “Pending”.',
          fixes: [
            {
              title: 'Set the Status Line to “Pending”',
              lines: { [PHASE(2)]: ['-**Status:** ✅ Completed (PR #3)', '+**Status:** Pending'] },
            },
            {
              title: 'Set the Status of Phase 2 to “completed”',
              lines: ['-"status": "pending"', '+"status": "completed"'],
            },
          ],
        },
      ],
    },
    {
      name: 'a plan is ahead of its phase, which runs',
      files: { [CONTEXT]: statuses('in_progress'), [PHASE(1)]: replacing('**Status:** Pending', '**Status:** Done') },
      found: [
        {
          at: '**Status:** Done',
          file: PHASE(1),
          message: 'This plan’s status is “Done”, but the state block says “In Progress”.',
          fixes: [
            {
              title: 'Set the Status Line to “In Progress”',
              lines: { [PHASE(1)]: ['-**Status:** Done', '+**Status:** In Progress'] },
            },
            {
              title: 'Set the Status of Phase 1 to “completed”',
              lines: ['-"status": "in_progress"', '+"status": "completed"'],
            },
          ],
        },
      ],
    },
    {
      name: 'a master plan is ahead of its phases',
      files: { [MASTER]: replacing('**Status:** In Review', '**Status:** Done') },
      found: [
        {
          at: '**Status:** Done',
          file: MASTER,
          message: 'This plan’s status is “Done”, but not all phases are completed.',
          fixes: [
            {
              title: 'Set the Status Line to “Approved”',
              lines: { [MASTER]: ['-**Status:** Done', '+**Status:** Approved'] },
            },
          ],
        },
      ],
    },
    {
      name: 'a plan without phases that was summarized',
      files: {
        [CONTEXT]: `# Work\n\nReady\n\n**Branch:** \`para/add-login\`\n**Plan:** ${SIMPLE}\n\n${stating({ active_context: [], completed_summaries: ['context/summaries/2025-12-18-add-login-summary.md'], execution_branch: 'para/add-login' })}`,
        [SIMPLE]: '# Plan: Add Login\n\n**Status:** Pending\n',
        'context/summaries/2025-12-18-add-login-summary.md': '# Summary\n',
      },
      found: [
        {
          at: '**Status:** Pending',
          file: SIMPLE,
          message: 'This plan’s status is “Pending”, but it was summarized.',
          fixes: [
            {
              title: 'Set the Status Line to “Completed”',
              lines: { [SIMPLE]: ['-**Status:** Pending', '+**Status:** Completed'] },
            },
          ],
        },
      ],
    },
    {
      name: 'both say that a phase runs, in their own words',
      files: {
        [CONTEXT]: statuses('in_progress'),
        [PHASE(1)]: replacing('**Status:** Pending', '**Status:** Under way'),
      },
      found: [],
    },
  ],
};
