import { CONTEXT, MASTER, PHASE } from '../../support/authentication';
import { both, replacing, statuses, type Change } from '../../support/changes';
import type { RuleExamples } from './example';

const approved = replacing('In Review', '✅ Approved by Ada');
const ended =
  (line: string): Change =>
  (text) =>
    `${text}\n${line}\n`;

export const templateText: RuleExamples = {
  fixes: { 'Remove the lines that hold nothing else': /^Remove the Unfilled Lines$/ },
  examples: [
    {
      name: 'an approved plan',
      files: { [MASTER]: approved },
      found: [
        {
          at: '[Why this is several pieces of work and not one]',
          file: MASTER,
          message:
            '“[Why this is several pieces of work and not one]” and 10 more are text of the template. Fill them in, or remove them.',
          fixes: [
            {
              title: 'Remove the Unfilled Lines',
              lines: {
                [MASTER]: [
                  '-[Why this is several pieces of work and not one]',
                  '-',
                  '-**Objective:** [What this phase achieves]',
                  '-',
                  '-- [Deliverable 1]',
                  '-',
                  '-**Objective:** [What this phase achieves]',
                  '-',
                  '-- [Deliverable 1]',
                  '-',
                  '-**Objective:** [What this phase achieves]',
                  '-',
                  '-- [Deliverable 1]',
                  '-',
                  '-[What each phase hands over to the next]',
                  '-',
                  '-[How each phase is tested, and all of them together]',
                  '-',
                  '-[How and when the phases reach users]',
                  '-',
                  '-- [Risk and mitigation]',
                  '-',
                ],
              },
            },
          ],
        },
      ],
    },
    {
      name: 'links and code are none',
      files: { [MASTER]: both(approved, ended('A [Risk and mitigation](x.md), `[Deliverable 1]`.')) },
      found: [
        {
          at: '[Why this is several pieces of work and not one]',
          file: MASTER,
          message:
            '“[Why this is several pieces of work and not one]” and 10 more are text of the template. Fill them in, or remove them.',
          fixes: [
            {
              title: 'Remove the Unfilled Lines',
              lines: {
                [MASTER]: [
                  '-[Why this is several pieces of work and not one]',
                  '-',
                  '-**Objective:** [What this phase achieves]',
                  '-',
                  '-- [Deliverable 1]',
                  '-',
                  '-**Objective:** [What this phase achieves]',
                  '-',
                  '-- [Deliverable 1]',
                  '-',
                  '-**Objective:** [What this phase achieves]',
                  '-',
                  '-- [Deliverable 1]',
                  '-',
                  '-[What each phase hands over to the next]',
                  '-',
                  '-[How each phase is tested, and all of them together]',
                  '-',
                  '-[How and when the phases reach users]',
                  '-',
                  '-- [Risk and mitigation]',
                  '-',
                ],
              },
            },
          ],
        },
      ],
    },
    {
      name: 'a line with other words is for a person',
      files: { [MASTER]: '# Plan\n\n**Status:** Approved\n\nA [Deliverable 1] and {TASK_NAME}.\n' },
      found: [
        {
          at: '[Deliverable 1]',
          file: MASTER,
          message: '“[Deliverable 1]” and 1 more are text of the template. Fill them in, or remove them.',
        },
      ],
    },
    {
      name: 'a phase that runs',
      files: {
        [CONTEXT]: statuses('in_progress'),
        [MASTER]: '# Plan\n',
        [PHASE(1)]: '# Phase 1\n\n- [Deliverable 1]\n\nText\n',
      },
      found: [
        {
          at: '[Deliverable 1]',
          file: PHASE(1),
          message: '“[Deliverable 1]” is text of the template. Fill it in, or remove it.',
          fixes: [{ title: 'Remove the Unfilled Lines', lines: { [PHASE(1)]: ['-- [Deliverable 1]', '-'] } }],
        },
      ],
    },
    {
      name: 'text of one’s own template',
      files: {
        [MASTER]: '# Plan\n\n**Status:** Approved\n\n[our own words]\n',
        'context/templates/master.md': '# Plan\n\n[our own words]\n',
      },
      found: [
        {
          at: '[our own words]',
          file: MASTER,
          message: '“[our own words]” is text of the template. Fill it in, or remove it.',
          fixes: [{ title: 'Remove the Unfilled Lines', lines: { [MASTER]: ['-[our own words]'] } }],
        },
      ],
    },
    { name: 'a plan under review', found: [] },
    {
      name: 'brackets of somebody’s own',
      files: { [MASTER]: '# Plan\n\n**Status:** Approved\n\n[see below]\n' },
      found: [],
    },
  ],
};
