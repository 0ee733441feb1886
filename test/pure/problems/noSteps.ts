import { CONTEXT, MASTER, PHASE } from '../../support/authentication';
import { replacing, stating, statuses } from '../../support/changes';
import type { RuleExamples } from './example';

const SIMPLE = 'context/plans/2025-12-18-add-login.md';
const without = replacing(/- \[ \] Create.*\n/g, '');
const approved = replacing('**Status:** In Review', '**Status:** Approved');

export const noSteps: RuleExamples = {
  fixes: {},
  examples: [
    {
      name: 'the next phase of an approved plan',
      files: { [MASTER]: approved, [PHASE(1)]: without },
      found: [
        {
          at: '### Detailed Implementation Steps',
          file: PHASE(1),
          message: 'This plan has no implementation steps. Write them under “Detailed Implementation Steps”.',
        },
      ],
    },
    {
      name: 'a phase that runs',
      files: { [CONTEXT]: statuses('in_progress'), [PHASE(1)]: without },
      found: [
        {
          at: '### Detailed Implementation Steps',
          file: PHASE(1),
          message: 'This plan has no implementation steps. Write them under “Detailed Implementation Steps”.',
        },
      ],
    },
    {
      name: 'a plan without phases and without such a section',
      files: {
        [CONTEXT]: stating({ active_context: [SIMPLE] }),
        [SIMPLE]: '# Plan: Add Login\n\n**Status:** Approved\n',
      },
      found: [
        {
          at: '# Plan: Add Login',
          file: SIMPLE,
          message: 'This plan has no implementation steps. Write them under “Implementation Steps”.',
        },
      ],
    },
    {
      name: 'a plan under review',
      files: { [PHASE(1)]: without },
      found: [],
    },
    {
      name: 'a plan without a status',
      files: { [MASTER]: replacing('**Status:** In Review\n', ''), [PHASE(1)]: without },
      found: [],
    },
    {
      name: 'a phase that isn’t next',
      files: { [MASTER]: approved, [PHASE(2)]: replacing(/- \[ \] Add.*\n/g, '') },
      found: [],
    },
    {
      name: 'to-dos stand in the context file',
      files: { [CONTEXT]: replacing('---\n', '- [ ] Write it\n\n---\n'), [MASTER]: approved, [PHASE(1)]: without },
      found: [],
    },
  ],
};
