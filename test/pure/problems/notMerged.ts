import { BRANCH, CONTEXT } from '../../support/authentication';
import { both, currentPhase, statuses } from '../../support/changes';
import type { RuleExamples } from './example';

const second = both(statuses('completed', 'in_progress'), currentPhase('2'));

export const notMerged: RuleExamples = {
  fixes: { 'Create a pull request': /^Create a Pull Request for/ },
  examples: [
    {
      name: 'the next one runs without it',
      files: { [CONTEXT]: second },
      git: { branch: BRANCH(2), others: ['main', BRANCH(1)] },
      found: [
        {
          at: '"completed"',
          message: 'Phase 2 runs, but phase 1, which it depends on, isn’t merged yet.',
          fixes: [
            { title: 'Create a Pull Request for Phase 1', command: ['phasedPlans.createPullRequest', { phase: 1 }] },
          ],
        },
      ],
    },
    {
      name: 'no branch of it is left',
      files: { [CONTEXT]: second },
      git: { branch: BRANCH(2), others: ['main'] },
      found: [],
    },
    {
      name: 'nothing that waits for it runs',
      files: { [CONTEXT]: statuses('completed') },
      git: { branch: 'main', others: [BRANCH(1)] },
      found: [],
    },
  ],
};
