import { renderPhase } from '../../../src/core/plan/templates';
import { CONTEXT, MASTER, PHASE } from '../../support/authentication';
import { both, difference, replacing, stating, statuses } from '../../support/changes';
import type { RuleExamples } from './example';

const OTHER_MASTER = MASTER.replace('12-18', '12-08');
const EARLIER = PHASE(1).replace('12-18', '12-08');
const GONE = { is: 'gone' } as const;
const UNREAD = { is: 'unread' } as const;
const TEMPLATE = { 'context/templates/phase.md': '# Phase {PHASE}: {PHASE_NAME}\n\nOurs, after {DEPENDENCIES}.\n' };
const unnamed = replacing(/,\s*"plan": "[^"]*"/g, '');

export const missingPlan: RuleExamples = {
  fixes: {
    'Use one of up to three similar files': /^Use “/,
    'Create the phase’s plan from the template': /^Create the Plan of/,
    'Remove the path of a plan without phases': /^Remove “/,
  },
  examples: [
    {
      name: 'a master plan of another name',
      files: { [CONTEXT]: replacing(`"master_plan": "${MASTER}"`, `"master_plan": "${OTHER_MASTER}"`) },
      found: [
        {
          at: `"${OTHER_MASTER}"`,
          message: `The master plan isn’t there: there is no file “${OTHER_MASTER}”.`,
          fixes: [
            { title: `Use “${MASTER}”`, lines: [`-"master_plan": "${OTHER_MASTER}",`, `+"master_plan": "${MASTER}",`] },
          ],
        },
      ],
    },
    {
      name: 'no master plan is named',
      files: {
        [CONTEXT]: both(
          replacing(/"master_plan": "[^"]*",\s*/, ''),
          replacing(/"active_context": \[[^\]]*\]/, '"active_context": []'),
        ),
      },
      found: [{ at: '{', message: '“master_plan” doesn’t say where the master plan of these phases is.' }],
    },
    {
      name: 'a master plan that is no text',
      files: { [MASTER]: UNREAD },
      found: [{ at: `"${MASTER}"`, message: `The master plan, “${MASTER}”, can’t be read as a text file in UTF-8.` }],
    },
    {
      name: 'a phase’s plan of another name',
      files: { [PHASE(1)]: GONE, [EARLIER]: '# Phase 1\n', ...TEMPLATE },
      found: [
        {
          at: `"${PHASE(1)}"`,
          message: `The plan of phase 1 isn’t there: there is no file “${PHASE(1)}”.`,
          fixes: [
            {
              title: `Use “${EARLIER}”`,
              lines: [`-"${PHASE(1)}",`, `+"${EARLIER}",`, `-"plan": "${PHASE(1)}",`, `+"plan": "${EARLIER}",`],
            },
            {
              title: 'Create the Plan of Phase 1',
              lines: {
                [PHASE(1)]: [
                  '+# Phase 1: Database Schema & Migrations',
                  '+',
                  '+Ours, after None (foundational phase).',
                  '+',
                ],
              },
            },
          ],
        },
      ],
    },
    {
      name: 'plans of phases that are gone',
      files: { [PHASE(2)]: GONE, [PHASE(3)]: GONE, ...TEMPLATE },
      found: [
        {
          at: `"${PHASE(2)}"`,
          message: `The plan of phase 2 isn’t there: there is no file “${PHASE(2)}”.`,
          fixes: [
            {
              title: 'Create the Plan of Phase 2',
              lines: {
                [PHASE(2)]: ['+# Phase 2: API Layer', '+', '+Ours, after Phase 1 must be complete and merged.', '+'],
              },
            },
          ],
        },
        {
          at: `"${PHASE(3)}"`,
          message: `The plan of phase 3 isn’t there: there is no file “${PHASE(3)}”.`,
          fixes: [
            {
              title: 'Create the Plan of Phase 3',
              lines: {
                [PHASE(3)]: ['+# Phase 3: Frontend', '+', '+Ours, after Phase 2 must be complete and merged.', '+'],
              },
            },
          ],
        },
      ],
    },
    {
      name: 'from the template that comes with it',
      files: { [PHASE(2)]: GONE },
      found: [
        {
          at: `"${PHASE(2)}"`,
          message: `The plan of phase 2 isn’t there: there is no file “${PHASE(2)}”.`,
          fixes: [
            {
              title: 'Create the Plan of Phase 2',
              lines: {
                [PHASE(2)]: difference(
                  null,
                  renderPhase({
                    phase: 2,
                    name: 'API Layer',
                    title: '',
                    date: '2025-12-18',
                    parent: MASTER,
                    dependsOn: [1],
                    first: false,
                  }),
                ),
              },
            },
          ],
        },
      ],
    },
    {
      name: 'a phase’s plan that is no text',
      files: { [PHASE(2)]: UNREAD },
      found: [
        { at: `"${PHASE(2)}"`, message: `The plan of phase 2, “${PHASE(2)}”, can’t be read as a text file in UTF-8.` },
      ],
    },
    {
      name: 'no plan is named: the next phase’s may still be written',
      files: { [CONTEXT]: unnamed, [PHASE(1)]: GONE, [PHASE(2)]: GONE, [PHASE(3)]: GONE, ...TEMPLATE },
      found: [
        {
          at: '1',
          message: `Phase 1 has no plan file yet: there is no file “${PHASE(1)}”.`,
          severity: 'info',
          fixes: [
            {
              title: 'Create the Plan of Phase 1',
              lines: {
                [PHASE(1)]: [
                  '+# Phase 1: Database Schema & Migrations',
                  '+',
                  '+Ours, after None (foundational phase).',
                  '+',
                ],
              },
            },
          ],
        },
      ],
    },
    {
      name: 'a plan without phases is gone',
      files: { [CONTEXT]: stating({ active_context: ['context/plans/2020-01-01-gone.md'] }) },
      found: [
        {
          at: '"context/plans/2020-01-01-gone.md"',
          message: 'The plan isn’t there: there is no file “context/plans/2020-01-01-gone.md”.',
          fixes: [
            {
              title: 'Remove “2020-01-01-gone.md” from the State Block',
              lines: ['-"active_context": [', '-"context/plans/2020-01-01-gone.md"', '-]', '+"active_context": []'],
            },
          ],
        },
      ],
    },
    {
      name: 'a completed phase needs no plan any more',
      files: { [CONTEXT]: statuses('completed'), [PHASE(1)]: GONE },
      found: [],
    },
    {
      name: 'a plan that isn’t named is found by its name',
      files: { [CONTEXT]: both(unnamed, statuses('in_progress')) },
      found: [],
    },
  ],
};
