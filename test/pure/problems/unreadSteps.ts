import { CONTEXT, PHASE } from '../../support/authentication';
import { replacing, stating, statuses } from '../../support/changes';
import type { RuleExamples } from './example';

const TITLE = 'Give All of Them Check Boxes';
const SIMPLE = 'context/plans/2025-12-18-add-login.md';
const last = '- [ ] Create refresh_tokens table migration';
const beside = (...lines: string[]) => replacing(last, [last, '', ...lines].join('\n'));
const simple = (...lines: string[]) => ({
  [CONTEXT]: stating({ active_context: [SIMPLE] }),
  [SIMPLE]: ['# Plan: Add Login', '', '## Implementation Steps', '', ...lines, ''].join('\n'),
});

export const unreadSteps: RuleExamples = {
  fixes: { 'Give all of them check boxes': /^Give All of Them Check Boxes$/ },
  examples: [
    {
      name: 'numbered items and bullets beside check boxes',
      files: { [PHASE(1)]: beside('1. Change src/app.js', '', '* Tell support') },
      found: [
        {
          at: '1. Change src/app.js',
          file: PHASE(1),
          message:
            'These 2 items are not read as steps, since others have check boxes. Give them check boxes, too, or indent what is a detail.',
          fixes: [
            {
              title: TITLE,
              lines: {
                [PHASE(1)]: [
                  '-1. Change src/app.js',
                  '+1. [ ] Change src/app.js',
                  '-* Tell support',
                  '+* [ ] Tell support',
                ],
              },
            },
          ],
        },
      ],
    },
    {
      name: 'bullets beside numbered items',
      files: simple('1. Change it', '2. **Test** it', '', '- Tell support'),
      found: [
        {
          at: '- Tell support',
          file: SIMPLE,
          message:
            'This item is not read as a step, since others are numbered. Give it a check box, too, or indent what is a detail.',
          fixes: [
            {
              title: TITLE,
              lines: {
                [SIMPLE]: [
                  ...['-1. Change it', '-2. **Test** it', '+1. [ ] Change it', '+2. [ ] **Test** it'],
                  ...['-- Tell support', '+- [ ] Tell support'],
                ],
              },
            },
          ],
        },
      ],
    },
    {
      name: 'details, and boxes that check the work',
      files: {
        [PHASE(1)]: beside('**Acceptance:**', '', '- [ ] Fast', '', '- [ ] One more', '  1. detail', '  - detail'),
      },
      found: [],
    },
    {
      name: 'bullets under steps in bold, and under headings',
      files: simple('- **Change it**', '- a remark'),
      found: [],
    },
    {
      name: 'a phase that is completed',
      files: { [CONTEXT]: statuses('completed'), [PHASE(1)]: beside('1. Change src/app.js') },
      found: [],
    },
  ],
};
