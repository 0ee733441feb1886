import { BRANCH, CONTEXT, TASK } from '../../support/authentication';
import { both, currentPhase, entries, statuses } from '../../support/changes';
import type { Worktree } from '../../../src/core/gitData';
import type { RuleExamples } from './example';

const PLACE = `.para-worktrees/${TASK}-phase-1`;
const MAIN: Worktree = { path: '', branch: 'main', exists: true, known: true, locked: false };
const OWN: Worktree = { path: PLACE, branch: BRANCH(1), exists: true, known: true, locked: false };

const running = both(
  statuses('in_progress'),
  currentPhase('1'),
  entries({ 1: `"branch": "${BRANCH(1)}", "worktree_path": "${PLACE}"` }),
);

export const worktree: RuleExamples = {
  fixes: {
    'Repair the worktrees, as after the repository was moved': /^Repair Worktrees$/,
    'Remove the worktree': /^Remove Worktree/,
  },
  examples: [
    {
      name: 'a phase’s is gone',
      files: { [CONTEXT]: running },
      git: { branch: 'main', others: [BRANCH(1)], worktrees: [MAIN, { ...OWN, exists: false }] },
      found: [
        {
          at: `"${PLACE}"`,
          message: `The worktree of phase 1, “${PLACE}”, is gone. Start the phase again to resume it.`,
          fixes: [{ title: 'Repair Worktrees', command: ['phasedPlans.repairWorktrees'] }],
        },
      ],
    },
    {
      name: 'another branch is checked out there',
      files: { [CONTEXT]: running },
      git: { branch: 'main', others: [BRANCH(1), 'other'], worktrees: [MAIN, { ...OWN, branch: 'other' }] },
      found: [
        {
          at: `"${BRANCH(1)}"`,
          message: `Branch “other” is checked out in ${PLACE} instead of “${BRANCH(1)}”. Switch back there.`,
        },
      ],
    },
    {
      name: 'no branch is checked out there',
      files: { [CONTEXT]: running },
      git: { branch: 'main', others: [BRANCH(1)], worktrees: [MAIN, { ...OWN, branch: null }] },
      found: [
        {
          at: `"${BRANCH(1)}"`,
          message: `A detached HEAD is checked out in ${PLACE} instead of “${BRANCH(1)}”. Switch back there.`,
        },
      ],
    },
    {
      name: 'no phase records it',
      git: { branch: 'main', others: [BRANCH(1)], worktrees: [MAIN, OWN] },
      settings: { isolation: 'worktree' },
      found: [
        {
          at: '# Current Work Summary',
          message: `No phase records the worktree “${PLACE}”.`,
          severity: 'info',
          fixes: [
            { title: 'Repair Worktrees', command: ['phasedPlans.repairWorktrees'] },
            { title: 'Remove Worktree…', command: ['phasedPlans.removeWorktree'] },
          ],
        },
      ],
    },
    {
      name: 'it is as it should be',
      files: { [CONTEXT]: running },
      git: { branch: 'main', others: [BRANCH(1)], worktrees: [MAIN, OWN] },
      found: [],
    },
    {
      name: 'a completed phase’s may go',
      files: { [CONTEXT]: both(statuses('completed'), entries({ 1: `"worktree_path": "${PLACE}"` })) },
      git: { branch: 'main', worktrees: [MAIN] },
      found: [],
    },
  ],
};
