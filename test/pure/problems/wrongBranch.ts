import { BRANCH, CONTEXT, TASK } from '../../support/authentication';
import { both, currentPhase, key, replacing, statuses } from '../../support/changes';
import type { RuleExamples } from './example';

const MINE = `ada/${TASK}-phase-1`;

/** Phase 1 runs on its branch, as the state block and the line above it say. */
const running = both(
  statuses('in_progress'),
  currentPhase('1'),
  key(`"execution_branch": "${BRANCH(1)}",`),
  replacing('---\n', `**Branch:** \`${BRANCH(1)}\`\n\n---\n`),
);

export const wrongBranch: RuleExamples = {
  fixes: {
    'Switch to its branch': /^Switch to/,
    'Say that it runs on the branch that is checked out, when its name is the phase’s': /^Say That It Runs on/,
  },
  examples: [
    {
      name: 'another branch is checked out',
      files: { [CONTEXT]: running },
      git: { branch: 'other', others: [BRANCH(1)] },
      found: [
        {
          at: `"${BRANCH(1)}"`,
          message: `Phase 1 runs on “${BRANCH(1)}”, but “other” is checked out.`,
          fixes: [
            {
              title: `Switch to ${BRANCH(1)}`,
              command: ['phasedPlans.executePhase', { phase: 1, existingBranch: 'resume' }],
            },
          ],
        },
      ],
    },
    {
      name: 'one of its name, with another prefix',
      files: { [CONTEXT]: running },
      git: { branch: MINE, others: [BRANCH(1)] },
      found: [
        {
          at: `"${BRANCH(1)}"`,
          message: `Phase 1 runs on “${BRANCH(1)}”, but “${MINE}” is checked out.`,
          fixes: [
            {
              title: `Switch to ${BRANCH(1)}`,
              command: ['phasedPlans.executePhase', { phase: 1, existingBranch: 'resume' }],
            },
            {
              title: `Say That It Runs on ${MINE}`,
              lines: [
                `-**Branch:** \`${BRANCH(1)}\``,
                `+**Branch:** \`${MINE}\``,
                '-"status": "in_progress"',
                '+"status": "in_progress",',
                `+"branch": "${MINE}"`,
                `-"execution_branch": "${BRANCH(1)}",`,
                `+"execution_branch": "${MINE}",`,
              ],
            },
          ],
        },
      ],
    },
    {
      name: 'its branch is checked out',
      files: { [CONTEXT]: running },
      git: { branch: BRANCH(1) },
      found: [],
    },
    {
      name: 'no branch is recorded',
      files: { [CONTEXT]: both(statuses('in_progress'), currentPhase('1')) },
      git: { branch: 'other' },
      found: [],
    },
    { name: 'outside a repository', files: { [CONTEXT]: running }, found: [] },
  ],
};
