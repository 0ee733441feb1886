import { CONTEXT } from '../../support/authentication';
import { both, replacing, statuses } from '../../support/changes';
import type { RuleExamples } from './example';

const listed = (heading: string, ...items: string[]) =>
  replacing('---\n', `### ${heading}\n\n${items.map((item) => `- ${item}\n`).join('')}\n---\n`);

export const todoNotRunning: RuleExamples = {
  fixes: { 'Untick it': /^Untick/, 'Set the status of the phase to `in_progress`': /^Set the Status of/ },
  examples: [
    {
      name: 'under the heading of a phase that waits',
      files: { [CONTEXT]: listed('Phase 2: API', '[x] One', '[X] Two', '[~] Three') },
      found: [
        {
          at: '- [x] One',
          message: 'This to-do is ticked, but phase 2 hasn’t started.',
          fixes: [
            {
              title: 'Set the Status of Phase 2 to “in_progress”',
              lines: ['-"status": "pending"', '+"status": "in_progress"'],
            },
            { title: 'Untick the To-Dos of Phase 2', lines: ['-- [x] One', '-- [X] Two', '+- [ ] One', '+- [ ] Two'] },
          ],
        },
      ],
    },
    {
      name: 'under the heading of one that runs',
      files: { [CONTEXT]: both(statuses('completed', 'in_progress'), listed('Phase 2', '[x] One')) },
      found: [],
    },
    {
      name: 'under a heading that is no phase’s',
      files: { [CONTEXT]: listed('Later', '[x] One') },
      found: [],
    },
  ],
};
